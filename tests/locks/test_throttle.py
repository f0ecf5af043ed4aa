"""How often a lock may be tried."""

from datetime import UTC, datetime, timedelta

import pytest

from participation.locks.throttle import next_try_at, tries_left

LAST = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
MINUTES, HOURS = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("failures", "wait"), [(5, 15 * MINUTES), (6, HOURS), (7, 6 * HOURS), (8, 6 * HOURS), (1000, 6 * HOURS)]
)
def test_from_the_fifth_wrong_try_on_each_takes_longer_and_none_for_ever(failures: int, wait: timedelta) -> None:
    assert next_try_at(failures, LAST) == LAST + wait


def test_four_wrong_tries_cost_nothing() -> None:
    assert [next_try_at(failures, LAST) for failures in range(5)] == [None] * 5


def test_without_a_try_there_is_nothing_to_wait_for() -> None:
    assert next_try_at(0, None) is None
    assert next_try_at(5, None) is None


def test_the_tries_that_are_left_are_counted_down_to_none() -> None:
    assert [tries_left(failures) for failures in range(7)] == [5, 4, 3, 2, 1, 0, 0]
