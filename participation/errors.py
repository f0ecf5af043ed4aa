"""Pages for when something went wrong, written for a child first."""

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException

from participation.log import LOG


def init_app(app: Flask) -> None:
    """Answer every error with a page of our own."""
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(Exception, _broken)


def _page(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    side = "staff" if request.path.startswith("/staff") else "public"
    name = code if code in {403, 404, 410, 413, 429, 503} else 400 if code < 500 else 500
    return render_template(f"errors/{name}.html", side=side), code


def _broken(error: Exception) -> tuple[str, int]:
    # The type and the place, never the message: a message may hold what somebody typed.
    LOG.error("%s in %s", type(error).__name__, request.endpoint)
    side = "staff" if request.path.startswith("/staff") else "public"
    return render_template("errors/500.html", side=side), 500
