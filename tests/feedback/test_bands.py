"""An officer learns what many children chose, and never what one of them did."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.feedback.bands import Given, band, bands, end_of, periods, quarter_of

WINTER, SPRING, SUMMER = date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)


def said(quarter: date, children: str) -> list[Given]:
    return [Given(f"{child}{quarter}{number}", child, quarter) for number, child in enumerate(children)]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 2, 28), WINTER, date(2026, 3, 31)),
        (date(2026, 4, 1), SPRING, date(2026, 6, 30)),
        (date(2025, 12, 31), date(2025, 10, 1), date(2025, 12, 31)),
    ],
)
def test_a_quarter_is_three_months(day: date, first: date, last: date) -> None:
    assert quarter_of(day) == first
    assert end_of(first) == last


def test_a_period_has_five_different_children_and_is_whole_quarters() -> None:
    (period,) = periods([*said(SPRING, "de"), *said(WINTER, "abc")])
    assert (period.first_on, period.last_on) == (WINTER, date(2026, 6, 30))
    assert len(period.given) == 5
    assert list(periods(said(WINTER, "abcdabcd"))) == []


def test_periods_do_not_overlap_and_what_is_left_over_waits() -> None:
    found = list(periods([*said(WINTER, "abcde"), *said(SPRING, "abcd"), *said(SUMMER, "efg")]))
    assert [(each.first_on, each.last_on) for each in found] == [
        (WINTER, date(2026, 3, 31)),
        (SPRING, date(2026, 9, 30)),
    ]
    assert len(list(periods([*said(WINTER, "abcde"), *said(SPRING, "abcd")]))) == 1


@given(st.integers(5, 400))
def test_no_band_says_how_many(children: int) -> None:
    reached = [band(number, children) for number in range(children + 1)]
    assert reached[0] == "few"
    assert reached[-1] == "most"
    assert min(reached.count(each) for each in ("few", "some", "most")) >= 2


def test_a_question_that_four_children_answered_is_left_out() -> None:
    four = [{"listened_to": ("yes",), "place": ("no",)}] * 4
    found = bands([*four, {"listened_to": ("no",)}])
    assert found == {"listened_to": {"yes": "most", "no": "few"}}
    assert bands(four) == {}
