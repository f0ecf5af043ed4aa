"""The pack lies on the table: it holds only what may be said in the meeting."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.invitations.models import Visit
from participation.reviews.models import Review
from participation.submissions.actions import withdraw
from participation.submissions.models import Reading
from participation.submissions.unread import unread
from tests import factories
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.casework.sending import send_with
from tests.databases import on_both
from tests.walking import words_of

SECRET, OPEN = "zirkonkanarie", "swimming on Saturdays"


@pytest.fixture
def maya(desk: Desk) -> str:
    return desk.review("Maya", date(2026, 3, 10), people=[("foster_carer", "Jo"), ("social_worker", "Samson")])


def pack(desk: Desk, review_id: str) -> str:
    """As it is printed: without its buttons."""
    page = re.sub(r"<button.*?</button>", "", desk.open(review_id, "/pack").text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_words_for_the_officer_only_are_not_in_the_pack(desk: Desk, maya: str) -> None:
    with desk.app.app_context():
        ids = {person.name: person.id for person in db.session().get_one(Review, maya).people}
    desk.receive(
        maya,
        "my_views",
        feel_today_words=SECRET,
        share_feel_today_words="officer",
        proud_of=SECRET,
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
        guests=[f"{ids['Samson']}:no", "someone_else"],
        guests_words=SECRET,
        not_in_front_words=SECRET,
        feel_easier_words=SECRET,
    )
    desk.receive(maya, "carer_view", "foster_carer", going_well=SECRET)
    assert SECRET in words_of(desk.open(maya))
    shown = pack(desk, maya)
    assert OPEN in shown
    for kept in (SECRET, "Samson", "feel safe", "unsafe", "told me what to say", "hard to feel safe"):
        assert kept not in shown, kept


def test_nothing_of_a_page_that_is_left_with_the_officer_is_in_the_pack(desk: Desk, maya: str) -> None:
    """A page with "Only Amara" below its box says so of the tick above it too."""
    desk.receive(
        maya,
        "my_views",
        feel_today="worried",
        feel_today_words=SECRET,
        share_feel_today_words="officer",
        where_i_live="not_good",
        family_time="too_much",
        share_family_time_words="officer",
        health_help=["sleep"],
        share_health_words="officer",
        promises_kept="no",
    )
    desk.receive(maya, "my_meeting", talk_about=["past"], feel_easier=["breaks"], feel_easier_words=SECRET)
    shown, whole = pack(desk, maya), words_of(desk.open(maya))
    assert "Maya gave no words to the meeting." in shown
    assert "What Maya chose" not in shown
    for topic in ("Worried", "Not good", "see them less", "Sleeping", "promises", "My past", "Breaks"):
        assert topic in whole
        assert topic not in shown, topic


def test_a_choice_is_in_the_pack_with_words_of_its_page_that_were_given_to_the_meeting(desk: Desk, maya: str) -> None:
    desk.receive(
        maya,
        "my_views",
        where_i_live="good",
        where_i_live_words=OPEN,
        share_where_i_live_words="meeting",
        school="not_good",
        school_words=SECRET,
    )
    desk.receive(
        maya,
        "my_meeting",
        talk_about=["plan"],
        share_talk_about="meeting",
        talk_about_words="When I see Tom",
        share_talk_about_words="meeting",
    )
    shown = pack(desk, maya)
    for given in ("Home How is it where you live? Good", OPEN, "What happens next for me", "When I see Tom"):
        assert given in shown
    for kept in ("Not good", "School", SECRET):
        assert kept not in shown


def test_how_the_child_would_like_the_meeting_is_in_the_pack(desk: Desk, maya: str) -> None:
    desk.receive(
        maya, "my_meeting", meeting_where="home", meeting_when=["evening"], take_part="come", run_meeting="some"
    )
    shown = pack(desk, maya)
    assert "This page holds only what Maya gave to the meeting, and the meeting Maya would like." in shown
    for wish in ("Where I live", "In the evening", "I come to all of it", "Yes, some of it"):
        assert wish in shown


def test_that_a_child_would_rather_talk_to_the_officer_is_between_the_two(desk: Desk, maya: str) -> None:
    desk.receive(
        maya,
        "my_views",
        where_i_live="talk_to_officer",
        where_i_live_words=OPEN,
        share_where_i_live_words="meeting",
        health_help=["sleep", "talk_to_officer"],
        health_words=OPEN,
        share_health_words="meeting",
    )
    shown = pack(desk, maya)
    assert OPEN in shown
    assert "rather talk" not in shown
    assert "Sleeping" not in shown


def test_a_pack_without_anything_to_say_says_so(desk: Desk, maya: str) -> None:
    assert "Maya gave no words to the meeting." in pack(desk, maya)


def test_what_was_said_again_stands_first_and_the_older_is_marked(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", school="good", school_words="It was fine", share_school_words="meeting")
    desk.receive(maya, "my_meeting", meeting_where="home")
    with clock.frozen(MORNING + timedelta(minutes=3)):
        desk.receive(maya, "my_views", school="not_good", school_words="Now it is not", share_school_words="meeting")
        desk.receive(maya, "my_meeting", meeting_where="school")
    shown = pack(desk, maya)
    assert "Now it is not Mon 9 Mar 08:58" in shown
    assert "It was fine said before, Mon 9 Mar 08:55" in shown
    assert shown.index("Now it is not") < shown.index("It was fine")
    assert "School How is school? Not good How is school? Good said before, Mon 9 Mar 08:55" in shown
    asked = "Where would you like your meeting to be?"
    assert f"Where and when {asked} At school {asked} Where I live said before, Mon 9 Mar 08:55" in shown


def test_what_was_said_again_for_the_officer_only_takes_back_what_was_given_before(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", school="good", school_words="It was fine", share_school_words="meeting")
    with clock.frozen(MORNING + timedelta(minutes=3)):
        desk.receive(maya, "my_views", school="not_good", school_words=SECRET)
    shown = pack(desk, maya)
    assert SECRET not in shown
    assert "It was fine" not in shown
    assert "School" not in shown


def test_whoever_has_not_read_everything_is_told_so_above_the_pack(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", feel_safe="no")
    told = "You have not read everything that Maya sent."
    assert told in pack(desk, maya)
    desk.read(maya)
    assert told not in pack(desk, maya)


@on_both
def test_making_the_pack_is_audited_and_is_not_reading(desk: Desk, maya: str) -> None:
    """It leaves the worst out: whoever has made the pack has not seen it."""
    sent = desk.receive(maya, "my_views", feel_safe="no", unsafe_words=SECRET)
    for _ in range(2):
        assert SECRET not in pack(desk, maya)
    with desk.app.app_context():
        audited = db.session().scalars(select(AuditEntry).where(AuditEntry.action == "read")).all()
        assert {(each.object, each.purpose) for each in audited} == {
            (f"submission/{sent}", "making the pack for the meeting")
        }
        assert db.session().scalars(select(Reading)).all() == []
        assert [each.submission_id for each in unread()] == [sent]
    assert "Maya" in desk.sections()["Read first"]
    assert "Maya, Mon 9 Mar: new" in desk.list()
    assert "Read first" in words_of(desk.open(maya))


def test_after_the_pack_the_child_can_still_take_it_back(desk: Desk, maya: str) -> None:
    with desk.app.app_context():
        _, letter = factories.letter(db.session().get_one(Review, maya))
        sent = send_with(letter, "my_views", free_time_words=OPEN, share_free_time_words="meeting")
    assert OPEN in pack(desk, maya)
    with desk.app.app_context():
        visit = db.session().scalars(select(Visit)).one()
        assert withdraw(visit, sent)
    assert OPEN not in pack(desk, maya)


def test_answering_one_thing_is_not_reading_the_rest(desk: Desk, maya: str) -> None:
    sent = desk.receive(maya, "my_views", feel_safe="no", unsafe_words=SECRET, ask_for=OPEN)
    answering = desk.open(maya, f"/answers/{sent}/ask_for")
    assert OPEN in words_of(answering)
    assert SECRET not in answering.text
    assert "Maya" in desk.sections()["Read first"]
