"""Whether this process lives, and whether it can work."""

from flask import Blueprint
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from participation.db import session

blueprint = Blueprint("health", __name__)

Answer = tuple[str, int, dict[str, str]]
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.get("/healthz")
def lives() -> Answer:
    """The process answers."""
    return "ok\n", 200, PLAIN


@blueprint.get("/readyz")
def ready() -> Answer:
    """The database answers too."""
    try:
        session().execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "database not reached\n", 503, PLAIN
    return "ok\n", 200, PLAIN
