"""Work of which each piece fails alone: what goes wrong with one is noted, and the rest is done."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, current_app
from sqlalchemy.exc import OperationalError, ProgrammingError

from participation.db import session
from participation.log import LOG

HELD_UP = frozenset({"55P03", "57014", "40P01", "40001"})
"""What PostgreSQL says where somebody else holds a lock, or an answer takes too long. Any other trouble is its own."""


@contextmanager
def alone(piece: Callable[..., object], of: str = "") -> Iterator[None]:
    """Whatever goes wrong in here is undone, logged by its kind and counted, and goes no further.

    `piece` is the work, or what it is a part of; `of` the id of the row that it is about.

    Only a database that is away, or not made yet, is raised: nothing else would go better.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, OperationalError | ProgrammingError):
            if getattr(error.orig, "sqlstate", None) not in HELD_UP:
                raise
        session().rollback()
        LOG.error("a piece of work failed", piece=piece, of=of, error=error)
        failures()[_name_of(piece)] += 1


def _name_of(piece: Callable[..., object]) -> str:
    return str(getattr(piece, "func", piece).__name__)


def each_alone(*work: Callable[[], int | None]) -> int:
    """Do each piece, whatever becomes of the others; returns how much was done by all that say how much."""
    done = 0
    for piece in work:
        with alone(piece):
            done += piece() or 0
    return done


def failures(of: Flask | None = None) -> Counter[str]:
    """How often each piece of work failed since this program began."""
    counted: Counter[str] = (of or current_app).extensions.setdefault("failures", Counter())
    return counted
