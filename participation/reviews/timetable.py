"""When a review is due, and what is due before and after it, by England's rules and working days."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

from participation.service.chosen import Service

FIRST_WORKING_DAYS = 20
SECOND_MONTHS = 3
FOLLOWING_MONTHS = 6
FORMS_WORKING_DAYS_AFTER_PRINTING = 3
"""So long at least a letter leaves for the post, and for an adult to answer it."""
YOUNGEST = 4
"""Years: from this age on a child's part in the review is counted."""


@dataclass(frozen=True)
class Targets:
    """How long before and after a meeting things are due; each service sets its own."""

    letters_days_before: int
    forms_days_before: int = 5
    decisions_working_days: int = 5
    record_working_days: int = 15
    answers_working_days: int = 20
    distribution_working_days: int = 20

    @classmethod
    def of(cls, settings: Service) -> "Targets":
        """Those that the service has set."""
        return cls(
            letters_days_before=settings.invited_in_time_days,
            forms_days_before=settings.forms_due_days,
            decisions_working_days=settings.decisions_days,
            record_working_days=settings.record_days,
            distribution_working_days=settings.distribution_days,
        )


@dataclass(frozen=True)
class Deadlines:
    """The last days for what belongs to one meeting."""

    letters_on: date
    decisions_on: date
    record_on: date
    answers_on: date
    distribution_on: date


def next_due(kind: str, came_into_care_on: date | None, held: Sequence[date]) -> date | None:
    """The last day for the next review; None where too little is known to say.

    `held` holds every review of this child so far: the second review is due sooner than all later ones, so
    from part of a history the wrong day would come. Reviews of an earlier time in care do not count.
    """
    held_now = sorted({day for day in held if came_into_care_on is None or day >= came_into_care_on})
    if kind == "pathway_plan":
        return add_months(max(held), FOLLOWING_MONTHS) if held else None
    if held_now:
        return add_months(held_now[-1], SECOND_MONTHS if len(held_now) == 1 else FOLLOWING_MONTHS)
    return add_working_days(came_into_care_on, FIRST_WORKING_DAYS) if came_into_care_on else None


def is_overdue(due_on: date | None, held_on: date | None, today: date) -> bool:
    """Held too late, or not held although its last day has passed."""
    return due_on is not None and (held_on or today) > due_on


def deadlines(meets_on: date, targets: Targets) -> Deadlines:
    return Deadlines(
        letters_on=meets_on - timedelta(days=targets.letters_days_before),
        decisions_on=add_working_days(meets_on, targets.decisions_working_days),
        record_on=add_working_days(meets_on, targets.record_working_days),
        answers_on=add_working_days(meets_on, targets.answers_working_days),
        distribution_on=add_working_days(meets_on, targets.distribution_working_days),
    )


def forms_due_on(meets_on: date, printed_on: date | None, days_before: int) -> date:
    """The last day for an adult's form: what their letter asks for, what is chased, and what counts as in time.

    A working day: the service's number of days before the meeting or, for a letter printed late, three working
    days after printing, before the meeting in any case. The day of the meeting itself stands for "as soon as you
    can": between the printing and the meeting no working day is left.
    """
    day = meets_on - timedelta(days=days_before)
    if printed_on:
        day = max(day, add_working_days(printed_on, FORMS_WORKING_DAYS_AFTER_PRINTING))
    day = _working_day_until(min(day, meets_on - timedelta(days=1)))
    return meets_on if printed_on and day <= printed_on else day


def forms_printed_on(meets_on: date, days_before: int) -> date:
    """The last day on which an adult's letter can be printed and its form is due no later for it."""
    printed_on, due_on = meets_on, forms_due_on(meets_on, None, days_before)
    while forms_due_on(meets_on, printed_on, days_before) != due_on:
        printed_on -= timedelta(days=1)
    return printed_on


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not is_bank_holiday(day)


def is_bank_holiday(day: date) -> bool:
    return day in _bank_holidays(day.year)


def _working_day_until(day: date) -> date:
    """The day, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """The working day that is `count` after a day; the day itself is never counted, the next can be day 1."""
    if count < 0:
        raise ValueError("working days are counted forwards")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_left(today: date, due_on: date) -> int:
    """Working days after today up to a last day: nought on that day itself, below nought once it has passed."""
    first, last = sorted((today, due_on))
    between = sum(is_working_day(first + timedelta(days=1) * number) for number in range(1, (last - first).days + 1))
    return between if today <= due_on else -between


def add_months(day: date, count: int) -> date:
    """A day some months later: the day of that number, or the month's last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_on(born: date, on: date) -> int:
    """Whole years on a day. Who was born on 29 February turns older on 1 March in a year without one."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def is_old_enough(born: date | None, on: date) -> bool:
    """Whether a child is asked by letter: under 4, when no part is counted, by being watched and played with."""
    return born is None or age_on(born, on) >= YOUNGEST


def collection_year(day: date) -> str:
    """The year of the national return, 1 April to 31 March, that a day falls in: "2021-22"."""
    start = day.year if day.month >= 4 else day.year - 1
    return f"{start}-{(start + 1) % 100:02}"


def collection_year_days(year: str) -> tuple[date, date]:
    """The first and the last day of "2021-22"."""
    start = int(year[:4]) if year[:4].isascii() and year[:4].isdigit() and int(year[:4]) else 0
    if not start or collection_year(date(start, 4, 1)) != year:
        raise ValueError(f"{year!r} is not a year like 2021-22")
    return date(start, 4, 1), date(start + 1, 3, 31)


def quarter(day: date) -> int:
    """1 for April to June, to 4 for January to March."""
    return (day.month - 4) % 12 // 3 + 1


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    """England's, with the substitute days for those that fall on a weekend."""
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))
