"""How often a typed code may fail."""

import pytest

from participation.invitations.throttle import is_crowded, minutes_to_wait

NOON = 29_000_000


def test_twenty_failures_in_ten_minutes_are_free() -> None:
    assert minutes_to_wait({NOON - 9: 10, NOON: 9}, NOON) == 0
    assert minutes_to_wait({NOON - 9: 10, NOON: 10}, NOON) == 2


def test_failures_that_are_spread_over_the_hour_cost_nothing() -> None:
    assert minutes_to_wait({NOON - minute: 1 for minute in range(59)}, NOON) == 0


@pytest.mark.parametrize(("failed", "wait"), [(20, 2), (21, 3), (22, 5), (23, 9), (24, 11), (1000, 11)])
def test_the_waits_grow_to_ten_minutes(failed: int, wait: int) -> None:
    # Of the last failure only the minute is known, so each wait is one minute longer at its start.
    assert minutes_to_wait({NOON: failed}, NOON) == wait
    assert minutes_to_wait({NOON: failed}, NOON + wait) == 0


def test_who_keeps_guessing_keeps_waiting_and_is_forgotten_after_an_hour() -> None:
    guessed = {NOON: 20, NOON + 2: 1, NOON + 5: 1, NOON + 10: 1}
    assert minutes_to_wait(guessed, NOON + 10) == 9
    assert minutes_to_wait(guessed, NOON + 71) == 0


def test_sixty_failures_in_one_minute_close_the_box_until_the_next() -> None:
    assert not is_crowded({NOON: 59}, NOON)
    assert is_crowded({NOON: 60}, NOON)
    assert not is_crowded({NOON: 60}, NOON + 1)
