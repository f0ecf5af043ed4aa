"""How long each level has, and when a challenge may go further: by days alone."""

from datetime import date

import pytest

from participation.challenges.levels import due_on, formal_since, may_go_further, working_days_until
from participation.challenges.models import ChallengeStep, OfficerChallenge
from participation.service.challenge_levels import CHALLENGE_LEVELS, WHOLE_DAYS, ChallengeLevel, formal_days, level_id
from participation.service.chosen import Service

MONDAY = date(2026, 3, 2)
SHORT = (ChallengeLevel("Informal", 3), ChallengeLevel("Formal", 10))


def test_a_level_has_working_days_and_easter_is_none() -> None:
    assert due_on(MONDAY, 0, Service()) == date(2026, 3, 9)
    assert due_on(date(2026, 4, 2), 0, Service()) == date(2026, 4, 13)
    assert due_on(MONDAY, 1, Service(challenge_levels=SHORT)) == date(2026, 3, 16)
    assert due_on(MONDAY, 3, Service(challenge_levels=SHORT)) == date(2026, 3, 16)


@pytest.mark.parametrize(("asked_on", "level", "last"), [
    (date(2026, 3, 16), 2, date(2026, 3, 23)),
    (date(2026, 3, 24), 2, date(2026, 3, 30)),
    (date(2026, 3, 23), 3, date(2026, 3, 30)),
    (date(2026, 4, 1), 3, date(2026, 4, 1)),
])  # fmt: skip
def test_no_level_ends_after_the_whole_nor_before_it_was_asked(asked_on: date, level: int, last: date) -> None:
    assert due_on(asked_on, level, Service(), MONDAY) == last, "20 working days from 2 March are 30 March"


def test_the_informal_level_is_before_the_whole() -> None:
    asked = [(0, date(2026, 2, 2)), (1, MONDAY), (2, date(2026, 3, 16))]
    assert formal_since([ChallengeStep(level=level, asked_on=on) for level, on in asked]) == MONDAY
    assert formal_since([ChallengeStep(level=0, asked_on=MONDAY)]) is None
    assert due_on(MONDAY, 0, Service(challenge_days=2)) == date(2026, 3, 9)
    assert due_on(MONDAY, 1, Service(challenge_days=2)) == date(2026, 3, 4)


def test_the_formal_levels_fit_into_twenty_working_days() -> None:
    assert formal_days(CHALLENGE_LEVELS) == 15
    assert WHOLE_DAYS == Service().challenge_days == 20
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
