"""The staff side is closed: a page opens only for the roles that it names."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import abort, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from participation.people.models import Role, Staff
from participation.people.queries import staff_session

View = TypeVar("View", bound=Callable[..., Any])
COOKIE_FIELD = "staff"
_ROLES = "_for_roles"


def for_roles(*roles: Role) -> Callable[[View], View]:
    """Open a view to these roles. A view without this is closed to everybody."""

    def mark(view: View) -> View:
        setattr(view, _ROLES, frozenset(roles))
        return view

    return mark


def open_to_anyone(view: View) -> View:
    """The few pages before signing in."""
    setattr(view, _ROLES, None)
    return view


EVERY_ROLE = tuple(Role)


def roles_of(view: Callable[..., Any]) -> frozenset[Role] | None:
    """Who may open a view: None is anyone, an empty set is nobody."""
    return cast("frozenset[Role] | None", getattr(view, _ROLES, frozenset()))


def require_staff() -> Response | None:
    """Stand before every staff page."""
    view = current_app.view_functions[request.endpoint or ""]
    roles = roles_of(view)
    if roles is None:
        return None
    found = staff_session(session.get(COOKIE_FIELD, ""))
    if found is None or not found.has_second_factor:
        return redirect(url_for("staff.people.sign_in"), 303)
    if Role(found.staff.role) not in roles:
        abort(404)  # what somebody may not see does not exist for them
    g.staff = found.staff
    return None


def staff() -> Staff:
    """Who is signed in."""
    signed_in: Staff = g.staff
    return signed_in
