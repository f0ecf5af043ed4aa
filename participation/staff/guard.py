"""The staff side is closed: a page opens only for the roles that it names."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar, cast

from flask import Blueprint, abort, current_app, flash, g, redirect, request, session, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation import clock
from participation.staff.actions import keep_session
from participation.staff.models import Role, Staff, StaffSession
from participation.staff.queries import staff_session
from participation.web.security import is_fetched_ahead

View = TypeVar("View", bound=Callable[..., Any])
COOKIE_FIELD = "staff"
KEEP_EVERY = timedelta(minutes=1)
"""So seldom is it written down that somebody is still there: not once for each page."""
_ROLES = "_for_roles"


def for_roles(*roles: Role) -> Callable[[View], View]:
    """Open a view to these roles. A view without this is closed to everybody."""

    def mark(view: View) -> View:
        setattr(view, _ROLES, frozenset(roles))
        return view

    return mark


def takes_files_of(blueprint: Blueprint, most: int) -> None:
    """Let those who are signed in send so many bytes to its pages: more than anywhere else.

    Who is not signed in gets no further than elsewhere, for this runs before the form is read.
    """

    @blueprint.url_value_preprocessor
    def allow(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
        if COOKIE_FIELD in session:
            request.max_content_length = most


def open_to_anyone(view: View) -> View:
    """The few pages before signing in."""
    setattr(view, _ROLES, None)
    return view


EVERY_ROLE = tuple(Role)


def roles_of(view: Callable[..., Any]) -> frozenset[Role] | None:
    """Who may open a view: None is anyone, an empty set is nobody."""
    return cast("frozenset[Role] | None", getattr(view, _ROLES, frozenset()))


def cookie() -> str:
    """The token that the browser carries, right or wrong."""
    return str(session.get(COOKIE_FIELD, ""))


def require_staff() -> Response | None:
    """Stand before every staff page."""
    roles = roles_of(current_app.view_functions[request.endpoint or ""])
    if roles is None:
        return None
    found = staff_session(cookie())
    if found is None or not found.has_second_factor:
        return _shown_the_door(found)
    g.staff = found.staff
    if Role(found.staff.role) not in roles:
        abort(404)  # what somebody may not see does not exist for them
    if is_fetched_ahead(request):
        return Response(status=204)  # to open a page is to have read it, and nobody has
    if abs(clock.now() - found.seen_at) >= KEEP_EVERY:  # put back, it must not keep anybody in for longer
        keep_session(found)
    return None


def _shown_the_door(found: StaffSession | None) -> Response:
    if found is None and session.pop(COOKIE_FIELD, ""):
        # L10N: staff sign-in page, when somebody left the page alone too long; nothing was lost but the place
        flash(pgettext("staff", "You were signed out: that happens after 15 minutes without a press."), "wait")
    return redirect(url_for("staff.signing_in.sign_in"), 303)


def staff() -> Staff:
    """Who is signed in."""
    signed_in: Staff = g.staff
    return signed_in
