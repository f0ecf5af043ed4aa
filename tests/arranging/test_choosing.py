"""An officer offers two or three days and places; the child chooses, and one press settles the meeting so."""

import re
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.arranging.models import SlotChoice, SlotOffer
from participation.arranging.slots import Offered, Slot
from participation.casework.listing import between_meetings, count
from participation.casework.waiting import of_offers
from participation.clock import LONDON
from participation.reviews.models import Move, Review
from tests.arranging.conftest import MEETING, NOW
from tests.arranging.test_settling import DRAWN, FIRST, letter, of, settle
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, words_of

TWO = {
    "slots-0-meets_on": "2026-03-12", "slots-0-hour": "16:00", "slots-0-venue": "The library",
    "slots-1-meets_on": "2026-03-17", "slots-1-hour": "10:30", "slots-1-venue": "",
    "slots-0-place_kind": "school", "may_see_place": "y",
    "until_on": "2026-03-06", "why": "adult_could_not",
}  # fmt: skip


def offer(desk: Desk, review_id: str, **typed: str) -> TestResponse:
    """Type two or three into the form and press."""
    path = f"/staff/reviews/{review_id}/slots"
    return desk.browser.post(path, data={**hidden_fields(desk.browser.get(path)), **TWO, **typed})


def choose(child: Phone, number: int) -> TestResponse:
    """Press the button of one of them on the page that is shown."""
    (offer_id,) = set(re.findall(r'name="slot" value="(\w+) \d"', child.page.text))
    data = {**hidden_fields(child.page), "slot": f"{offer_id} {number}"}
    child.page = child.browser.post("/choose", data=data, follow_redirects=True)
    return child.page


def press(desk: Desk, review_id: str, name: str) -> str:
    """A button beside what was offered; gives the words of the page that comes."""
    page = desk.open(review_id)
    found = re.search(rf'name="{name}" value="(\w+)"', page.text)
    assert found is not None
    data = {"csrf_token": hidden_fields(page)["csrf_token"], name: found[1]}
    return words_of(desk.browser.post(f"/staff/reviews/{review_id}/slots/press", data=data, follow_redirects=True))


@on_both
def test_the_child_chooses_and_one_press_settles_the_meeting_so(app: Flask) -> None:
    desk = Desk(app)
    maya = desk.review("Maya", MEETING)
    assert offer(desk, maya).status_code == 303
    assert "Maya has not chosen yet." in words_of(desk.open(maya))
    child = letter(desk, maya)
    assert "Choose when and where" in child.page.text
    assert "Days offered" not in words_of(desk.browser.get("/staff/")), "it waits for the child"
    child.open("/choose")
    assert "Tuesday 10 March 2026. Somebody else could not come then." in words_of(child.page)
    assert "Thursday 12 March 2026, 16:00 The library" in words_of(child.page)
    assert "You can choose until Friday 6 March 2026. Your officer sees what you choose." in words_of(child.page)
    assert words_of(choose(child, 1)).count("You chose this.") == 1
    with clock.frozen(NOW + timedelta(minutes=1)):
        choose(child, 2)
    assert "Maya, Days offered: 4 days" in words_of(desk.browser.get("/staff/"))
    assert "Tuesday 17 March 2026, 10:30 Maya chose this" in words_of(desk.open(maya))
    assert "The meeting has moved." in press(desk, maya, "take")
    assert "Choose when and where" not in child.open("/home").text
    with app.app_context():
        assert of(maya).starts_at == datetime(2026, 3, 17, 10, 30, tzinfo=LONDON)
        assert [(each.to_on, each.why) for each in db.session().scalars(select(Move))] == [
            (date(2026, 3, 17), "adult_could_not")
        ]


@on_both
def test_the_child_sees_the_kind_of_place_and_who_will_be_there_before_they_choose(app: Flask) -> None:
    desk = Desk(app)
    maya = desk.review("Maya", MEETING)
    with app.app_context():
        (jo,) = (each.id for each in of(maya).people if each.name == "Jo")
    offer(desk, maya, coming=jo)
    child = letter(desk, maya)
    page = words_of(child.open("/choose"))
    assert DRAWN["school"] in child.page.text
    assert "Jo Your carer" in page[page.index("Who comes") :]
    assert "You can see the place before the meeting." in page
    assert "Ms Field" not in page
    choose(child, 1)
    press(desk, maya, "take")
    with app.app_context():
        settled = of(maya)
        assert (settled.place_kind, settled.may_see_place) == ("school", True)
        assert [each.name for each in settled.people if each.is_coming] == ["Jo"]


@on_both
def test_a_child_may_say_none_of_these(app: Flask) -> None:
    desk = Desk(app)
    maya = desk.review("Maya", MEETING)
    offer(desk, maya)
    child = letter(desk, maya)
    child.open("/choose")
    choose(child, 0)
    page = desk.open(maya)
    assert "Maya says: none of these" in words_of(page)
    assert 'name="take"' not in page.text


