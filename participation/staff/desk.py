"""What a browser brings when somebody signs in, and what it takes away."""

from datetime import timedelta

from flask import current_app, redirect, request, session
from werkzeug.wrappers import Response

from participation.config import Config
from participation.staff.actions import SignedIn
from participation.staff.guard import COOKIE_FIELD
from participation.staff.known_browsers import Desk
from participation.staff.navigation import home_of


def desk() -> Desk:
    """Where this request comes from."""
    return Desk(request.remote_addr or "unknown", request.cookies.get(_name(), ""))


def carry(token: str) -> None:
    """A new cookie at each step, so that one from before, wherever it was seen, is worth nothing."""
    session.clear()
    session[COOKIE_FIELD] = token


def let_in(somebody: SignedIn) -> Response:
    """To their own first page; their browser is known from now on, for as long as the table of periods says."""
    carry(somebody.token)
    answer = redirect(home_of(somebody.role), 303)
    if somebody.browser:
        config: Config = current_app.extensions["config"]
        kept = timedelta(days=config.periods["browsers"].days)
        bound = {"secure": current_app.config["SESSION_COOKIE_SECURE"], "httponly": True, "samesite": "Strict"}
        answer.set_cookie(_name(), somebody.browser, max_age=kept, **bound)
    return answer


def _name() -> str:
    """As that of the session: bound to this host over TLS, which browsers refuse on plain http."""
    return "__Host-browser" if current_app.config["SESSION_COOKIE_SECURE"] else "browser"
