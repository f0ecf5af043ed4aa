"""What a cell says, however a system or Excel writes it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.exchange.cells import Moment, day_in, is_email, is_reference, moment_in


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-04", "2024/1/4", "04/01/2024", "4/1/2024", "04.01.2024", "04-01-2024", "04-Jan-24", "4-Jan-2024",
        "4 January 2024", "04/01/2024 00:00", "04/01/2024 00:00:00", "2024-01-04T00:00:00", "2024-01-04 12:00:00 AM",
        "45295", "45295.0", "4th January 2024", "Thu 4 Jan 2024", "Thursday, 4 January, 2024", "2024-01-04T00:00:00Z",
        "2024-01-04T00:00:00.000+00:00", "2024-01-04 00:00 GMT", "2024-01-04T00:00:00-0500", "2024-01-04T00:00+01",
        "2024-01-04Z", "2024-01-04+00:00", "2024-01-04 -0500", "20240104T000000Z", "20240104T0000", "04/01/2024 GMT",
    ],
)  # fmt: skip
def test_every_way_of_writing_a_day_means_that_day(text: str) -> None:
    assert day_in(text) == date(2024, 1, 4)


@pytest.mark.parametrize(
    "text",
    [
        "", "31/02/2024", "29/02/2023", "2024-13-01", "13/13/2024", "04/01/24", "20240104", "4 Janvier 2024x", "soon",
        "04/01/2024 09:30", "2024-01-04T09:00:00Z", "0024-01-04", "2524-01-04", "99999", "1234", "-45295", "4-Ma-24",
        "2024-01-04 25:00", "2024-01-04-05", "2024-01-04+15:00", "20241304T000000Z", "٠٤/٠١/٢٠٢٤",
    ],
)  # fmt: skip
def test_what_is_no_day_is_not_guessed_at(text: str) -> None:
    assert day_in(text) is None


def test_excels_years_of_two_digits_turn_at_30() -> None:
    assert day_in("01-Feb-29") == date(2029, 2, 1)
    assert day_in("01-Feb-30") == date(1930, 2, 1)
    assert day_in("29-Feb-24") == date(2024, 2, 29)


@given(st.dates(date(1960, 1, 1), date(2098, 12, 31)))
def test_a_day_written_as_excel_counts_it_comes_back(day: date) -> None:
    assert day_in(str((day - date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2027-03-10 15:30", datetime(2027, 3, 10, 15, 30, tzinfo=UTC)),
        ("10/03/2027 15:30:00", datetime(2027, 3, 10, 15, 30, tzinfo=UTC)),
        ("10/03/2027 3:30 PM", datetime(2027, 3, 10, 15, 30, tzinfo=UTC)),
        ("2027-07-10T15:30", datetime(2027, 7, 10, 14, 30, tzinfo=UTC)),
        ("2027-07-10T15:30:00Z", datetime(2027, 7, 10, 15, 30, tzinfo=UTC)),
        ("2027-07-10T15:30:00+01:00", datetime(2027, 7, 10, 14, 30, tzinfo=UTC)),
        ("46456.645833333", datetime(2027, 3, 10, 15, 30, tzinfo=UTC)),
        ("20270310T153000Z", datetime(2027, 3, 10, 15, 30, tzinfo=UTC)),
        ("2027-03-10T15:30:00+0000", datetime(2027, 3, 10, 15, 30, tzinfo=UTC)),
        ("2027-07-10 15:30 BST", datetime(2027, 7, 10, 14, 30, tzinfo=UTC)),
        ("10/03/2027 15.30", datetime(2027, 3, 10, 15, 30, tzinfo=UTC)),
        ("10/03/2027 1530", datetime(2027, 3, 10, 15, 30, tzinfo=UTC)),
        ("Wed 10 Mar 2027 3pm", datetime(2027, 3, 10, 15, 0, tzinfo=UTC)),
        ("10th March 2027 3.30pm", datetime(2027, 3, 10, 15, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_is_an_hour_on_english_clocks(text: str, at: datetime) -> None:
    assert moment_in(text) == Moment(at.date(), at)


@pytest.mark.parametrize("text", ["2027-03-10", "10/03/2027 00:00", "46456"])
def test_midnight_is_how_a_day_without_an_hour_is_written(text: str) -> None:
    assert moment_in(text) == Moment(date(2027, 3, 10))


@pytest.mark.parametrize(
    "text",
    [
        "2027-06-30T23:00:00Z", "2027-06-30 23:00 UTC", "2027-07-01T00:00:00+01:00", "2027-07-01T00:00:00Z",
        "2027-07-01 00:00 BST", "2027-07-01T00:00:00.000+0000", "2027-07-01T01:00:00+02:00",
        "2027-06-30T18:00:00-05:00",
    ],
)  # fmt: skip
def test_midnight_with_a_zone_is_a_day_also_in_summer_when_london_is_ahead(text: str) -> None:
    assert moment_in(text) == Moment(date(2027, 7, 1))
    assert day_in(text) == date(2027, 7, 1)


def test_a_zone_beyond_any_clock_is_no_hour() -> None:
    assert moment_in("2027-07-01T10:00+99:99") == Moment(date(2027, 7, 1), is_unread=True)


def test_a_moment_just_before_midnight_elsewhere_is_the_next_day_here() -> None:
    assert moment_in("2027-07-10T23:30:00Z") == Moment(date(2027, 7, 11), datetime(2027, 7, 10, 23, 30, tzinfo=UTC))


def test_the_hour_that_the_clocks_pass_over_is_left_out() -> None:
    assert moment_in("28/03/2027 01:30") == Moment(date(2027, 3, 28), is_skipped=True)
    assert moment_in("28/03/2027 02:00") == Moment(date(2027, 3, 28), datetime(2027, 3, 28, 1, 0, tzinfo=UTC))


def test_of_the_hour_that_comes_twice_the_first_is_meant() -> None:
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert moment_in("31/10/2027 01:30") == Moment(date(2027, 10, 31), first)


@pytest.mark.parametrize("text", ["", "soon", "31/02/2027", "31/02/2027 10:00", "2027-03-105 10:00", "half past three"])
def test_what_is_no_moment_is_not_guessed_at(text: str) -> None:
    assert moment_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-10 half past three",
        "10/03/2027 25:00",
        "10 March 2027 24:30",
        "2027-03-10T13:00 pm",
        "10/03/2027 at 3",
        "10/03/2027 13",
    ],
)
def test_a_day_beside_which_no_hour_stands_is_still_that_day(text: str) -> None:
    assert moment_in(text) == Moment(date(2027, 3, 10), is_unread=True)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_a_cell(text: str) -> None:
    assert day_in(text) is None or moment_in(text) is not None


@pytest.mark.parametrize("text", ["C1", "566910", "2021/0034-A", "x" * 64])
def test_a_reference_is_whatever_a_council_uses(text: str) -> None:
    assert is_reference(text)


@pytest.mark.parametrize("text", ["", "=1+1", "+44", "-1", "@x", "x" * 65, "C1\n", "C1;", "é"])
def test_a_reference_never_starts_a_formula(text: str) -> None:
    assert not is_reference(text)


def test_an_address_has_a_name_and_a_place() -> None:
    assert is_email("amara.obi@council.gov.uk")
    for text in ("amara", "amara@", "amara@council", "a b@council.uk", "amara@council.uk, ben@council.uk", "@x.y"):
        assert not is_email(text)
