"""When a midway review is due, by days alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.between.midway import ReviewOfChild, midway_due, midways

TODAY = date(2026, 3, 9)
HELD = date(2025, 12, 1)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def review(meets_on: date | None, due_on: date | None = None, id: str = "", *, has_left: bool = False) -> ReviewOfChild:
    return ReviewOfChild(id or f"{meets_on}", "child", meets_on, due_on, has_left)


def test_it_is_due_when_half_of_the_time_has_passed() -> None:
    assert midway_due(date(2026, 1, 1), date(2026, 7, 1)) == date(2026, 4, 1)
    assert midway_due(date(2026, 1, 1), date(2026, 1, 4)) == date(2026, 1, 2)


def test_a_service_may_set_the_days_and_it_is_never_due_after_the_next_meeting() -> None:
    assert midway_due(date(2026, 1, 1), date(2026, 7, 1), days=60) == date(2026, 3, 2)
    assert midway_due(date(2026, 1, 1), date(2026, 2, 1), days=60) == date(2026, 2, 1)


@given(days, st.integers(0, 400), st.integers(0, 200))
def test_it_lies_between_the_two_meetings(held_on: date, until: int, after: int) -> None:
    assert held_on <= midway_due(held_on, held_on + timedelta(days=until), after) <= held_on + timedelta(days=until)


def test_one_lies_between_each_two_reviews_and_one_before_the_next() -> None:
    reviews = [review(date(2026, 6, 1), date(2026, 6, 1)), review(HELD), review(date(2025, 6, 1))]
    found = list(midways(reviews, TODAY))
    assert [(each.held_on, each.due_on, each.review_id) for each in found] == [
        (date(2025, 6, 1), date(2025, 8, 31), "2025-12-01"),
        (HELD, date(2026, 3, 2), "2026-06-01"),
    ]


def test_what_is_due_counts_and_not_what_is_arranged() -> None:
    (found,) = midways([review(HELD), review(date(2026, 6, 20), date(2026, 6, 1))], TODAY)
    assert (found.due_on, found.next_on) == (date(2026, 3, 2), date(2026, 6, 20))


def test_without_a_next_review_six_months_are_halved() -> None:
    (found,) = midways([review(HELD, id="last")], TODAY)
    assert (found.review_id, found.due_on, found.next_on) == ("last", date(2026, 3, 2), None)


@pytest.mark.parametrize("reviews", [
    [],
    [review(date(2026, 4, 1))],
    [review(HELD, has_left=True)],
    [review(HELD), review(date(2026, 1, 5), date(2026, 6, 1)), review(date(2026, 3, 15), date(2026, 6, 1))],
])  # fmt: skip
def test_none_is_due_without_a_meeting_after_the_last_or_where_the_next_comes_sooner(
    reviews: list[ReviewOfChild],
) -> None:
    assert list(midways(reviews, TODAY)) == []


@pytest.mark.parametrize(("made_on", "is_done"), [
    (HELD, False), (HELD + timedelta(days=1), True), (date(2026, 6, 1), True), (date(2026, 6, 2), False),
])  # fmt: skip
def test_only_a_midway_review_between_the_two_meetings_is_that_one(made_on: date, is_done: bool) -> None:
    (found,) = midways([review(HELD), review(date(2026, 6, 1), date(2026, 6, 1))], TODAY)
    assert found.is_done([made_on]) is is_done
