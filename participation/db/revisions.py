"""Which migrations this version has, and which a database has had: known without the library that runs them."""

from functools import cache

from sqlalchemy import Connection, inspect, text

from participation.config import ROOT
from participation.db.kept_statements import LOOK


def revision_of(connection: Connection) -> str | None:
    """The last migration that this database has had."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text(LOOK))
    return found


@cache
def known_revisions() -> tuple[str, ...]:
    """Every migration of this version, in order: each begins the name of its file."""
    return tuple(sorted(each.name.partition("_")[0] for each in (ROOT / "migrations/versions").glob("[0-9]*_*.py")))


def newest_revision() -> str:
    """The last migration of this version."""
    return known_revisions()[-1]


def is_behind(connection: Connection) -> bool:
    """Whether the database has not had every migration of this version. One that has had more waits for nothing."""
    found = revision_of(connection)
    return found is None or found in known_revisions()[:-1]
