"""Counting tries before they are made, so that many at once are no more than one after the other."""

from dataclasses import dataclass

from sqlalchemy import update

from participation import clock
from participation.db import inserting, session, transaction
from participation.invitations.models import Failure
from participation.invitations.queries import failures_of
from participation.invitations.throttle import EVERYONE, is_crowded, minute_of, minutes_to_wait


class TooManyTries(Exception):
    """Nothing is tried for so many minutes, not even what is right."""

    def __init__(self, minutes: int) -> None:
        super().__init__("too many tries")
        self.minutes = minutes


@dataclass(frozen=True)
class CountedTry:
    """Under which sources a try was counted, and in which minute."""

    sources: tuple[str, ...]
    minute: int


def take_try(source: str) -> CountedTry:
    """Count a typed code that is about to be tried, as if it were wrong.

    Raises TooManyTries; then it counts for nothing. Whoever calls it holds the turn of the slow hash already: else the
    right codes of a school, counted until each is known to be right, would keep one another out.
    """
    return _counted(EVERYONE, source)


def take_request(source: str) -> None:
    """Count somebody who asks to be contacted: for them alone, because nobody may be kept from asking by others.

    Raises TooManyTries.
    """
    _counted(source)


def take_try_apart(source: str) -> CountedTry:
    """Count a secret that is about to be tried, for this source alone and not for the whole service.

    Raises TooManyTries.
    """
    return _counted(source)


def refuse_early(source: str) -> None:
    """Raise TooManyTries where `take_try` would, before anybody waits for a turn. Nothing of the database is held."""
    wait = max(wait_of(source), wait_of(EVERYONE))
    session().rollback()  # else those who wait keep every connection from the one whose turn it is
    if wait:
        raise TooManyTries(wait)


def give_back(counted: CountedTry) -> None:
    """The code was right, so it counts for nothing: a school behind one address is not kept out."""
    with transaction() as current:
        for source in counted.sources:
            row = Failure.source == source, Failure.window == counted.minute, Failure.count > 0
            current.execute(update(Failure).where(*row).values(count=Failure.count - 1))


def wait_of(source: str, *, mine: int = 0) -> int:
    """How many minutes a source has to wait, or everyone; so many of its tries in this minute left out."""
    now, failures = minute_of(clock.now()), failures_of(source)
    failures[now] = failures.get(now, 0) - mine
    return int(is_crowded(failures, now)) if source == EVERYONE else minutes_to_wait(failures, now)


def _counted(*sources: str) -> CountedTry:
    counted = CountedTry(tuple(sorted(sources)), minute_of(clock.now()))
    with transaction() as current:
        # The row that is written stays locked, so whoever comes next reads what came of this one. All take the rows in
        # the same order, so that two never wait for each other.
        for source in counted.sources:
            first = inserting(Failure).values(source=source, window=counted.minute, count=1)
            one_more = {"count": Failure.count + 1}
            current.execute(first.on_conflict_do_update(index_elements=["source", "window"], set_=one_more))
        if wait := max(wait_of(source, mine=1) for source in counted.sources):
            raise TooManyTries(wait)
    return counted
