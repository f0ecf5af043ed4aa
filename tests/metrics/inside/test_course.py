"""Which review of a child each was, how late, and how often a child was missed: counted by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.metrics.definitions import Rate
from participation.metrics.inside.average import Average
from participation.metrics.inside.course import (
    InCourse,
    about_caseload,
    about_course,
    about_missed,
    about_visited,
    in_course,
    missed_again,
)
from participation.metrics.inside.rows import ReviewInTurn

CAME, FIRST, SECOND, THIRD = date(2021, 4, 6), date(2021, 4, 30), date(2021, 7, 20), date(2022, 1, 10)
BEFORE = date(2019, 1, 1)
"""Long before any child of these tests came, so that nothing is missing."""


def review(on: date, child: str = "C1", **values: object) -> ReviewInTurn:
    known = ReviewInTurn(child, on, on, "PN1", "Amara", None, date(2010, 1, 1), CAME, None, None, "", None)
    return known._replace(**values)


def course(*rows: ReviewInTurn, records_begin: date | None = BEFORE) -> list[InCourse]:
    return list(in_course(rows, records_begin))


def orders(*rows: ReviewInTurn, records_begin: date | None = BEFORE) -> list[str]:
    return [each.order for each in course(*rows, records_begin=records_begin)]


def test_the_first_the_second_and_all_later_ones_of_each_child() -> None:
    rows = [review(FIRST), review(SECOND), review(THIRD), review(FIRST, "C2")]
    assert orders(*rows) == ["first", "second", "later", "first"]


def test_where_the_reviews_before_ours_are_missing_the_order_is_not_known() -> None:
    long_here = {"came_on": date(2015, 1, 1)}
    rows = [review(FIRST, **long_here), review(SECOND, **long_here), review(THIRD, **long_here)]
    assert orders(*rows, records_begin=FIRST) == ["not_known", "not_known", "later"]
    assert orders(review(FIRST, came_on=None)) == ["not_known"]


def test_a_first_review_within_the_working_days_of_the_rule_is_the_first_although_records_begin_with_it() -> None:
    assert orders(review(date(2021, 5, 5)), records_begin=date(2021, 5, 1)) == ["first"]
    assert orders(review(date(2021, 5, 6)), records_begin=date(2021, 5, 1)) == ["not_known"]


def test_reviews_of_an_earlier_time_in_care_are_no_first_ones_and_count_for_none_of_the_new_time() -> None:
    assert orders(review(date(2020, 5, 1)), review(FIRST), review(SECOND)) == ["not_known", "first", "second"]


def test_a_later_review_within_three_months_of_the_one_before_is_additional() -> None:
    found = course(review(FIRST), review(SECOND), review(date(2021, 10, 20)), review(date(2022, 1, 21)))
    assert [each.is_additional for each in found] == [False, False, True, False]
    assert about_course(found)["reviews.additional"] == Rate(1, 2)


@pytest.mark.parametrize(
    ("before", "values", "is_late"),
    [
        (date(2021, 7, 9), {}, True),
        (date(2021, 7, 10), {}, False),
        (date(2021, 7, 9), {"due_on": THIRD}, False),
        (date(2021, 7, 9), {"came_on": None}, False),
        (date(2021, 7, 9), {"came_on": date(2021, 8, 1)}, False),
        # A whole return may lie between, which was never taken in.
        (date(2020, 3, 31), {"came_on": BEFORE}, False),
        (date(2020, 4, 1), {"came_on": BEFORE}, True),
    ],
)
def test_a_gap_of_more_than_six_months_is_certainly_late(before: date, values: dict[str, date], is_late: bool) -> None:
    told = {"due_on": None, **values}
    *_, last = course(review(before, **told), review(THIRD, **told))
    assert last.is_certainly_late == is_late


def test_how_much_later_than_first_planned_is_in_days_of_those_that_were_later() -> None:
    rows = [
        review(SECOND, "C1", planned_on=SECOND - timedelta(days=14)),
        review(SECOND, "C2", planned_on=SECOND - timedelta(days=7)),
        review(SECOND, "C3", planned_on=SECOND + timedelta(days=7)),
        review(SECOND, "C4"),
    ]
    assert about_course(course(*rows))["reviews.postponed_days"] == Average(21, 2)


def test_what_is_in_time_stands_by_month_quarter_and_order_with_its_own_base() -> None:
    rows = [
        review(FIRST, due_on=FIRST),
        review(SECOND, due_on=date(2021, 7, 19), why="not_ready"),
        review(THIRD, due_on=None),
        review(FIRST, "C2", due_on=date(2021, 4, 29)),
        review(FIRST, "C3", due_on=date(2021, 4, 29), why=""),
    ]
    values = about_course(course(*rows))
    assert (values["reviews.in_time_by_month.1"], values["reviews.in_time_by_month.4"]) == (Rate(1, 3), Rate(0, 1))
    assert [values[f"reviews.in_time_by_quarter.{number}"] for number in range(1, 5)] == [
        *(Rate(1, 3), Rate(0, 1), Rate(0, 0), Rate(0, 0))
    ]
    assert (values["reviews.by_order.first"], values["reviews.in_time_by_order.first"]) == (3, Rate(1, 3))
    assert values["reviews.late"] == Rate(3, 4)
    why = {name.rpartition(".")[2]: n for name, n in values.items() if name.startswith("reviews.late_why.") and n}
    assert why == {"not_ready": 1, "not_said": 1, "not_moved": 1}
    assert values["reviews.certainly_late"] == Rate(0, 1)


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 364), st.integers(-30, 30), st.booleans())))
def test_orders_months_and_quarters_each_make_the_year(said: list[tuple[str, int, int, bool]]) -> None:
    year = date(2021, 4, 1)
    rows = [
        review(on := year + timedelta(days=day), child, due_on=on + timedelta(days=late) if is_dated else None)
        for child, day, late, is_dated in sorted(said)
    ]
    values = about_course(course(*rows))
    dated = [row for row in rows if row.due_on]
    assert sum(n for name, n in values.items() if name.startswith("reviews.by_order.")) == len(rows)
    for group in ("reviews.in_time_by_order.", "reviews.in_time_by_month.", "reviews.in_time_by_quarter."):
        rates = [each for name, each in values.items() if name.startswith(group)]
        assert sum(each.of for each in rates) == len(dated)
        assert sum(each.n for each in rates) == values["reviews.late"].of - values["reviews.late"].n
    assert sum(n for name, n in values.items() if name.startswith("reviews.late_why.")) == values["reviews.late"].n


def test_a_caseload_is_who_is_here_on_the_last_day_each_with_the_officer_of_their_last_review() -> None:
    until = date(2022, 3, 31)
    rows = [
        review(FIRST, "C1", officer_id="Grace"),
        review(SECOND, "C1", officer_id="Amara", is_unaccompanied=True),
        review(SECOND, "C2", officer_id="Amara", visitor="matched"),
        review(SECOND, "C3", officer_id="Grace", visitor="waiting"),
        review(SECOND, "C4", officer_id=None, visitor="waiting"),
        review(SECOND, "C5", visitor="matched", ended_at=datetime(2022, 3, 31, 12, tzinfo=UTC)),
        review(SECOND, "C6", officer_id="Grace", ended_at=datetime(2022, 4, 1, 12, tzinfo=UTC)),
        review(SECOND, "C7", officer_id="Grace"),
    ]
    assert about_caseload(rows, until) == {
        "caseload.children": 6,
        "caseload.officers": 2,
        "caseload.average": Average(5, 2),
        "caseload.smallest": 2,
        "caseload.largest": 3,
        "caseload.unaccompanied": Rate(1, 6),
    }
    assert about_visited(rows, until) == {
        "independent_visitor.matched": Rate(1, 6),
        "independent_visitor.waiting": Rate(2, 6),
    }
    assert (Average(5, 2).mean, Average(0, 0).mean) == (2.5, None)


def test_who_conveyed_nothing_at_two_reviews_in_a_row_was_missed_again_until_they_are_heard() -> None:
    rows = [
        *(review(FIRST, "C1"), review(SECOND, "C1", code="PN7"), review(THIRD, "C1", code="PN7")),
        *(review(FIRST, "C2", code="PN7"), review(SECOND, "C2", code="PN7"), review(THIRD, "C2")),
        *(review(FIRST, "C3", code="PN7"), review(SECOND, "C3", code=None), review(THIRD, "C3", code="PN7")),
        review(THIRD, "C4", code="PN7"),
        *(review(on, "C5", code="PN7") for on in (FIRST, SECOND, THIRD)),
        review(THIRD, "C6", code="PN0", born_on=date(2020, 1, 1)),
    ]
    found = missed_again(rows)
    assert [(each.child_id, each.times, each.last_on, each.heard_on) for each in found] == [
        ("C5", 3, THIRD, None),
        ("C1", 2, THIRD, FIRST),
        ("C3", 2, THIRD, None),
    ]
    assert about_missed(rows, date(2021, 4, 1)) == {"children.missed_again": Rate(3, 5)}
