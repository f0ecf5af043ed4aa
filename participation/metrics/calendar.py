"""What each day of a collection year means for a review held on it: the ends of what is due before and after."""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from participation.clock import LONDON
from participation.reviews.timetable import Targets, deadlines


class Day(NamedTuple):
    """One day on which a review may have been held. Databases know neither bank holidays nor London's clock."""

    on: date
    begins_at: datetime
    letters_on: date
    """The last day for invitations to be in time."""
    answers_end_at: datetime
    """From here on an answer to the child is late."""
    decisions_on: date
    record_on: date
    distribution_on: date
    """The last days of what is due after the meeting."""


@cache
def days(first: date, last: date, targets: Targets) -> tuple[Day, ...]:
    """Every day from the first to the last."""
    return tuple(_day(first + timedelta(days=number), targets) for number in range((last - first).days + 1))


def _day(on: date, targets: Targets) -> Day:
    due = deadlines(on, targets)
    acts = due.decisions_on, due.record_on, due.distribution_on
    return Day(on, begin_of(on), due.letters_on, _end_of(due.answers_on), *acts)


def begin_of(day: date) -> datetime:
    """The moment at which a day begins in England."""
    return datetime.combine(day, time(), LONDON)


def _end_of(day: date) -> datetime:
    return begin_of(day + timedelta(days=1))
