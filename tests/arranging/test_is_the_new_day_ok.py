"""The meeting moves: the child reads from when to when and why, and says whether that is OK; a no comes back."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock, db
from participation.arranging.actions import note_talked
from participation.arranging.queries import moves_not_ok
from participation.audit.models import AuditEntry
from participation.db import transaction
from participation.invitations.marks import IS_OK, Mark, mark
from participation.retention.erasure import sweep_marks
from participation.reviews.models import Move
from participation.staff.models import Staff
from tests import factories
from tests.arranging.conftest import MEETING, NOW
from tests.arranging.test_choosing import choose, offer, press
from tests.arranging.test_settling import FIRST, LATER, letter, of, settle
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, words_of


def moved(desk: Desk) -> tuple[str, Phone]:
    """A settled meeting that its officer has moved, and the child's page of it."""
    maya = desk.review("Maya", MEETING)
    settle(desk, maya, **FIRST)
    settle(desk, maya, **LATER)
    child = letter(desk, maya)
    child.open("/meeting")
    return maya, child


def say(child: Phone, word: str) -> str:
    """Press one of the three on the page that is open; gives the words of the page that comes."""
    (chosen,) = re.findall(rf'name="ok" value="(\w+ {word})"', child.page.text)
    data = {**hidden_fields(child.page), "ok": chosen}
    child.page = child.browser.post("/meeting", data=data, follow_redirects=True)
    return words_of(child.page)


@on_both
def test_the_child_reads_from_when_to_when_and_why_and_their_no_waits_until_they_have_talked(app: Flask) -> None:
    desk = Desk(app)
    maya, child = moved(desk)
    page = words_of(child.page)
    asked = (
        "Why it has changed Before Tuesday 10 March 2026 Now Tuesday 31 March 2026 Your officer could not come then."
        " Is that OK? Yes Sort of No Amara reads this, or a colleague if they are away. Say something about it"
    )
    assert asked in page
    assert "Maya is asked whether the new day or time is OK, and has not said." in words_of(desk.open(maya))
    assert "Between meetings" not in desk.sections()
    assert "Is that OK? No Amara can see that." in say(child, "ok_no")
    assert "Maya, New day not OK: 20 days" in desk.list()
    assert "Maya says: the new day or time is not OK" in words_of(desk.open(maya))
    after = press(desk, maya, "talked")
    assert "Talked about on Mon 2 Mar" in after
    assert "We have talked about it" not in after
    assert "Between meetings" not in desk.sections()
    with app.app_context():
        acts = select(AuditEntry.object).where(AuditEntry.action == "talked about a move of the meeting")
        assert list(db.session().scalars(acts)) == [f"review/{maya}"]


def test_yes_and_sort_of_are_read_and_wait_for_nobody_and_no_is_not_taken_back(app: Flask, desk: Desk) -> None:
    maya, child = moved(desk)
    assert "Is that OK? Yes Sort of No Amara can see that." in say(child, "ok_yes")
    assert "the child says: that is OK" in words_of(desk.open(maya))
    assert "Is that OK? Sort of No Amara can see that." in say(child, "ok_sort_of")
    assert "the child says: sort of OK" in words_of(desk.open(maya))
    assert "New day not OK" not in desk.list()
    say(child, "ok_no")
    assert re.findall(r'name="ok" value="\w+ ok', child.page.text) == []
    assert "New day not OK" in desk.list()


def test_other_days_to_choose_from_or_another_move_end_a_no_and_the_next_move_asks_anew(app: Flask, desk: Desk) -> None:
    maya, child = moved(desk)
    say(child, "ok_no")
    offer(desk, maya)
    assert "New day not OK" not in desk.list(), "the child is asked first now"
    assert "it is among what you have still to do" not in words_of(desk.open(maya))
    press(desk, maya, "end")
    assert "New day not OK" in desk.list()
    with clock.frozen(NOW + timedelta(minutes=1)):
        settle(desk, maya, **{**LATER, "meets_on": "2026-03-24", "why": "place"})
    assert "New day not OK" not in desk.list()
    assert "The place was not free then. Is that OK? Yes Sort of No" in words_of(child.open("/meeting"))


@pytest.mark.parametrize("is_no", [True, False])
def test_after_the_meeting_the_page_says_no_more_that_something_of_it_waits(desk: Desk, *, is_no: bool) -> None:
    maya, child = moved(desk)
    if is_no:
        say(child, "ok_no")
    waits = (
        "until then it is among what you have still to do" if is_no else "is asked whether the new day or time is OK"
    )
    assert waits in words_of(desk.open(maya))
    with clock.frozen(datetime(2026, 4, 1, 9, tzinfo=UTC)):
        desk.sign_in_again()
        assert "New day not OK" not in desk.list()
        page = words_of(desk.open(maya))
    assert waits not in page
    kept = (
        "says: the new day or time is not OK" if is_no else "was asked whether the new day or time is OK, and did not"
    )
    assert f"Maya {kept}" in page


