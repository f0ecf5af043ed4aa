"""A child takes back what nobody has read: in two presses, behind the lock, and only what is theirs."""

from datetime import datetime

from flask import Flask
from sqlalchemy import select

from participation.casework.queries import withdrawals_from
from participation.db import session
from participation.invitations.queries import visit_by_cookie
from participation.reviews.models import Review
from participation.submissions.actions import read, withdraw
from participation.submissions.models import Receipt, Submission
from participation.submissions.queries import submissions_for
from tests.answering.conftest import TWO_WEEKS_BEFORE, Letter, Write
from tests.answering.loud import LOUD, letter, officer_of, officer_reads
from tests.answering.test_lock import FOUR, put_on, unlock
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, words_of

__all__ = ["letter"]


def withdrawn_by(phone: Phone, sure: bool = True) -> str:
    """Press it, and press it once more; gives the words of the last page."""
    with phone.browser.application.app_context():
        (id,) = session().scalars(select(Receipt.id))
    asked = phone.browser.post("/after", data={**hidden_fields(phone.page), "take_back": id})
    assert "Take it back?" in words_of(asked)
    if not sure:
        return words_of(asked)
    answer = phone.browser.post("/after", data={**hidden_fields(asked), "sure": id}, follow_redirects=True)
    return words_of(answer)


def withdrawn(app: Flask) -> datetime | None:
    with app.app_context():
        return session().scalars(select(Submission.withdrawn_at)).one()


@on_both
def test_what_nobody_has_read_is_withdrawn_in_two_presses(app: Flask, letter: Letter) -> None:
    maya = Phone(app, letter.secrets)
    unlock(maya, FOUR)
    withdrawn_by(maya, sure=False)
    assert withdrawn(app) is None
    page = withdrawn_by(maya)
    assert "You took this back on Tuesday 24 February 2026. Nobody had read it." in page
    assert LOUD not in page
    assert withdrawn(app) == TWO_WEEKS_BEFORE
    with app.app_context():
        officer = officer_of(letter)
        assert list(submissions_for(officer, letter.review_id)) == []
        (back,) = withdrawals_from(officer, [session().get_one(Review, letter.review_id)])
        assert (back.at, back.is_seen) == (TWO_WEEKS_BEFORE, False)


@on_both
def test_what_has_been_read_stays_and_the_child_is_told_kindly(app: Flask, letter: Letter) -> None:
    maya = Phone(app, letter.secrets)
    unlock(maya, FOUR)
    (id,) = _receipts(app)
    asked = maya.browser.post("/after", data={**hidden_fields(maya.page), "take_back": id})
    officer_reads(app, letter)
    late = maya.browser.post("/after", data={**hidden_fields(asked), "sure": id})
    assert late.status_code == 409
    assert "It has been read by now" in words_of(late)
    assert withdrawn(app) is None
    assert "Take it back" not in words_of(maya.open("/after"))


@on_both
def test_what_is_withdrawn_while_an_officer_opens_it_is_not_shown(app: Flask, letter: Letter) -> None:
    maya = Phone(app, letter.secrets)
    unlock(maya, FOUR)
    with maya.browser.session_transaction() as cookie, app.app_context():
        officer = officer_of(letter)
        found = submissions_for(officer, letter.review_id)
        visit = visit_by_cookie(cookie["visit"])
        assert visit is not None
        assert withdraw(visit, found[0].id)
        assert read(officer, found, "preparing the review") == ()


def test_nobody_withdraws_what_was_sent_with_another_letter_or_behind_a_closed_lock(
    app: Flask, letter: Letter, write: Write
) -> None:
    stranger = Phone(app, write().secrets)
    put_on(stranger)
    (id,) = _receipts(app)
    stranger.browser.post("/after", data={**hidden_fields(stranger.page), "sure": id})
    finder = Phone(app, letter.secrets)
    finder.open("/after")
    finder.browser.post("/after", data={**hidden_fields(finder.page), "sure": id})
    assert withdrawn(app) is None


def _receipts(app: Flask) -> list[str]:
    with app.app_context():
        return list(session().scalars(select(Receipt.id)))