def test_what_was_taken_back_or_has_run_out_cannot_be_chosen(app: Flask, desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    offer(desk, maya)
    child = letter(desk, maya)
    before = child.open("/choose")
    press(desk, maya, "end")
    late = choose(child, 1)
    assert late.status_code == 409
    assert "This cannot be chosen any more." in late.text
    offer(desk, maya)
    child.page = before
    assert choose(child, 1).status_code == 409
    child.open("/choose")
    with clock.frozen(datetime(2026, 3, 7, 9, tzinfo=LONDON)):
        other = letter(desk, maya)
        assert other.open("/choose").request.path == "/home"
    with app.app_context():
        assert db.session().scalars(select(SlotChoice)).all() == []


@pytest.mark.parametrize("pressed", ["", "x", "x 1", "{offer} 3", "{offer} -1", "{offer} one"])
def test_what_was_never_offered_cannot_be_chosen(app: Flask, desk: Desk, pressed: str) -> None:
    maya = desk.review("Maya", MEETING)
    offer(desk, maya)
    child = letter(desk, maya)
    form = hidden_fields(child.open("/choose"))
    with app.app_context():
        offer_id = db.session().scalars(select(SlotOffer.id)).one()
    answer = child.browser.post("/choose", data={**form, "slot": pressed.format(offer=offer_id)})
    assert answer.status_code == 409
    with app.app_context():
        assert db.session().scalars(select(SlotChoice)).all() == []


def test_settling_ends_what_was_offered_and_a_second_offer_the_first(app: Flask, desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    offer(desk, maya)
    offer(desk, maya)
    settle(desk, maya, **FIRST)
    with app.app_context():
        assert db.session().scalars(select(SlotOffer).where(SlotOffer.ended_at.is_(None))).all() == []
    assert "Offered, until" not in words_of(desk.open(maya))


@pytest.mark.parametrize("page", ["meeting", "slots"])
def test_who_settles_or_offers_anew_sees_what_the_child_has_chosen(desk: Desk, page: str) -> None:
    maya = desk.review("Maya", MEETING)
    path = f"/staff/reviews/{maya}/{page}"
    assert "Offered, until" not in words_of(desk.browser.get(path))
    offer(desk, maya)
    child = letter(desk, maya)
    child.open("/choose")
    choose(child, 2)
    said = words_of(desk.browser.get(path))
    assert "Tuesday 17 March 2026, 10:30 Maya chose this" in said
    ends = {"meeting": "Saving here ends what Maya may choose from.", "slots": "What you offer here takes its place."}
    assert ends[page] in said


@pytest.mark.parametrize(("wrong", "sentence"), [
    ({"slots-1-meets_on": "", "slots-1-hour": ""}, "Please give two or three to choose from."),
    ({"slots-1-hour": ""}, "Please give a time like 15:30."),
    ({"slots-2-venue": "The park"}, "Please give a day."),
    ({"slots-0-meets_on": "2026-03-01"}, "Day: This day has passed."),
    ({"slots-1-meets_on": "2062-03-17"}, "Day: This day is more than a year away."),
    ({"slots-1-meets_on": "2026-03-12", "slots-1-hour": "16:00", "slots-1-venue": "The library"}, "Two of these are"),
    ({"slots-1-place_kind": "office", "slots-1-venue": ""}, "Please say which office"),
    ({"until_on": "2026-03-13"}, "Please give a day from today to the first of these."),
    ({"until_on": ""}, "Please give a day."),
    ({"why": ""}, "Please say why it moves: the child is told."),
])  # fmt: skip
def test_what_is_wrong_is_said_nothing_typed_is_lost_and_nothing_is_offered(
    app: Flask, desk: Desk, wrong: dict[str, str], sentence: str
) -> None:
    answer = offer(desk, desk.review("Maya", MEETING), **wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "The library" in answer.text
    with app.app_context():
        assert db.session().scalars(select(SlotOffer)).all() == []


def test_what_nobody_chose_in_time_is_still_to_do_and_late() -> None:
    review, today = Review(id="maya", child_id="maya"), NOW.date()
    slots = [Slot(NOW + timedelta(days=9), "The library")]
    open_still, run_out = (
        Offered("offer", slots, "", today + timedelta(days=days), frozenset(), False, None) for days in (0, -1)
    )
    assert between_meetings([], of_offers([(review, open_still)]), today) == ()
    (section,) = between_meetings([], of_offers([(review, run_out)]), today)
    assert [(each.kind, each.days_left) for each in section.rows[0].to_do] == [("choice", -1)]
    assert count([section], today).late == 1
