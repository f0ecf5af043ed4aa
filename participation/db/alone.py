"""Work of which each piece fails alone: what one row does to it is noted, and the rest is done."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app

from participation.db import session


@contextmanager
def alone(what: str) -> Iterator[None]:
    """Whatever goes wrong in here is undone, logged by its kind and counted, and goes no further."""
    try:
        yield
    except Exception as error:
        session().rollback()
        # The kind only: what went wrong may have words in it.
        current_app.logger.error("%s failed: %s", what, type(error).__name__)
        failures()[what.partition(" ")[0]] += 1


def failures() -> Counter[str]:
    """How often each piece of work failed since this program began."""
    counted: Counter[str] = current_app.extensions.setdefault("failures", Counter())
    return counted
