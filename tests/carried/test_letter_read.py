"""The letter after the review that the child opens on its page counts as given on that day, once, with how."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from participation import clock, db
from participation.afterwards.models import ReviewAct
from participation.audit.models import AuditEntry
from participation.carried.models import SaidForChild
from participation.casework.actions import note_letters_read
from participation.db import transaction
from participation.invitations.marks import SHOWN, Mark, mark
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.operations.worker import note
from tests.carried.spoken import AFTER, SpokenFor
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, words_of

THURSDAY = datetime(2026, 3, 12, 16, tzinfo=UTC)


def acts() -> list[tuple[str, date, str]]:
    """What is marked as done, on which day and how."""
    found = db.session().scalars(select(ReviewAct).order_by(ReviewAct.act))
    return [(each.act, each.done_on, each.how) for each in found]


@on_both
def test_reading_it_marks_it_that_day_and_neither_print_nor_a_second_look_changes_that(
    app: Flask, maya: SpokenFor
) -> None:
    maya.show_letter()
    maya.look()
    with app.app_context():
        assert note_letters_read() == 0, "nobody has opened it"
    with clock.frozen(THURSDAY):
        phone = maya.look()
        maya.read_letter(phone)
        with app.app_context():
            assert note() == "2 noted.", "her lock, and the letter"
            assert note() == ""
            assert acts() == [("letter", date(2026, 3, 12), "read")]
    with clock.frozen(THURSDAY + timedelta(days=1)):
        maya.desk.sign_in_again()
        page = words_of(maya.desk.open(maya.id))
        assert "Letter Done on Thu 12 Mar read on the page" in page
        path = f"/staff/reviews/{maya.id}/letter"
        letter = maya.desk.browser.get(path)
        assert "The child read it on Thursday 12 March 2026." in words_of(letter)
        maya.desk.browser.post(path, data={**hidden_fields(letter), "words": "Well done", "go": "print"})
        with app.app_context():
            assert note_letters_read() == 0
            assert acts() == [("letter", date(2026, 3, 12), "read")]
            noted = select(AuditEntry.actor).where(AuditEntry.action == "marked as done")
            assert list(db.session().scalars(noted)) == ["system"]


def test_a_letter_that_was_given_before_keeps_its_day(app: Flask, maya: SpokenFor) -> None:
    path = f"/staff/reviews/{maya.id}/letter"
    data = {**hidden_fields(maya.desk.browser.get(path)), "words": "It went well", "go": "print"}
    assert maya.desk.browser.post(path, data=data).mimetype == "application/pdf"
    maya.show_letter()
    with clock.frozen(THURSDAY):
        maya.read_letter(maya.look())
        with app.app_context():
            assert note_letters_read() == 0
            assert acts() == [("letter", AFTER.date(), "")]


def test_nobody_takes_back_that_a_child_has_read_it(app: Flask, maya: SpokenFor) -> None:
    maya.show_letter()
    maya.read_letter(maya.look())
    with app.app_context():
        note_letters_read()
    page = maya.desk.open(maya.id)
    assert "/after/letter/take-back" not in page.text
    form = {"csrf_token": hidden_fields(page)["csrf_token"]}
    assert maya.desk.browser.post(f"/staff/reviews/{maya.id}/after/letter/take-back", data=form).status_code == 404
    with app.app_context():
        assert note_letters_read() == 0
        assert [each[0] for each in acts()] == ["letter"]


def test_put_in_other_words_it_is_opened_anew_and_the_first_day_stands(app: Flask, maya: SpokenFor) -> None:
    maya.show_letter()
    maya.read_letter(maya.look())
    with clock.frozen(THURSDAY):
        maya.desk.sign_in_again()
        maya.show_letter("Other words")
        phone = maya.look()
        assert "Other words" not in phone.page.text
        assert "Other words" in maya.read_letter(phone).text
        with app.app_context():
            assert note_letters_read() == 1
            assert acts() == [("letter", AFTER.date(), "read")]


@pytest.mark.parametrize("read_at", [AFTER - timedelta(days=900), AFTER + timedelta(days=900)])
def test_whatever_moment_the_public_side_writes_it_is_no_day_before_it_was_shown_or_to_come(
    app: Flask, maya: SpokenFor, read_at: datetime
) -> None:
    maya.show_letter()
    with app.app_context(), clock.frozen(THURSDAY):
        with transaction() as session:
            mark(SHOWN, session.scalars(select(SaidForChild.id)).all(), read_at)
        assert note_letters_read() == 1
        (given,) = acts()
        assert AFTER.date() <= given[1] <= THURSDAY.date()


def test_a_letter_behind_another_lock_is_not_opened_from_here(app: Flask, maya: SpokenFor) -> None:
    maya.show_letter()
    other = SpokenFor(maya.desk)
    phone: Phone = other.look()
    with app.app_context():
        (said_id,) = db.session().scalars(select(SaidForChild.id))
    for wanted in (said_id, "0" * 26, "x"):
        phone.browser.post("/after", data={**hidden_fields(phone.page), "letter": wanted})
    with app.app_context():
        assert list(db.session().scalars(select(Mark).where(Mark.kind == SHOWN))) == []
        assert note_letters_read() == 0


def in_time() -> object:
    """Of the year in which the meeting was."""
    return figures("2025-26").values["letters_in_time"]


def test_what_was_read_in_time_counts_as_a_letter_in_time(app: Flask, maya: SpokenFor) -> None:
    maya.show_letter()
    with app.app_context(), clock.frozen(THURSDAY):
        with transaction() as session:
            mark(SHOWN, session.scalars(select(SaidForChild.id)).all(), THURSDAY)
        assert in_time() == Rate(0, 1)
        note_letters_read()
        assert in_time() == Rate(1, 1)
        with transaction() as session:
            session.execute(update(ReviewAct).values(done_on=date(2026, 9, 1)))
        assert in_time() == Rate(0, 1)