def test_what_the_child_chose_is_not_asked_once_more(desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    settle(desk, maya, **FIRST)
    offer(desk, maya)
    child = letter(desk, maya)
    child.open("/choose")
    choose(child, 1)
    press(desk, maya, "take")
    page = words_of(child.open("/meeting"))
    assert "Before Tuesday 10 March 2026 Now Thursday 12 March 2026 Somebody else could not come then." in page
    assert "Is that OK?" not in page
    assert "asked whether the new day" not in words_of(desk.open(maya))


def test_an_hour_that_moves_is_asked_about_and_names_no_other_day(desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    settle(desk, maya, **FIRST)
    settle(desk, maya, **{**FIRST, "hour": "16:00"}, why="child_asked")
    page = words_of(letter(desk, maya).open("/meeting"))
    assert "Why it has changed You asked for another day or time. Is that OK?" in page
    assert "Before" not in page


def test_home_asks_until_the_child_has_said_it(desk: Desk) -> None:
    _, child = moved(desk)
    asks = "Why it has changed Is that OK?"
    assert asks in words_of(child.open("/home"))
    child.open("/meeting")
    say(child, "ok_yes")
    page = words_of(child.open("/home"))
    assert asks not in page
    assert "Where and when" in page


def test_a_word_about_an_older_move_is_refused_aloud_and_asked_of_the_new_one(desk: Desk) -> None:
    maya, child = moved(desk)
    with clock.frozen(NOW + timedelta(minutes=1)):
        settle(desk, maya, **{**LATER, "meets_on": "2026-03-24", "why": "place"})
    page = say(child, "ok_yes")
    assert child.page.status_code == 409
    assert "This cannot be chosen any more." in page
    assert "The place was not free then. Is that OK? Yes Sort of No" in page


def test_in_pictures_the_words_lead_to_the_meeting_that_the_child_would_like(app: Flask, desk: Desk) -> None:
    maya, child = moved(desk)
    child.browser.post("/level", data={**hidden_fields(child.page), "level": "pictures"})
    assert 'href="/answer/my_meeting"' in child.open("/meeting").text
    assert child.open("/answer/my_meeting").request.path == "/answer/my_meeting/where"


@on_both
def test_nobody_says_it_for_another_nor_of_another_move_nor_another_word(app: Flask) -> None:
    desk = Desk(app)
    maya, child = moved(desk)
    (move_id,) = set(re.findall(r'name="ok" value="(\w+) ok_no"', child.page.text))
    with app.app_context():
        tom = factories.review(meets_on=MEETING, reference="tom")
        strangers = Phone(app, factories.letter(tom)[1])
        carer = Phone(app, factories.letter(of(maya), "foster_carer")[1])
    for phone in (strangers, carer):
        form = hidden_fields(phone.open("/home"))
        assert phone.browser.post("/meeting", data={**form, "ok": f"{move_id} ok_no"}).status_code == 303
    form = hidden_fields(child.page)
    for wrong, answer in ((f"{move_id} withdrawn", 303), (f"{'0' * 26} ok_no", 409), (move_id, 303), ("", 303)):
        assert child.browser.post("/meeting", data={**form, "ok": wrong}).status_code == answer
    with app.app_context():
        assert list(db.session().scalars(select(Mark).where(Mark.kind.in_(IS_OK)))) == []
    assert child.browser.post("/meeting", data={"ok": f"{move_id} ok_no"}).status_code == 400, "without its proof"


@pytest.mark.parametrize("said_at", [NOW - timedelta(days=900), NOW + timedelta(days=900)])
def test_whatever_moment_the_public_side_writes_it_is_no_day_before_the_move_or_to_come(
    app: Flask, desk: Desk, said_at: datetime
) -> None:
    maya, _ = moved(desk)
    with app.app_context(), transaction():
        mark("ok_no", [of(maya).moves[-1].id], said_at)
    with app.app_context(), clock.frozen(NOW + timedelta(days=2)):
        said_on = moves_not_ok([maya])[maya]
        assert NOW.date() <= said_on <= clock.today()


def test_a_colleague_notes_no_talk_and_nobody_one_about_which_no_no_was_said(app: Flask, desk: Desk) -> None:
    maya, child = moved(desk)
    with app.app_context():
        (move_id,) = db.session().scalars(select(Move.id))
        own = db.session().get_one(Staff, desk.staff_id)
        with pytest.raises(LookupError):
            note_talked(own, maya, move_id)
    say(child, "ok_no")
    with app.app_context():
        with pytest.raises(LookupError):
            note_talked(factories.staff(email="ben@example.org")[0], maya, move_id)
        assert db.session().get_one(Move, move_id).talked_about_on is None


def test_after_the_meeting_nobody_waits_for_it(desk: Desk) -> None:
    _, child = moved(desk)
    say(child, "ok_no")
    desk.sign_in_again()
    with clock.frozen(datetime(2026, 4, 1, 9, tzinfo=UTC)):
        assert "New day not OK" not in desk.list()


def test_what_was_said_stays_for_as_long_as_the_move_it_is_about(app: Flask, desk: Desk) -> None:
    maya, child = moved(desk)
    say(child, "ok_no")
    with app.app_context():
        with transaction() as session:
            sweep_marks(session)
        assert moves_not_ok([maya]) == {maya: date(2026, 3, 2)}
        with transaction() as session:
            session.delete(of(maya).moves[-1])
            session.flush()
            sweep_marks(session)
        assert list(db.session().scalars(select(Mark).where(Mark.kind == "ok_no"))) == []
