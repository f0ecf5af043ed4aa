"""An officer settles a meeting on one page; the child sees it without the lock, and why it moved."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import db
from participation.audit.models import AuditEntry
from participation.invitations.models import Invitation
from participation.letters.facts import Fact
from participation.letters.queries import untrue_letters
from participation.operations.cli import cli
from participation.outcomes.models import Participation
from participation.reviews.models import Move, Review
from tests import factories
from tests.arranging.conftest import MEETING, NOW
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, words_of

FIRST = {"meets_on": "2026-03-10", "hour": "15:30", "venue": "The library, room 2"}
LATER = {**FIRST, "meets_on": "2026-03-31", "why": "officer_could_not"}


DRAWN = {"office": "M9 5h30v38H9z", "school": "M15 21L24 12l9 9z"}
"""A stroke of the drawing of each kind of place."""


def settle(desk: Desk, review_id: str, *coming: str, **typed: object) -> TestResponse:
    """Type into the form and press Save; who comes by name."""
    path = f"/staff/reviews/{review_id}/meeting"
    form = hidden_fields(desk.browser.get(path))
    with desk.app.app_context():
        people = {each.name: each.id for each in of(review_id).people}
    return desk.browser.post(path, data={**form, "coming": [people[name] for name in coming], **typed})


def of(review_id: str) -> Review:
    return db.session().get_one(Review, review_id)


def letter(desk: Desk, review_id: str) -> Phone:
    """The child's, opened."""
    with desk.app.app_context():
        return Phone(desk.app, factories.letter(of(review_id))[1])


@on_both
def test_one_save_says_when_where_and_who_and_the_child_sees_it_without_a_lock(app: Flask) -> None:
    desk = Desk(app)
    maya = desk.review("Maya", MEETING)
    child = letter(desk, maya)
    assert "/meeting" not in child.page.text
    saved = settle(desk, maya, "Jo", **FIRST, may_see_place="y", place_kind="office")
    assert (saved.status_code, saved.location) == (303, f"/staff/reviews/{maya}#wishes")
    assert 'href="/meeting"' in child.open("/home").text
    page = words_of(child.open("/meeting"))
    assert DRAWN["office"] in child.page.text
    for words in (
        "Your meeting is on Tuesday 10 March 2026 at 15:30.", "The library, room 2", "Amara", "Jo Your carer",
        "You can see the place before the meeting.",
    ):  # fmt: skip
        assert words in page
    assert "Ms Field" not in page
    assert "Why it has changed" not in page
    with app.app_context():
        assert of(maya).revision == 1
        assert list(db.session().scalars(select(Move))) == []


@on_both
def test_a_move_is_noted_with_its_reason_and_the_child_is_told_why(app: Flask) -> None:
    desk = Desk(app)
    maya = desk.review("Maya", MEETING)
    child = letter(desk, maya)
    settle(desk, maya, **LATER)
    page = words_of(child.open("/meeting"))
    assert "Your meeting is on Tuesday 31 March 2026 at 15:30." in page
    assert "Your officer could not come then." in page
    assert "moved from Tue 10 Mar (The officer could not come)" in words_of(desk.open(maya))
    with app.app_context():
        (move,) = db.session().scalars(select(Move))
        assert (move.from_on, move.to_on, move.why) == (MEETING, date(2026, 3, 31), "officer_could_not")
        assert db.session().scalars(select(Invitation.ends_on)).all() == [date(2026, 4, 28)]
        told = select(AuditEntry.purpose).where(AuditEntry.action == "settled the meeting")
        assert list(db.session().scalars(told)) == ["officer_could_not"]


