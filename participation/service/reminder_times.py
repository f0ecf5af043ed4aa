"""When adults are reminded of their form: a council's own choice, by who is asked. Pure."""

from dataclasses import dataclass

CARER, PARENT, PARTNER = "carer", "parent", "partner"
MOST_DAYS = 14


@dataclass(frozen=True)
class ReminderTimes:
    """The timetable of one kind of adult."""

    who: str
    is_on: bool = True
    first: int = 3
    """So many days before the form is due the first reminder goes."""
    every: int = 3
    """So many days later the next, up to the day on which it is due; 0: once."""


REMINDER_TIMES = tuple(map(ReminderTimes, (CARER, PARENT, PARTNER)))
"""Until a council says otherwise: three days before the form is due, and on that day."""
_WHO = {"foster_carer": CARER, "key_worker": CARER, "parent": PARENT}


def kind_of(respondent: str) -> str:
    """Which timetable somebody in this part has."""
    return _WHO.get(respondent, PARTNER)
