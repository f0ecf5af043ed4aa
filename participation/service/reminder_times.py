"""When somebody is reminded of their form: a council's own choice, by who is asked. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

CHILD, CARER, PARENT, PARTNER = "child", "carer", "parent", "partner"
MOST_DAYS = 14


@dataclass(frozen=True)
class ReminderTimes:
    """The timetable of one kind of respondent."""

    who: str
    is_on: bool = True
    first: int = 3
    """So many days before the form is due the first reminder goes; to a child before the meeting."""
    every: int = 3
    """So many days later the next, up to the day on which it is due; 0: once."""


REMINDER_TIMES = (*map(ReminderTimes, (CARER, PARENT, PARTNER)), ReminderTimes(CHILD, is_on=False, every=0))
"""Until a council says otherwise: adults three days before the form is due, and on that day; children never."""
_WHO = {"child": CHILD, "foster_carer": CARER, "key_worker": CARER, "parent": PARENT}


def kind_of(respondent: str) -> str:
    """Which timetable somebody in this part has."""
    return _WHO.get(respondent, PARTNER)


def with_everybody(kept: Iterable[ReminderTimes]) -> tuple[ReminderTimes, ...]:
    """The timetables as they were kept, with those that did not exist then."""
    known = {each.who: each for each in kept}
    return tuple(known.get(each.who, each) for each in REMINDER_TIMES)
