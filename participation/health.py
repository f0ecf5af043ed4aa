"""Whether this process lives, and whether it can work."""

from flask import Blueprint
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from participation.db import session

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def lives() -> tuple[str, int]:
    """The process answers."""
    return "ok\n", 200


@blueprint.get("/readyz")
def ready() -> tuple[str, int]:
    """The database answers too."""
    try:
        session().execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "database not reached\n", 503
    return "ok\n", 200
