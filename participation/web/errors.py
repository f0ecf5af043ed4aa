"""Pages for when something went wrong, written for a child first."""

from flask import Flask, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from participation.db.postgres import IN_TROUBLE
from participation.log import LOG
from participation.web import languages
from participation.web.security import is_on_its_host, side

BROKEN, AWAY = 500, 503


def init_app(app: Flask) -> None:
    """Answer every error with a page of our own."""
    app.register_error_handler(HTTPException, lambda error: page(error.code or BROKEN))
    app.register_error_handler(Exception, _broken)


def page(code: int) -> tuple[str, int]:
    """The page that goes with a status."""
    if side() == "public" and not languages.is_chosen():
        # An address that is nobody's: no page of a respondent came far enough to say which language is theirs.
        languages.choose(languages.own_or_english(languages.remembered() or languages.of_this_browser()))
    name = code if code in {403, 404, 410, 413, 429, 503} else 400 if code < BROKEN else BROKEN
    return render_template(f"errors/{name}.html", side=_side()), code


def _side() -> str:
    """Where the page leads on to; never to a side that is not served here."""
    is_staff = side() == "staff" and is_on_its_host() and "staff" in current_app.extensions["config"].serves
    return "staff" if is_staff else "public"


def note(error: Exception) -> None:
    """Log the type and the place, never the message: a message may hold what somebody typed."""
    LOG.error("a page failed", error=error, page=request.url_rule)


def _broken(error: Exception) -> tuple[str, int]:
    note(error)
    return page(AWAY if isinstance(error, IN_TROUBLE) else BROKEN)