def test_an_hour_that_moves_needs_a_reason_too_and_is_no_other_day(app: Flask, desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    settle(desk, maya, **FIRST)
    assert settle(desk, maya, **{**FIRST, "hour": "16:00"}).status_code == 422
    assert settle(desk, maya, **{**FIRST, "hour": "16:00"}, why="child_asked").status_code == 303
    assert "moved from" not in words_of(desk.open(maya))
    assert "You asked for another day or time." in words_of(letter(desk, maya).open("/meeting"))


@pytest.mark.parametrize(("wrong", "sentence"), [
    ({"meets_on": ""}, "Please give a day."),
    ({"meets_on": "2026-03-01"}, "This day has passed."),
    ({"meets_on": "2028-03-11"}, "This day is more than a year away."),
    ({"meets_on": "2026-03-12"}, "Please say why it moves: the child is told."),
    ({"meets_on": "2026-03-12", "why": "because"}, "Please say why it moves: the child is told."),
    ({"hour": "half past"}, "Please give a time like 15:30."),
    ({"place_kind": "castle"}, "Not a valid choice."),
    ({"place_kind": "office", "venue": " "}, "Please say which office: the child would see a drawing alone."),
    ({"venue": "x" * 301}, "This is too long: 300 letters at most."),
    ({"seen": "7", "venue": "Elsewhere"}, "This has changed meanwhile."),
])  # fmt: skip
def test_what_is_wrong_is_said_nothing_typed_is_lost_and_nothing_is_kept(
    app: Flask, desk: Desk, wrong: dict[str, str], sentence: str
) -> None:
    maya = desk.review("Maya", MEETING)
    answer = settle(desk, maya, "Jo", **{**FIRST, **wrong}, may_see_place="y")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert wrong.get("venue", "The library, room 2") in answer.text
    assert answer.text.count("checked") == 2
    with app.app_context():
        assert (of(maya).settled_at, of(maya).venue, of(maya).meets_on) == (None, "", MEETING)


def test_the_same_save_pressed_twice_is_kept_once(app: Flask, desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    path = f"/staff/reviews/{maya}/meeting"
    typed = {**hidden_fields(desk.browser.get(path)), **LATER}
    assert [desk.browser.post(path, data=typed).status_code for _ in range(2)] == [303, 303]
    with app.app_context():
        assert of(maya).revision == 1
        assert len(list(db.session().scalars(select(Move)))) == 1


def test_what_the_child_wished_stands_beside_each_field(desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    desk.receive(maya, "my_meeting", meeting_where="outdoors", meeting_when=["evening"])
    page = words_of(desk.open(maya, "/meeting"))
    assert "Maya wished When is a good time for you? In the evening" in page
    assert "Outdoors" in page


def test_until_an_officer_has_settled_it_no_page_of_a_letter_names_a_place(app: Flask, desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    with app.app_context(), db.transaction():
        of(maya).venue = "The library, room 2"
    child = letter(desk, maya)
    assert "library" not in child.page.text
    assert child.open("/meeting").request.path == "/home"


def test_neither_a_colleague_settles_it_nor_anybody_once_it_is_recorded(app: Flask, desk: Desk) -> None:
    maya = desk.review("Maya", MEETING)
    assert Desk(app, "ben@example.org").open(maya, "/meeting").status_code == 404
    assert desk.open(maya, "/meeting").status_code == 200
    with app.app_context(), db.transaction() as session:
        session.add(Participation(review_id=maya, code="PN1", recorded_at=NOW))
    assert desk.open(maya, "/meeting").status_code == 404


def test_a_letter_that_names_the_old_day_is_found_as_after_a_list(app: Flask, desk: Desk, tmp_path: Path) -> None:
    maya = desk.review("Maya", MEETING)
    for words in (["invite", "--review-before", "2026-03-31"], ["letters", "--review", maya, "--out"]):
        out = [str(tmp_path / "letters.pdf")] if "--out" in words else []
        assert CliRunner().invoke(cli, [*words, *out], obj=lambda: app).exit_code == 0
    settle(desk, maya, **LATER)
    with app.app_context():
        assert {each.changed[:1] for each in untrue_letters()} == {(Fact.DAY,)}


@pytest.mark.parametrize(("day", "odd"), [
    ("2026-03-28", "It is at a weekend or on a bank holiday."),
    ("2026-04-03", "It is at a weekend or on a bank holiday."),
    ("2026-04-13", "It is after Fri 10 Apr, the last day for the review."),
])  # fmt: skip
def test_a_day_that_may_be_a_slip_is_settled_and_said_to_be_odd(desk: Desk, day: str, odd: str) -> None:
    maya = desk.review("Maya", MEETING)
    with desk.app.app_context(), db.transaction():
        of(maya).due_on = date(2026, 4, 10)
    settle(desk, maya, **{**LATER, "meets_on": "2026-04-10"})
    assert odd not in words_of(desk.open(maya))
    settle(desk, maya, **{**LATER, "meets_on": day})
    assert f"Settled Mon 2 Mar {odd}" in words_of(desk.open(maya))
