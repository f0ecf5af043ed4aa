"""What each day of a collection year means for a review held on it: the ends of what is due before and after."""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from participation.clock import LONDON
from participation.reviews.timetable import YOUNGEST, Targets, add_months, deadlines, forms_due_on, forms_printed_on


class Day(NamedTuple):
    """One day on which a review may have been held. Databases know neither bank holidays nor London's clock."""

    on: date
    begins_at: datetime
    of_4_born_on: date
    """Who was born later is under 4 on it."""
    letters_on: date
    """The last day for invitations to be in time."""
    forms_end_at: datetime
    """From here on an adult's form is late, unless their letter was printed late."""
    printing_ends_at: datetime
    """From here on a letter is printed so late that its form is due later."""
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
    return Day(
        on,
        begins_at=begin_of(on),
        of_4_born_on=add_months(on, -12 * YOUNGEST),
        letters_on=due.letters_on,
        forms_end_at=_end_of(forms_due_on(on, None, targets.forms_days_before)),
        printing_ends_at=_end_of(forms_printed_on(on, targets.forms_days_before)),
        answers_end_at=_end_of(due.answers_on),
        decisions_on=due.decisions_on,
        record_on=due.record_on,
        distribution_on=due.distribution_on,
    )


def begin_of(day: date) -> datetime:
    """The moment at which a day begins in England."""
    return datetime.combine(day, time(), LONDON)


def _end_of(day: date) -> datetime:
    return begin_of(day + timedelta(days=1))
