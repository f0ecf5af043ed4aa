"""How often a typed code may fail."""

from datetime import UTC, datetime

import pytest

from participation.invitations.throttle import asking_source, is_crowded, minute_of, minutes_to_wait
from participation.web.throttle import source_of

NOON = 29_000_000


def test_twenty_failures_in_ten_minutes_are_free() -> None:
    assert minutes_to_wait({NOON - 9: 10, NOON: 9}, NOON) == 0
    assert minutes_to_wait({NOON - 9: 10, NOON: 10}, NOON) == 2


def test_the_tenth_minute_back_is_outside_the_window_and_the_ninth_is_in_it() -> None:
    assert minutes_to_wait({NOON - 10: 10, NOON: 10}, NOON) == 0
    assert minutes_to_wait({NOON - 10: 10, NOON - 1: 10}, NOON) == 1
    assert minutes_to_wait({NOON - 9: 10, NOON: 10}, NOON) == 2


def test_a_failure_counts_for_an_hour_and_no_minute_longer() -> None:
    lately = {NOON - 4: 10, NOON: 10}
    assert minutes_to_wait({NOON - 59: 1, **lately}, NOON) == 3
    assert minutes_to_wait({NOON - 60: 1, **lately}, NOON) == 2
    assert minutes_to_wait({NOON - 61: 1, **lately}, NOON) == 2


def test_a_failure_that_is_still_to_come_by_this_clock_does_not_count() -> None:
    assert minutes_to_wait({NOON + 1: 20}, NOON) == 0


def test_failures_that_are_spread_over_the_hour_cost_nothing() -> None:
    assert minutes_to_wait({NOON - minute: 1 for minute in range(59)}, NOON) == 0


@pytest.mark.parametrize(("failed", "wait"), [(20, 2), (21, 3), (22, 5), (23, 9), (24, 11), (1000, 11)])
def test_the_waits_grow_to_ten_minutes(failed: int, wait: int) -> None:
    # Of the last failure only the minute is known, so each wait is one minute longer at its start.
    assert minutes_to_wait({NOON: failed}, NOON) == wait
    assert minutes_to_wait({NOON: failed}, NOON + wait) == 0
    assert minutes_to_wait({NOON: failed}, NOON + wait + 1) == 0


def test_who_keeps_guessing_keeps_waiting_and_is_forgotten_after_an_hour() -> None:
    guessed = {NOON: 20, NOON + 2: 1, NOON + 5: 1, NOON + 10: 1}
    assert minutes_to_wait(guessed, NOON + 10) == 9
    assert minutes_to_wait(guessed, NOON + 71) == 0


def test_sixty_failures_in_one_minute_close_the_box_until_the_next() -> None:
    assert not is_crowded({NOON: 59}, NOON)
    assert is_crowded({NOON: 60}, NOON)
    assert is_crowded({NOON: 61}, NOON)
    assert not is_crowded({NOON: 60}, NOON + 1)


def test_a_minute_is_whole_and_counted_since_1970() -> None:
    at = [datetime(1970, 1, 1, hour, minute, second, tzinfo=UTC) for hour, minute, second in ((0, 0, 59), (0, 1, 0))]
    assert [minute_of(moment) for moment in (*at, datetime(1970, 1, 2, tzinfo=UTC))] == [0, 1, 24 * 60]


def test_who_asks_is_a_letter_wherever_it_is_opened_else_an_address_and_neither_is_who_typed_a_code() -> None:
    key = b"k" * 32
    assert asking_source("letter", "192.0.2.0", key) == asking_source("letter", "192.0.2.1", key)
    assert asking_source("letter", "192.0.2.0", key) != asking_source("another", "192.0.2.0", key)
    assert asking_source("", "192.0.2.0", key) != asking_source("", "192.0.2.1", key)
    assert asking_source("", "192.0.2.0", key) != source_of("192.0.2.0", key)
