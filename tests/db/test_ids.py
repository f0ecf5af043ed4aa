"""Ids: who knows one knows none of its neighbours, and what was made on one day lies together."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from participation import clock
from participation.db import CROCKFORD, DAY_LENGTH, ID_LENGTH, day_of_ids, new_id, own_part

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MANY = 1_000


@pytest.fixture
def drawn() -> Iterator[list[str]]:
    with clock.frozen(NOON):
        yield [new_id() for _ in range(MANY)]


def test_an_id_is_a_day_and_what_nobody_guesses(drawn: list[str]) -> None:
    assert {len(each) for each in drawn} == {ID_LENGTH}
    assert {each[:DAY_LENGTH] for each in drawn} == {day_of_ids(NOON.toordinal())}
    assert len({own_part(each, 6) for each in drawn}) == MANY
    assert all(set(each) <= set(CROCKFORD) for each in drawn)
    for place in range(DAY_LENGTH, ID_LENGTH):
        assert len({each[place] for each in drawn}) == len(CROCKFORD), "each letter may stand anywhere"


def test_within_a_day_nothing_tells_which_came_first(drawn: list[str]) -> None:
    later = sum(one < other for one, other in zip(drawn, drawn[1:], strict=False))
    assert abs(later - MANY / 2) < MANY / 10


def test_days_follow_each_other_also_in_centuries() -> None:
    days = [NOON + timedelta(days=each) for each in (-700_000, -1, 0, 1, 31, 32, 33, 1_023, 1_024, 30_000, 250_000)]
    written = [day_of_ids(each.toordinal()) for each in days]
    assert written == sorted(written)
    assert len(set(written)) == len(days)
    assert {len(each) for each in written} == {DAY_LENGTH}
