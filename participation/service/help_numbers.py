"""Whom somebody can ring or text now, and when each number was last rung."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

CHECK_AFTER_DAYS = 90


@dataclass(frozen=True)
class HelpNumber:
    """Somebody a child can ring or text now."""

    id: str
    """Names the sentence that says who it is; a council's own entry uses `name` instead."""
    number: str
    hours: str = ""
    """An id (`always`, `weekdays_9_5`) or the council's own words."""
    name: str = ""
    language: str = "en"
    checked_on: str = ""
    checked_by: str = ""

    def is_stale(self, today: date) -> bool:
        """Nobody has rung it for over 90 days."""
        return not self.checked_on or (today - date.fromisoformat(self.checked_on)).days > CHECK_AFTER_DAYS


NATIONAL_NUMBERS = (
    HelpNumber("emergency", "999", "always"),
    HelpNumber("childline", "0800 1111", "always"),
    HelpNumber("help_at_hand", "0800 528 0731", "weekdays_9_5"),
    HelpNumber("coram_voice", "0808 800 5792", "office_hours"),
    HelpNumber("shout", "85258", "always"),
    HelpNumber("samaritans", "116 123", "always"),
)
FIRST_FOR_CHILDREN = ("childline", "emergency")
FIRST_FOR_LEAVERS = ("samaritans", "emergency")
"""Childline is there until the 19th birthday, so whoever has left care is sent to a line for every age."""
NEVER_LEFT_OUT = ("emergency", "childline", "samaritans")
"""Whom somebody in danger rings: whatever is set, these can be rung."""


def with_a_number(numbers: Iterable[HelpNumber]) -> tuple[HelpNumber, ...]:
    """Those that can be rung: without a number one is left out, or has its national one where it must not be."""
    found = tuple(each for each in numbers if each.number)
    known = {each.id for each in found}
    missing = (each for each in NATIONAL_NUMBERS if each.id in NEVER_LEFT_OUT and each.id not in known)
    return (*missing, *found)
