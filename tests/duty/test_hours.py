"""Time that counts, worked out by hand on the calendar: weekends, bank holidays and both clock changes of 2027."""

from datetime import date, datetime, time, timedelta

import pytest

from participation.clock import LONDON, local
from participation.duty.climbing import of_request, of_unread
from participation.duty.hours import Hours, after, is_staffed

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


@pytest.mark.parametrize(
    ("asked", "next_person"),
    [
        (at("2027-01-13", "10:00"), at("2027-01-13", "10:30")),
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
    assert not is_staffed(at("2027-01-13", "17:00"), OFFICE)
    assert not is_staffed(at("2027-01-16", "12:00"), OFFICE), "a Saturday"
    assert not is_staffed(at("2027-03-26", "12:00"), OFFICE), "Good Friday"
    assert is_staffed(at("2027-03-30", "09:00"), OFFICE), "by the clock on the wall, an hour earlier in UTC"


def test_a_request_goes_from_person_to_person_and_then_to_the_line_of_the_night() -> None:
    rungs = of_request(at("2027-01-13", "10:00"), OFFICE, 3)
    assert [local(moment).time() for moment in rungs.people] == [time(10), time(10, 30), time(11)]
    assert local(rungs.out_of_hours).time() == time(11, 30)


def test_at_night_the_out_of_hours_line_is_alerted_at_once_and_the_rota_climbs_in_the_morning() -> None:
    asked = at("2027-01-13", "22:00")
    rungs = of_request(asked, OFFICE, 2)
    assert rungs.out_of_hours == asked
    assert [local(moment) for moment in rungs.people] == [asked, at("2027-01-14", "09:30")]


def test_without_anybody_on_the_rota_half_an_hour_is_waited_for_the_out_of_hours_line() -> None:
    rungs = of_request(at("2027-01-13", "10:00"), OFFICE, 0)
    assert rungs.people == ()
    assert local(rungs.out_of_hours).time() == time(10, 30)


def test_a_missing_reader_climbs_at_once_and_a_missing_manager_too() -> None:
    sent = at("2027-01-13", "10:00")
    there = of_unread(sent, has_reader=True, has_manager=True)
    assert [local(moment) for moment in there.values()] == [at("2027-01-14", "10:00"), at("2027-01-15", "10:00")]
    assert of_unread(sent, has_reader=False, has_manager=True)["manager"] == sent
    assert of_unread(sent, has_reader=False, has_manager=False)["head"] == sent


@pytest.mark.parametrize(("opens", "closes"), [("9", "17"), ("17:00", "09:00"), ("25:00", "26:00"), ("", "17:00")])
def test_hours_that_are_none_are_refused(opens: str, closes: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what the page says is its own
        Hours.parse(opens, closes)
