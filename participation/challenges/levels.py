"""From one level to the next: when, and until when. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from participation.challenges.models import ChallengeOutcome, ChallengeStep, OfficerChallenge
from participation.reviews.timetable import add_working_days, is_working_day
from participation.service.challenge_levels import ChallengeLevel
from participation.service.chosen import Service


def due_on(asked_on: date, level: int, chosen: Service, formal_on: date | None = None) -> date:
    """The last day for an answer at a level: by its own days, not after the whole ends, nor before it was asked.

    `formal_on` is when it was first asked at a formal level, if that was before.
    """
    own = own_due_on(asked_on, level, chosen.challenge_levels)
    if not level:
        return own
    return max(asked_on, min(own, whole_due_on(formal_on or asked_on, chosen.challenge_days)))


def own_due_on(asked_on: date, level: int, levels: Sequence[ChallengeLevel]) -> date:
    """By the days of a level alone. A level that a council has dropped has the days of its last one."""
    return add_working_days(asked_on, levels[min(level, len(levels) - 1)].working_days)


def whole_due_on(formal_on: date, days: int) -> date:
    """The last day for an answer at any level, counted from the first formal one."""
    return add_working_days(formal_on, days)


def formal_since(steps: Iterable[ChallengeStep]) -> date | None:
    """When it was first asked at a formal level; None while it was not."""
    return min((step.asked_on for step in steps if step.level), default=None)


def working_days_until(day: date, today: date) -> int:
    """How many working days are left for an answer; less than none when the day has passed."""
    first, last = sorted((today, day))
    between = sum(is_working_day(first + timedelta(days=number + 1)) for number in range((last - first).days))
    return between if day >= today else -between


def may_go_further(challenge: OfficerChallenge, levels: Sequence[ChallengeLevel], today: date) -> bool:
    """Its days have passed unanswered, or the answer changed nothing for the child; and there is a level above."""
    now = challenge.now
    if now is None or now.level + 1 >= len(levels):
        return False
    if now.answered_on is None:
        return now.is_late(today)
    return challenge.outcome == ChallengeOutcome.NO_CHANGE
