"""An adult who comes saves the meeting in a calendar; who does not come is told no place."""

from datetime import date, datetime

from icalendar import Calendar, Component

from participation import clock, db
from participation.clock import LONDON
from participation.reviews.models import Review
from tests import factories
from tests.arranging.conftest import MEETING
from tests.arranging.test_settling import FIRST, LATER, letter, settle
from tests.casework.desk import Desk
from tests.walking import Phone, words_of


def carer(desk: Desk, review_id: str) -> Phone:
    """Jo's letter, opened."""
    with desk.app.app_context():
        return Phone(desk.app, factories.letter(db.session().get_one(Review, review_id), "foster_carer")[1])


def event(phone: Phone) -> Component:
    """What the file says of the meeting."""
    file = phone.open("/meeting.ics")
    assert file.mimetype == "text/calendar"
    (found,) = Calendar.from_ical(file.text).walk("VEVENT")
    return found


def test_who_comes_saves_day_hour_and_place_on_english_clocks_and_no_name(desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    settle(desk, maya, "Jo", **FIRST)
    jo = carer(desk, maya)
    assert "The library, room 2" in words_of(jo.open("/meeting"))
    assert "Ms Field" not in jo.page.text
    found = event(jo)
    assert found["dtstart"].dt == datetime(2026, 3, 10, 15, 30, tzinfo=LONDON)
    assert found["dtstart"].params["TZID"] == "Europe/London"
    assert (found["location"], found["sequence"]) == ("The library, room 2", 1)
    assert "BEGIN:VTIMEZONE" in jo.page.text
    for name in ("Maya", "Jo", "Amara"):
        assert name not in jo.page.text


def test_a_move_is_the_same_event_with_a_higher_number(desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    settle(desk, maya, "Jo", **FIRST)
    jo = carer(desk, maya)
    before = event(jo)
    settle(desk, maya, "Jo", **LATER)
    after = event(jo)
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (1, 2)
    assert after["dtstart"].dt == datetime(2026, 3, 31, 15, 30, tzinfo=LONDON)
    assert "Tuesday 31 March 2026 at 15:30." in words_of(jo.open("/meeting"))


def test_without_an_hour_it_is_the_whole_day(desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    settle(desk, maya, "Jo", **{**FIRST, "hour": "", "venue": ""})
    found = event(carer(desk, maya))
    assert found["dtstart"].dt == date(2026, 3, 10)
    assert "location" not in found


def test_nobody_else_gets_a_file_or_a_place(desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    settle(desk, maya, "Ms Field", **FIRST)
    jo, child = carer(desk, maya), letter(desk, maya)
    assert jo.open("/meeting").request.path == "/home"
    assert "library" not in jo.page.text
    assert jo.open("/meeting.ics").status_code == 404
    assert child.open("/meeting.ics").status_code == 404
    assert ".ics" not in child.open("/meeting").text


def test_once_the_day_has_passed_there_is_neither_page_nor_file(desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    settle(desk, maya, "Jo", **FIRST)
    with clock.frozen(datetime(2026, 3, 11, 9, tzinfo=LONDON)):
        jo = carer(desk, maya)
        assert jo.open("/meeting").request.path == "/home"
        assert jo.open("/meeting.ics").status_code == 404
