"""Work of which each piece fails alone: what goes wrong with one is noted, and the rest is done."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, current_app
from sqlalchemy.exc import OperationalError, ProgrammingError

from participation.db import session

HELD_UP = frozenset({"55P03", "57014", "40P01", "40001"})
"""What PostgreSQL says where somebody else holds a lock, or an answer takes too long. Any other trouble is its own."""


@contextmanager
def alone(what: str) -> Iterator[None]:
    """Whatever goes wrong in here is undone, logged by its kind and counted, and goes no further.

    Only a database that is away, or not made yet, is raised: nothing else would go better.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, OperationalError | ProgrammingError):
            if getattr(error.orig, "sqlstate", None) not in HELD_UP:
                raise
        session().rollback()
        # The kind only: what went wrong may have words in it.
        current_app.logger.error("%s failed: %s", what, type(error).__name__)
        failures()[what.partition(" ")[0]] += 1


def each_alone(*work: Callable[[], int | None]) -> int:
    """Do each piece, whatever becomes of the others; returns how much was done by all that say how much."""
    done = 0
    for piece in work:
        with alone(getattr(piece, "func", piece).__name__):
            done += piece() or 0
    return done


def failures(of: Flask | None = None) -> Counter[str]:
    """How often each piece of work failed since this program began."""
    counted: Counter[str] = (of or current_app).extensions.setdefault("failures", Counter())
    return counted
