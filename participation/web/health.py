"""Whether this process lives, and whether it can work."""

from collections.abc import Iterable, Iterator

from flask import Blueprint, current_app
from sqlalchemy.exc import SQLAlchemyError

from participation.db import engine
from participation.db.revisions import is_behind

blueprint = Blueprint("health", __name__)

Answer = tuple[str, int, dict[str, str]]
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
DATABASE, TABLES, KEYS = "database not reached", "database not up to date", "keys not readable"


@blueprint.get("/healthz")
def lives() -> Answer:
    """The process answers."""
    return "ok\n", 200, PLAIN


@blueprint.get("/readyz")
def ready() -> Answer:
    """What it needs to answer with a page is there; what is missing is named."""
    return told(missing())


def missing() -> Iterator[str]:
    """What this server needs for every page and does not have, in words that are always these."""
    try:
        with engine().connect() as connection:
            if is_behind(connection):
                yield TABLES
    except SQLAlchemyError:
        yield DATABASE
    if "keyring" not in current_app.extensions or not current_app.extensions["keyring"].is_whole():
        yield KEYS


def told(lacking: Iterable[str]) -> Answer:
    """Ready, or 503 and a line for each thing that is missing."""
    lines = "".join(f"{each}\n" for each in lacking)
    return lines or "ok\n", 503 if lines else 200, PLAIN
