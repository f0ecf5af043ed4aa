"""Minutes before the meeting: one press settles a wish, and leaves a line out of the pack."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.between.models import Crib
from participation.casework.models import LeftOut, SettledWish
from participation.disclosure.dossier import dossier
from participation.retention.actions import purge
from participation.reviews.models import Review
from tests import factories
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.casework.maya import LOUD, MEETING, maya
from tests.casework.test_review_page import blocks
from tests.databases import on_both
from tests.document import Document
from tests.walking import hidden_fields, let_in, words_of

__all__ = ["maya"]


def press(desk: Desk, review_id: str, where: str, **pressed: object) -> str:
    """A button on the page of a review, or on its pack; gives the words of the page that comes."""
    form = hidden_fields(desk.open(review_id))
    address = f"/staff/reviews/{review_id}/{where}"
    answer = desk.browser.post(address, data={"csrf_token": form["csrf_token"], **pressed}, follow_redirects=True)
    return words_of(answer)


@on_both
def test_one_press_agrees_another_changes_and_undo_opens_it_again(desk: Desk, maya: str) -> None:
    sent = desk.receive(maya, "my_meeting", meeting_where="home", meeting_when=["evening"])
    assert "2 to settle" in words_of(desk.open(maya))
    assert "Agreed Mon 9 Mar" in press(desk, maya, "wishes", agree=f"{sent}-meeting_where")
    page = press(desk, maya, "wishes", change=f"{sent}-meeting_when")
    assert "Agreed Mon 9 Mar" in page
    assert "To change" in page
    assert "to settle" not in page
    page = press(desk, maya, "wishes", open=f"{sent}-meeting_where")
    assert "Agreed" not in page
    assert "1 to settle" in page
    with desk.app.app_context():
        assert [each.is_agreed for each in db.session().scalars(select(SettledWish))] == [False]
        told = select(AuditEntry.purpose).where(AuditEntry.action == "settled a wish").order_by(AuditEntry.number)
        assert list(db.session().scalars(told)) == ["agreed", "to change", "taken back"]


def test_one_press_agrees_to_all_that_are_left(desk: Desk, maya: str) -> None:
    sent = desk.receive(maya, "my_meeting", meeting_where="home", meeting_when=["evening"], take_part="come")
    press(desk, maya, "wishes", change=f"{sent}-take_part")
    wishes = blocks(desk, maya)["The meeting Maya wants"]
    left = [field["value"] for field in wishes.all("input") if field["name"] == "left"]
    page = press(desk, maya, "wishes", rest="agree", left=left)
    assert page.count("Agreed Mon 9 Mar") == 2
    assert page.count("To change") == 1


def test_a_child_who_does_not_know_wishes_nothing_to_agree_to(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_meeting", meeting_where="dont_know", meeting_when=["evening"])
    assert "1 to settle" in words_of(desk.open(maya))


@pytest.mark.parametrize("line", ["", "x-y", "{hers}-nothing", "{views}-school", "{his}-meeting_where"])
def test_what_is_no_wish_of_this_meeting_settles_nothing(desk: Desk, maya: str, line: str) -> None:
    ella = desk.review("Ella", MEETING)
    sent = {
        "hers": desk.receive(maya, "my_meeting", meeting_where="home"),
        "views": desk.receive(maya, "my_views", school="good"),
        "his": desk.receive(ella, "my_meeting", meeting_where="home"),
    }
    page = press(desk, maya, "wishes", agree=line.format(**sent))
    assert "This is not there any more. Nothing was changed." in page
    with desk.app.app_context():
        assert db.session().scalars(select(SettledWish)).all() == []


def test_contents_lead_to_what_is_there_and_topics_with_one_voice_are_folded(desk: Desk, maya: str) -> None:
    desk.receive(maya, "my_views", school="not_good", feel_safe="no", ask_for="A dog", where_i_live="good")
    desk.receive(maya, "my_meeting", meeting_where="home")
    desk.receive(maya, "carer_view", "foster_carer", school_words="Happy there", going_well="He laughs")
    page = Document.read(desk.open(maya).text)
    (contents,) = (each for each in page.all("nav") if each["aria-label"] == "On this page")
    targets = [link["href"].removeprefix("#") for link in contents.all("a")]
    assert targets[:4] == ["first", "came", "words", "wishes"]
    assert "topic-school" in targets
    assert set(targets) <= set(page.ids)
    (folded,) = (each for each in page.all("details") if "id" in each and each["id"] == "alone")
    assert "Happy there" not in folded.text
    assert "He laughs" in folded.text


@on_both
def test_a_line_that_is_held_back_is_not_in_the_pack_until_it_is_put_back(desk: Desk, maya: str) -> None:
    sent = desk.receive(
        maya, "my_views", where_i_live="good", where_i_live_words=LOUD, share_where_i_live_words="meeting"
    )
    line = f"{sent}-where_i_live_words"
    assert LOUD in words_of(desk.open(maya, "/pack"))
    page = press(desk, maya, "pack/lines", leave=line)
    assert "Maya gave no words to the meeting." in page
    on_paper, beside = page.split("Held back by you")
    assert LOUD not in on_paper
    assert LOUD in beside
    assert LOUD in words_of(desk.open(maya))
    assert "Held back by you" not in press(desk, maya, "pack/lines", put=line)
    assert LOUD in words_of(desk.open(maya, "/pack"))
    with desk.app.app_context():
        assert db.session().scalars(select(LeftOut)).all() == []


@on_both
def test_the_crib_is_read_by_who_wrote_it_and_nobody_else(desk: Desk, maya: str) -> None:
    assert "Your crib is kept." in press(desk, maya, "crib", crib="Gate: ask her alone, after.")
    assert "ask her alone" in words_of(desk.open(maya))
    assert "ask her alone" not in words_of(desk.open(maya, "/pack"))
    with desk.app.app_context():
        assert b"ask her" not in db.session().scalars(select(Crib)).one().envelope
        deputy, secret = factories.staff(email="ben@example.org", name="Ben")
        factories.absence(desk.staff_id, deputy.id, "2026-03-09", "2026-03-10")
    ben = let_in(desk.app, "ben@example.org", secret)
    page = words_of(ben.get(f"/staff/reviews/{maya}"))
    assert "Your crib" in page
    assert "ask her alone" not in page


def test_an_empty_crib_is_kept_no_more(desk: Desk, maya: str) -> None:
    press(desk, maya, "crib", crib="Gate")
    press(desk, maya, "crib", crib="  ")
    with desk.app.app_context():
        assert db.session().scalars(select(Crib)).all() == []


def test_a_crib_that_is_too_long_comes_back_and_nothing_is_kept(desk: Desk, maya: str) -> None:
    page = press(desk, maya, "crib", crib="Gate " * 900)
    assert "Please write less: 4,000 letters at most." in page
    assert "Gate Gate" in page
    with desk.app.app_context():
        assert db.session().scalars(select(Crib)).all() == []


def test_a_crib_goes_28_days_after_the_meeting(desk: Desk, maya: str) -> None:
    press(desk, maya, "crib", crib="Gate")
    for day, left in ((27, 1), (28, 0)):
        with clock.frozen(datetime.combine(MEETING + timedelta(days=day), MORNING.timetz())), desk.app.app_context():
            purge()
            assert len(db.session().scalars(select(Crib)).all()) == left


def test_a_crib_is_handed_out_with_all_that_is_held_about_the_child(desk: Desk, maya: str) -> None:
    press(desk, maya, "crib", crib="Gate: ask her alone")
    with desk.app.app_context():
        assert list(dossier(db.session().get_one(Review, maya).child)["cribs"].values()) == ["Gate: ask her alone"]
