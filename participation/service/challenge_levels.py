"""At which levels a reviewing officer challenges, and how long each has: a council's own choice. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

WHOLE_DAYS = 20
"""Working days in all from the first formal level on, until a council says otherwise."""
MOST_DAYS = 60
"""More is a slip."""


@dataclass(frozen=True)
class ChallengeLevel:
    """One level, informal first; challenges keep its place in the list."""

    name: str
    working_days: int


CHALLENGE_LEVELS = (
    ChallengeLevel("Informal: team manager", 5),
    ChallengeLevel("Formal: service manager", 5),
    ChallengeLevel("Formal: head of service", 5),
    ChallengeLevel("Formal: director", 5),
)
"""Until a council says otherwise."""


def formal_days(levels: Sequence[ChallengeLevel]) -> int:
    """The working days of the formal levels together: no more than the whole, which begins with the first of them."""
    return sum(level.working_days for level in levels[1:])


def level_id(number: int) -> str:
    """What figures call the level at this place: the names are the council's own, and change."""
    return f"formal_{number}" if number else "informal"
