"""How long each level has, and when a challenge may go further: by days alone."""

from datetime import date

import pytest

from participation.challenges.levels import due_on, may_go_further, working_days_until
from participation.challenges.models import ChallengeStep, OfficerChallenge
from participation.service.challenge_levels import CHALLENGE_LEVELS, MOST_DAYS, ChallengeLevel, level_id

MONDAY = date(2026, 3, 2)
SHORT = (ChallengeLevel("Informal", 3), ChallengeLevel("Formal", 10))


def test_a_level_has_working_days_and_easter_is_none() -> None:
    assert due_on(MONDAY, 0, CHALLENGE_LEVELS) == date(2026, 3, 9)
    assert due_on(date(2026, 4, 2), 0, CHALLENGE_LEVELS) == date(2026, 4, 13)
    assert due_on(MONDAY, 1, SHORT) == date(2026, 3, 16)
    assert due_on(MONDAY, 3, SHORT) == date(2026, 3, 16)


def test_all_levels_together_have_twenty_working_days() -> None:
    assert sum(level.working_days for level in CHALLENGE_LEVELS) == MOST_DAYS
    assert [level_id(number) for number in range(4)] == ["informal", "formal_1", "formal_2", "formal_3"]


@pytest.mark.parametrize(("day", "left"), [
    (MONDAY, 0), (date(2026, 3, 3), 1), (date(2026, 3, 9), 5), (date(2026, 2, 27), -1), (date(2026, 3, 1), -1),
])  # fmt: skip
def test_days_left_are_working_days(day: date, left: int) -> None:
    assert working_days_until(day, MONDAY) == left


def challenge(
    *, level: int = 0, due: date = MONDAY, answered: date | None = None, outcome: str = ""
) -> OfficerChallenge:
    step = ChallengeStep(level=level, asked_on=date(2026, 2, 23), due_on=due, answered_on=answered)
    return OfficerChallenge(level=level, outcome=outcome, steps=[step])


@pytest.mark.parametrize(("given", "may"), [
    (challenge(due=date(2026, 3, 1)), True),
    (challenge(due=MONDAY), False),
    (challenge(due=date(2026, 3, 1), level=1), False),
    (challenge(due=date(2026, 3, 1), answered=MONDAY), False),
    (challenge(answered=MONDAY, outcome="no_change"), True),
    (challenge(answered=MONDAY, outcome="partly"), False),
    (OfficerChallenge(level=0, outcome="", steps=[]), False),
])  # fmt: skip
def test_it_goes_further_when_nobody_answered_in_time_or_nothing_changed(given: OfficerChallenge, may: bool) -> None:
    assert may_go_further(given, SHORT, MONDAY) is may
