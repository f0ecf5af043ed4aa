"""The pack lies on the table: it holds only what may be said in the meeting."""

from datetime import date

import pytest

from participation import db
from participation.reviews.models import Review
from tests.preparing.desk import Desk
from tests.walking import words_of

SECRET, OPEN = "zirkonkanarie", "swimming on Saturdays"


@pytest.fixture
def maya(desk: Desk) -> str:
    return desk.review("Maya", date(2026, 3, 10), people=[("foster_carer", "Jo"), ("social_worker", "Samson")])


def pack(desk: Desk, review_id: str) -> str:
    return words_of(desk.open(review_id, "/pack"))


def test_words_for_the_officer_only_are_not_in_the_pack(desk: Desk, maya: str) -> None:
    with desk.app.app_context():
        ids = {person.name: person.id for person in db.session().get_one(Review, maya).people}
    desk.receive(
        maya,
        "my_views",
        feel_today_words=SECRET,
        share_feel_today_words="officer",
        going_well_words=SECRET,
        free_time_words=OPEN,
        share_free_time_words="meeting",
        feel_safe="no",
        unsafe_where=["home"],
        unsafe_words=SECRET,
        helped_by="told_what_to_say",
    )
    desk.receive(
        maya,
        "my_meeting",
        meeting_not_when=SECRET,
        people_come=["someone_else"],
        people_come_words=SECRET,
        people_not=[ids["Samson"], "someone_else"],
        people_not_words=SECRET,
        people_part=["someone_else"],
        people_part_words=SECRET,
        not_in_front_words=SECRET,
        feel_easier_words=SECRET,
    )
    desk.receive(maya, "carer_view", "foster_carer", going_well=SECRET)
    assert SECRET in words_of(desk.open(maya))
    shown = pack(desk, maya)
    assert OPEN in shown
    for kept in (SECRET, "Samson", "feel safe", "unsafe", "told me what to say", "Where do you not"):
        assert kept not in shown, kept


def test_what_the_child_chose_and_wants_to_talk_about_is_in_the_pack(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", where_i_live="good", family_time="not_enough")
    desk.receive(maya, "my_meeting", talk_about=["plan"], take_part="come", run_meeting="some")
    shown = pack(desk, maya)
    for chosen in ("Where you live Good", "I want to see them more", "What happens next for me", "Yes, some of it"):
        assert chosen in shown


def test_that_a_child_would_rather_talk_to_the_officer_is_between_the_two(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", where_i_live="talk_to_officer", health_help=["sleep", "talk_to_officer"])
    shown = pack(desk, maya)
    assert "rather talk" not in shown
    assert "Where you live" not in shown


def test_a_pack_without_anything_to_say_says_so(desk: Desk, maya: str) -> None:
    assert "Maya gave no words to the meeting." in pack(desk, maya)
