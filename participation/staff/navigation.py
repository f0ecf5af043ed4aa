"""The way about the staff side: what somebody of a role may open, and nothing that this installation lacks."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Blueprint, Flask, current_app, g, has_request_context, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask_babel import lazy_pgettext, pgettext
from flask_babel.speaklater import LazyString

from participation import service
from participation.staff.models import Role, Staff

_PLACES = "places"
REVIEW_IS_SHOWN_BY = "review_is_shown_by"
"""The view of one review, which stands in a room above and is handed in."""


@dataclass(frozen=True)
class Place:
    """One entry: the view that it opens, its name, and whose work that is."""

    view: str
    """Its name within the blueprint that hands it in; in the whole house once that is registered."""
    label: LazyString
    roles: frozenset[Role]
    also_for: Callable[[Staff], bool] | None = None
    """Whoever else may open it, for another reason than their role, such as being on duty today."""
    lands: frozenset[Role] = frozenset()
    """Whose first page it is; everybody else's is the first entry that they have."""
    daily: frozenset[Role] = frozenset()
    """For whom it stands in the bar itself. For everybody else, and until somebody says so, under "More"."""
    about: LazyString | None = None
    """One sentence under "More"."""

    @property
    def address(self) -> str:
        """Where it is."""
        return url_for(self.view)

    def is_for(self, who: Staff) -> bool:
        """Whether it stands in somebody's navigation."""
        return who.role in self.roles or self.is_also_for(who)

    def is_also_for(self, who: Staff) -> bool:
        """Whether it is theirs today for another reason than their role."""
        return self.also_for is not None and self.also_for(who)

    def is_daily_for(self, who: Staff) -> bool:
        """Whether it stands in the bar for them."""
        return who.role in self.daily or (who.role not in self.roles and self.is_also_for(who))


def shows(blueprint: Blueprint, place: Place) -> None:
    """Hand an entry in with the part that it belongs to: where that part is not served, it is not shown."""

    def hand_in(state: BlueprintSetupState) -> None:
        view = f"{state.name_prefix}.{state.name}.{place.view}"
        known = state.app.extensions.setdefault(_PLACES, [])
        known.append(replace(place, view=view))

    blueprint.record(hand_in)


def open_to(role: str) -> tuple[Place, ...]:
    """The entries of this role: its own work, in the order in which the parts were registered."""
    return tuple(place for place in _places() if role in place.roles)


def home_of(role: str) -> str:
    """Where a role works."""
    own = open_to(role)
    first = next((place for place in own if role in place.lands), next(iter(own), None))
    return first.address if first else "/staff/"


def _places() -> list[Place]:
    known: list[Place] = current_app.extensions.get(_PLACES, [])
    return known


def rarer_places(who: Staff) -> list[Place]:
    """What somebody may open and does not need every day."""
    return [place for place in _places() if place.is_for(who) and not place.is_daily_for(who)]


def _navigation() -> tuple[tuple[Place, bool], ...]:
    """The entries for whoever is signed in, and which of them is open: four at most, so that each is found at once."""
    who = _signed_in()
    if who is None:
        return ()
    shown = [(place, _is_open(place)) for place in _places() if place.is_daily_for(who)]
    rarer = rarer_places(who)
    if len(rarer) == 1:
        return (*shown, (rarer[0], _is_open(rarer[0])))
    # L10N: staff navigation, the last entry: leads to a page with everything that is needed more seldom
    more = Place("staff.more.more", lazy_pgettext("staff", "More"), frozenset())
    return (*shown, *([(more, any(map(_is_open, (more, *rarer))))] if rarer else ()))


def _is_open(place: Place) -> bool:
    return request.path.rstrip("/") == place.address.rstrip("/")


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
