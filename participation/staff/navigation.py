"""The way about the staff side: what somebody of a role may open, and nothing that this installation lacks."""

from collections.abc import Callable
from typing import NamedTuple

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import pgettext

from participation import service
from participation.staff.guard import roles_of
from participation.staff.models import Role, Staff

_ALSO_FOR = "navigation_also_for"


class Place(NamedTuple):
    """One entry: an address that CONTRACT promises, its name, and whose work it is."""

    address: str
    label: str
    roles: frozenset[Role]


def places() -> tuple[Place, ...]:
    """Every entry, in the order in which they stand. The first that a role may open is where it lands."""
    officer, support, manager, advocate = ({role} for role in (Role.OFFICER, Role.SUPPORT, Role.MANAGER, Role.ADVOCATE))
    named = (
        # L10N: staff navigation, the officer's list of their own reviews
        ("/staff/", pgettext("staff", "My reviews"), officer),
        # L10N: staff navigation, letters with QR codes to print
        ("/staff/letters", pgettext("staff", "Letters"), support),
        # L10N: staff navigation, who has opened and answered, and who has not yet
        ("/staff/chasing", pgettext("staff", "Chasing"), support | manager),
        # L10N: staff navigation, bringing children, officers and reviews in from files
        ("/staff/imports", pgettext("staff", "Imports"), support),
        # L10N: staff navigation, requests for an advocate
        ("/staff/advocacy", pgettext("staff", "Advocacy"), advocate),
        # L10N: staff navigation, requests of children and others to be contacted
        ("/staff/contact", pgettext("staff", "Contact"), manager),
        # L10N: staff navigation, what was sent and nobody has opened yet
        ("/staff/unread", pgettext("staff", "Unread"), manager),
        # L10N: staff navigation, counts and rates
        ("/staff/metrics", pgettext("staff", "Figures"), manager | officer | support),
        # L10N: staff navigation, what children said about how the review was
        ("/staff/feedback", pgettext("staff", "Feedback"), manager | officer),
        # L10N: staff navigation, reviews that are not on one's own list
        ("/staff/reviews/elsewhere", pgettext("staff", "Other reviews"), officer | manager),
        # L10N: staff navigation, who looks after whose reviews while somebody is away
        ("/staff/cover", pgettext("staff", "Cover"), officer | manager),
        # L10N: staff navigation, the officer's own page that children read
        ("/staff/profile", pgettext("staff", "My page"), officer),
        # L10N: staff navigation, who opened what
        ("/staff/audit", pgettext("staff", "Audit"), manager),
        # L10N: staff navigation
        ("/staff/settings", pgettext("staff", "Settings"), manager),
    )
    return tuple(Place(address, label, frozenset(roles)) for address, label, roles in named)


def open_to(role: str) -> tuple[Place, ...]:
    """The entries that this role may open: its own work, and only what exists and lets it in."""
    views = {
        rule.rule: current_app.view_functions[rule.endpoint]
        for rule in current_app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
    }
    return tuple(
        place
        for place in places()
        if role in place.roles and place.address in views and role in (roles_of(views[place.address]) or ())
    )


def also_for(app: Flask, address: str, may_open: Callable[[Staff], bool]) -> None:
    """Show an entry also to whoever may open it for another reason than their role, such as being on duty today."""
    app.extensions.setdefault(_ALSO_FOR, {})[address] = may_open


def home_of(role: str) -> str:
    """Where a role works: managers at the figures, everybody else at the first entry."""
    addresses = [place.address for place in open_to(role)]
    if role == Role.MANAGER and "/staff/metrics" in addresses:
        return "/staff/metrics"
    return addresses[0] if addresses else "/staff/"


def _navigation() -> tuple[tuple[Place, bool], ...]:
    """The entries for whoever is signed in, and which of them is open."""
    who = _signed_in()
    if who is None:
        return ()
    return tuple((place, request.path.rstrip("/") == place.address.rstrip("/")) for place in _shown_to(who))


def _shown_to(who: Staff) -> tuple[Place, ...]:
    own, also = open_to(who.role), current_app.extensions.get(_ALSO_FOR, {})
    return tuple(place for place in places() if place in own or (place.address in also and also[place.address](who)))


def _signed_in() -> Staff | None:
    return g.get("staff") if has_request_context() else None


def role_name(role: str) -> str:
    """What somebody of this role is called."""
    names = {
        # L10N: what an independent reviewing officer is called, after their name
        Role.OFFICER: pgettext("staff", "reviewing officer"),
        # L10N: what somebody of business support is called, after their name
        Role.SUPPORT: pgettext("staff", "support"),
        # L10N: what somebody who runs the reviewing service is called, after their name
        Role.MANAGER: pgettext("staff", "service manager"),
        # L10N: what somebody of the advocacy provider is called, after their name
        Role.ADVOCATE: pgettext("staff", "advocate"),
    }
    name: str = names[Role(role)]
    return name


def is_demo() -> bool:
    """Whether everybody here is invented."""
    return bool(current_app.extensions["config"].demo) or service.current().is_invented


def init_app(app: Flask) -> None:
    """Let every staff template draw the bar; error pages too, where nobody may be signed in."""
    app.jinja_env.globals.update(navigation=_navigation, signed_in=_signed_in, role_name=role_name, is_demo=is_demo)
