"""Which days of a child and a review cannot be so, or should be looked at: pure, days in and reasons out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from participation import clock
from participation.exchange.rules import returned_day
from participation.reviews.timetable import add_months, age_on, is_bank_holiday

OLDEST = 25
"""Years: until then a care leaver has a personal adviser and a pathway plan (Children Act 1989, section 23CZB)."""
AHEAD_MONTHS = 24
"""Reviews are at most six months apart, so one that is further away is a slip of the year."""
DAY_HOURS = range(7, 21)
"""Hours at which a meeting with a child may begin."""


class Days(NamedTuple):
    """What one row says; None where it does not say."""

    born_on: date | None
    came_into_care_on: date | None
    due_on: date | None
    meets_on: date | None
    starts_at: datetime | None


@dataclass(frozen=True, slots=True)
class Unlikely:
    """A day that is not so, or hardly."""

    of: str
    """Which of `Days` it is."""
    rule: str
    expected: str
    so: str = ""
    """What happens nevertheless; "" where the row cannot stand."""
    is_kept: bool = False


def unlikely(days: Days, today: date) -> Iterator[Unlikely]:
    """Everything about these days that whoever keeps the list should look at."""
    born_on = days.born_on
    if born_on and born_on > today:
        yield Unlikely("born_on", "date", "a day that has come")
        return
    if born_on and age_on(born_on, today) > OLDEST:
        yield Unlikely("born_on", "age", f"the birthday of somebody from 0 to {OLDEST} years")
        return
    yield from _of_care(days, today)
    yield from _of_due_day(days, today)
    if days.meets_on:
        yield from _of_review(days, days.meets_on, today)


def _of_care(days: Days, today: date) -> Iterator[Unlikely]:
    came = days.came_into_care_on
    if came and days.born_on and came < days.born_on:
        yield Unlikely("came_into_care_on", "born", _since_birth(days.born_on), "it is left as unknown")
    elif came and came > today:
        yield Unlikely("came_into_care_on", "future", "a day that has come", "it is left as unknown")


def _of_due_day(days: Days, today: date) -> Iterator[Unlikely]:
    due_on = days.due_on
    if due_on and days.born_on and due_on < days.born_on:
        yield Unlikely("due_on", "born", _since_birth(days.born_on), "it is left as unknown")
    elif due_on and _is_far(due_on, today):
        yield Unlikely("due_on", "far", "a day within two years", "it is left as unknown")


def _of_review(days: Days, meets_on: date, today: date) -> Iterator[Unlikely]:
    if days.born_on and meets_on < days.born_on:
        yield Unlikely("meets_on", "born", _since_birth(days.born_on))
        return
    if _is_far(meets_on, today):
        yield Unlikely("meets_on", "far", "a day within two years")
        return
    came = days.came_into_care_on
    if meets_on < _bounds(today).long_past:
        yield Unlikely("meets_on", "far", "a day within two years", "it is taken as a review that was held", True)
    elif came and meets_on < came <= today:
        since = f"a day from {returned_day(came)} on, when the child came into care"
        yield Unlikely("meets_on", "care", since, "it is taken as a review of an earlier time in care", True)
    if meets_on >= today and is_bank_holiday(meets_on):
        yield Unlikely("meets_on", "holiday", "a day that is no bank holiday", "it is taken as it stands", True)
    if days.starts_at and clock.local(days.starts_at).hour not in DAY_HOURS:
        yield Unlikely("starts_at", "night", "an hour of the day", "the day is taken without its hour")


class _Bounds(NamedTuple):
    """Before the first and after the last of these a day is far; before the second it is long past."""

    first: date
    long_past: date
    last: date


@lru_cache(maxsize=4)  # one list is judged on one day, or two
def _bounds(today: date) -> _Bounds:
    return _Bounds(*(add_months(today, months) for months in (-12 * OLDEST, -AHEAD_MONTHS, AHEAD_MONTHS)))


def _is_far(day: date, today: date) -> bool:
    bounds = _bounds(today)
    return not bounds.first <= day <= bounds.last


def _since_birth(born_on: date) -> str:
    return f"a day from {returned_day(born_on)} on, when the child was born"
