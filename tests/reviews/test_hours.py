"""Time that counts, worked out by hand on the calendar: weekends, bank holidays and both clock changes of 2027."""

from datetime import date, datetime, time, timedelta

import pytest

from participation.clock import LONDON, local
from participation.escalation.ladder import AT_ONCE, Rungs, of_request, of_unread
from participation.reviews.hours import ALL_DAY, Hours, after, is_staffed, last_evening, read_by

OFFICE = Hours(time(9), time(17))
HALF_AN_HOUR, DAY = timedelta(minutes=30), timedelta(hours=24)


def at(day: str, hour: str) -> datetime:
    """A moment on English clocks."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), LONDON)


@pytest.mark.parametrize(
    ("sent", "climbs"),
    [
        (at("2027-01-13", "10:00"), at("2027-01-14", "10:00")),  # Wednesday to Thursday
        (at("2027-01-15", "16:00"), at("2027-01-18", "16:00")),  # Friday to Monday
        (at("2027-01-16", "11:00"), at("2027-01-19", "00:00")),  # Saturday: the whole of Monday
        (at("2027-03-25", "12:00"), at("2027-03-30", "12:00")),  # over Easter, and the change on Sunday 28 March
        (at("2027-10-29", "15:30"), at("2027-11-01", "15:30")),  # over the change on Sunday 31 October
        (at("2026-12-24", "09:00"), at("2026-12-29", "09:00")),  # Christmas, a weekend, and a substitute day
        (at("2027-05-28", "20:00"), at("2027-06-01", "20:00")),  # the spring bank holiday
    ],
)
def test_a_working_day_ends_at_the_same_hour_of_the_next(sent: datetime, climbs: datetime) -> None:
    assert local(after(sent, DAY)) == climbs


def test_a_child_is_told_the_next_working_day() -> None:
    assert read_by(date(2027, 1, 13)) == date(2027, 1, 14)
    assert read_by(date(2027, 1, 15)) == date(2027, 1, 18)  # Friday to Monday


@pytest.mark.parametrize(
    ("asked", "next_person"),
    [
        (at("2027-01-13", "10:00"), at("2027-01-13", "10:30")),
        (at("2027-01-13", "16:30"), at("2027-01-13", "17:00")),  # at closing, not the next morning
        (at("2027-01-13", "16:45"), at("2027-01-14", "09:15")),
        (at("2027-01-13", "22:00"), at("2027-01-14", "09:30")),
        (at("2027-01-15", "16:40"), at("2027-01-18", "09:10")),  # over a weekend
        (at("2027-03-25", "16:40"), at("2027-03-30", "09:10")),  # over Easter and the change
    ],
)
def test_half_an_hour_passes_only_while_somebody_is_there(asked: datetime, next_person: datetime) -> None:
    assert local(after(asked, HALF_AN_HOUR, OFFICE)) == next_person


def test_the_office_is_staffed_in_its_hours_on_working_days() -> None:
    assert is_staffed(at("2027-01-13", "09:00"), OFFICE)
    assert is_staffed(at("2027-01-13", "16:59"), OFFICE)
    assert not is_staffed(at("2027-01-13", "08:59"), OFFICE)
    assert not is_staffed(at("2027-01-13", "17:00"), OFFICE)
    assert not is_staffed(at("2027-01-16", "12:00"), OFFICE), "a Saturday"
    assert not is_staffed(at("2027-03-26", "12:00"), OFFICE), "Good Friday"
    assert is_staffed(at("2027-03-30", "09:00"), OFFICE), "by the clock on the wall, an hour earlier in UTC"


ASKED = at("2027-01-13", "10:00")  # a Wednesday
EVENING = "2027-01-13"


@pytest.mark.parametrize(
    ("now", "rungs"),
    [
        (at("2027-01-13", "10:00"), Rungs(1, None, "")),
        (at("2027-01-13", "10:29"), Rungs(1, None, "")),
        (at("2027-01-13", "10:30"), Rungs(2, None, "")),
        (at("2027-01-13", "11:00"), Rungs(2, 2, "")),  # every manager
        (at("2027-01-13", "11:30"), Rungs(2, 3, AT_ONCE)),  # every manager again, and the line
        (at("2027-01-13", "16:59"), Rungs(2, 13, AT_ONCE)),
        (at("2027-01-13", "17:00"), Rungs(2, 14, EVENING)),
        (at("2027-01-14", "09:29"), Rungs(2, 14, EVENING)),
        (at("2027-01-14", "09:30"), Rungs(2, 15, EVENING)),
        (at("2027-01-16", "18:00"), Rungs(2, 46, "2027-01-16")),  # a Saturday
        (at("2028-01-13", "18:00"), Rungs(2, 4062, "2028-01-13")),  # a year later, on 253 working days
    ],
)
def test_a_request_climbs_the_rota_to_every_manager_and_the_line_and_never_stops(now: datetime, rungs: Rungs) -> None:
    assert of_request(ASKED, now, OFFICE, 2) == rungs


@pytest.mark.parametrize(
    ("now", "rungs"),
    [
        (at("2027-01-13", "22:00"), Rungs(1, None, AT_ONCE)),
        (at("2027-01-14", "09:29"), Rungs(1, None, AT_ONCE)),
        (at("2027-01-14", "09:30"), Rungs(2, None, AT_ONCE)),
        (at("2027-01-14", "17:00"), Rungs(2, 16, "2027-01-14")),
    ],
)
def test_at_night_the_line_is_alerted_at_once_and_the_rota_climbs_in_the_morning(now: datetime, rungs: Rungs) -> None:
    assert of_request(at("2027-01-13", "22:00"), now, OFFICE, 2) == rungs


def test_without_anybody_on_the_rota_every_manager_is_alerted_at_once() -> None:
    assert of_request(ASKED, ASKED, OFFICE, 0) == Rungs(0, 0, "")
    assert of_request(ASKED, at("2027-01-13", "10:30"), OFFICE, 0) == Rungs(0, 1, AT_ONCE)


def test_where_the_office_never_closes_its_evening_is_midnight() -> None:
    assert of_request(ASKED, at("2027-01-13", "23:59"), ALL_DAY, 99) == Rungs(28, None, "")
    assert of_request(ASKED, at("2027-01-14", "00:00"), ALL_DAY, 99) == Rungs(29, None, EVENING)


@pytest.mark.parametrize(
    ("asked", "now", "evening"),
    [
        ("16:59:59", "17:00", date(2027, 1, 13)),
        ("16:59:59", "16:59:59", None),
        ("17:00", "17:00", None),  # asked at closing: that evening is over, and the next is tomorrow's
        ("17:00", "23:59", None),
    ],
)
def test_an_evening_counts_from_its_closing_hour_on_for_what_was_there_before(
    asked: str, now: str, evening: date | None
) -> None:
    assert last_evening(at("2027-01-13", asked), at("2027-01-13", now), OFFICE) == evening


def test_what_is_asked_at_closing_is_asked_of_the_line_and_not_once_more_for_that_evening() -> None:
    closing = at("2027-01-13", "17:00")
    assert of_request(closing, closing, OFFICE, 2) == Rungs(1, None, AT_ONCE)
    assert of_request(closing, at("2027-01-14", "16:59"), OFFICE, 2).night == AT_ONCE
    assert of_request(closing, at("2027-01-14", "17:00"), OFFICE, 2).night == "2027-01-14"


def test_a_missing_reader_climbs_at_once_and_a_missing_manager_too() -> None:
    sent = at("2027-01-13", "10:00")
    there = of_unread(sent, has_reader=True, has_manager=True)
    assert [local(moment) for moment in there.values()] == [at("2027-01-14", "10:00"), at("2027-01-15", "10:00")]
    assert of_unread(sent, has_reader=False, has_manager=True)["manager"] == sent
    assert of_unread(sent, has_reader=False, has_manager=False)["head"] == sent


def test_hours_are_read_as_they_are_typed_and_midnight_is_the_end_of_the_day() -> None:
    assert Hours.parse("09:00", "17:00") == OFFICE
    assert Hours.parse("09:00", "00:00") == Hours(time(9))
    assert Hours.parse("00:00", "00:00") == ALL_DAY


@pytest.mark.parametrize(
    ("opens", "closes"), [("9", "17"), ("17:00", "09:00"), ("09:00", "09:00"), ("25:00", "26:00"), ("", "17:00")]
)
def test_hours_that_are_none_are_refused(opens: str, closes: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what the page says is its own
        Hours.parse(opens, closes)
