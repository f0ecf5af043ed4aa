"""At which levels a reviewing officer challenges, and how long each has: a council's own choice. Pure."""

from dataclasses import dataclass

MOST_DAYS = 20
"""Working days in all, as services promise; more is a slip."""


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
"""Until a council says otherwise: 20 working days in all."""


def level_id(number: int) -> str:
    """What figures call the level at this place: the names are the council's own, and change."""
    return f"formal_{number}" if number else "informal"
