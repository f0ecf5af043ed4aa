"""Shares say what they divide, and the parts of a year make the year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.metrics.definitions import (
    Rate,
    attended,
    by_month,
    by_quarter,
    participation,
    took_no_part,
    views_given,
)

# What one service published for 2021-22, by code.
COUNTS: dict[str | None, int] = {
    "PN0": 131,
    "PN1": 471,
    "PN2": 3,
    "PN3": 2,
    "PN4": 6,
    "PN5": 12,
    "PN6": 242,
    "PN7": 15,
}
counts_of_any_year = st.dictionaries(
    st.sampled_from([None, *(f"PN{number}" for number in range(8))]), st.integers(0, 2000)
)


def test_a_published_table_gives_its_shares_without_the_children_under_4() -> None:
    assert views_given(COUNTS) == Rate(730, 751)
    assert attended(COUNTS) == Rate(482, 751)
    # Printed as 1.7%, which is 15 of all 882 reviews; of those that it could be true of it is 2.0%.
    assert took_no_part(COUNTS) == Rate(15, 751)
    assert took_no_part(COUNTS).rate == 0.02


def test_a_share_has_four_places_and_none_where_nothing_is_divided() -> None:
    assert Rate(730, 751).rate == 0.972
    assert Rate(1033, 1233).rate == 0.8378
    assert Rate(0, 7).rate == 0.0
    assert Rate(7, 7).rate == 1.0
    assert Rate(0, 0).rate is None


@pytest.mark.parametrize(("n", "of"), [(8, 7), (-1, 7), (1, 0)])
def test_what_is_no_share_of_anything_is_refused(n: int, of: int) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        Rate(n, of)


def test_reviews_without_a_code_are_counted_as_such_and_in_no_rate() -> None:
    recorded = participation({**COUNTS, None: 50, "": 1})
    assert recorded["not_recorded"] == 51
    assert recorded["total"] == 882 + 51
    assert views_given({**COUNTS, None: 50}) == views_given(COUNTS)


@given(counts_of_any_year)
def test_the_codes_and_what_is_not_recorded_always_make_the_total(counts: dict[str | None, int]) -> None:
    recorded = participation(counts)
    assert sum(number for name, number in recorded.items() if name != "total") == recorded["total"]
    assert recorded["total"] == sum(counts.values())


@given(counts_of_any_year)
def test_the_rates_of_participation_have_one_base(counts: dict[str | None, int]) -> None:
    over_4 = sum(number for code, number in counts.items() if code not in (None, "PN0"))
    assert {views_given(counts).of, attended(counts).of, took_no_part(counts).of} == {over_4}


def test_months_run_from_april_to_march_and_quarters_with_them() -> None:
    held = [date(2021, 4, 1), date(2021, 4, 30), date(2021, 6, 30), date(2021, 12, 25), date(2022, 3, 31)]
    assert by_month(held, "2021-22") == (2, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1)
    assert by_quarter(held, "2021-22") == (3, 0, 1, 1)


@given(st.lists(st.integers(0, 364).map(lambda days: date(2021, 4, 1) + timedelta(days=days))))
def test_months_and_quarters_make_the_year(held: list[date]) -> None:
    months, quarters = by_month(held, "2021-22"), by_quarter(held, "2021-22")
    assert (len(months), len(quarters)) == (12, 4)
    assert sum(months) == sum(quarters) == len(held)


@pytest.mark.parametrize("outside", [date(2021, 3, 31), date(2022, 4, 1), date(2022, 5, 1)])
def test_a_day_of_another_year_is_not_counted_into_this_one(outside: date) -> None:
    with pytest.raises(ValueError, match="is not in 2021-22"):
        by_month([date(2021, 5, 1), outside], "2021-22")
