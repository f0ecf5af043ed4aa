"""Behind the lock what a child asked for goes on to done, and the child says whether the answer is OK."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.casework.queries import of_held
from participation.casework.to_do import OpenLines
from participation.challenges.actions import raise_challenge
from participation.db import new_id, session, transaction
from participation.invitations.marks import IS_OK, Mark
from participation.outcomes.actions import Decision, answer, mark_done, note_asked
from participation.outcomes.models import Outcome, Reply
from participation.outcomes.queries import not_ok
from participation.submissions.queries import submissions_for
from tests.answering.conftest import Letter
from tests.answering.loud import ANSWER, WEDNESDAY, WISH, letter, officer_of, officer_reads
from tests.answering.test_lock import FOUR, unlock
from tests.challenges.raising import A_CHALLENGE
from tests.databases import on_both
from tests.walking import Phone, hidden_fields, words_of

__all__ = ["letter"]
AGAIN = "Your officer has asked for this again, on Wednesday 4 March 2026."
TOBI = "Tobi, your social worker"


@pytest.fixture(autouse=True)
def on_wednesday(letter: Letter) -> Iterator[None]:
    """After it was sent."""
    with clock.frozen(WEDNESDAY):
        yield


def decide(app: Flask, letter: Letter, state: str = "agreed") -> str:
    """The officer answers; gives the outcome's id."""
    with app.app_context():
        (sent,) = submissions_for(officer_of(letter), letter.review_id)
        days = {"by_when": date(2026, 4, 4), "talked_about_on": WEDNESDAY.date()}
        decision = Decision(state, ANSWER, who_does=TOBI, **days)
        answer(officer_of(letter), letter.review_id, sent.id, "ask_for", decision)
        return session().scalars(select(Outcome.id)).one()


def looks(app: Flask, letter: Letter) -> Phone:
    """Maya behind her lock, with every answer read."""
    maya = Phone(app, letter.secrets)
    unlock(maya, FOUR)
    maya.press("read")
    return maya


def says(maya: Phone, ok: str) -> str:
    """She presses one of the words below the answer."""
    value = next(part for part in maya.page.text.split('"') if part.endswith(f" {ok}"))
    data = {**hidden_fields(maya.page), "ok": value}
    maya.page = maya.browser.post("/after", data=data, follow_redirects=True)
    return words_of(maya.page)


@on_both
def test_a_wish_stands_in_the_childs_own_words_with_each_step_and_its_day(app: Flask, letter: Letter) -> None:
    officer_reads(app, letter)
    page = words_of(looks(app, letter).page)
    assert f"{WISH} Sent on Tuesday 24 February 2026." in page
    assert "Amara, your officer, read this on Tuesday 3 March 2026. There is no answer yet." in page
    outcome_id = decide(app, letter, "partly")
    page = words_of(looks(app, letter).page)
    assert "There is no answer yet." not in page
    assert "It was talked about on Wednesday 4 March 2026. Some of it, yes" in page
    assert f"Who does it {TOBI} By when Saturday 4 April 2026" in page
    assert "It was done" not in page
    with app.app_context():
        mark_done(officer_of(letter), letter.review_id, outcome_id, is_done=True)
    assert "It was done on Wednesday 4 March 2026." in words_of(looks(app, letter).page)


@on_both
def test_a_no_comes_back_to_the_officer_until_they_answer_again(app: Flask, letter: Letter) -> None:
    officer_reads(app, letter)
    outcome_id = decide(app, letter)
    with app.app_context():
        assert of_held([letter.review_id])[1] == {}
    maya = looks(app, letter)
    assert "Is that OK? Yes Sort of No" in words_of(maya.page)
    assert "Is that OK? Yes Sort of No Amara can see that." in says(maya, "ok_yes")
    assert says(maya, "ok_no").count("Is that OK? No Amara can see that.") == 1
    with app.app_context():
        assert not_ok([letter.review_id]) == {letter.review_id: (outcome_id,)}
        assert of_held([letter.review_id])[1] == {letter.review_id: OpenLines(1, WEDNESDAY)}
    with clock.frozen(WEDNESDAY + timedelta(hours=1)):
        decide(app, letter)
        assert "Is that OK? Yes Sort of No" in words_of(looks(app, letter).page)
    with app.app_context():
        assert not_ok([letter.review_id]) == {}
        assert of_held([letter.review_id])[1] == {}


@on_both
def test_nobody_takes_a_no_back_or_says_it_of_what_is_not_behind_their_lock(app: Flask, letter: Letter) -> None:
    officer_reads(app, letter)
    outcome_id = decide(app, letter)
    maya = looks(app, letter)
    with app.app_context():
        answer_id = session().scalars(select(Reply.id)).one()
        with transaction() as current:
            current.add_all(Mark(about_id=answer_id, kind=kind, at=clock.now()) for kind in IS_OK[:2])
    says(maya, "ok_no")
    with app.app_context():
        assert not_ok([letter.review_id]) == {letter.review_id: (outcome_id,)}
    for ok in (f"{'0' * 26} ok_no", f"{answer_id} withdrawn", answer_id, " ", f"{outcome_id} ok_no"):
        data = {**hidden_fields(maya.page), "ok": ok}
        assert maya.browser.post("/after", data=data).location == "/after"
    with app.app_context():
        marks = session().execute(select(Mark.about_id, Mark.kind).where(Mark.kind.in_((*IS_OK, "withdrawn")))).all()
        assert sorted(marks) == sorted((answer_id, kind) for kind in IS_OK)


def test_what_the_child_was_told_in_person_does_not_wait_for_an_answer(app: Flask, letter: Letter) -> None:
    officer_reads(app, letter)
    with app.app_context():
        (sent,) = submissions_for(officer_of(letter), letter.review_id)
        answer(officer_of(letter), letter.review_id, sent.id, "ask_for", Decision("agreed", told="in_person"))
        outcome = session().scalars(select(Outcome.id)).one()
    page = words_of(looks(app, letter).page)
    assert "There is no answer yet." not in page
    assert f"{WISH} Sent on" not in page
    asks_again(app, letter, outcome)
    page = words_of(looks(app, letter).page)
    assert f"{WISH} Sent on Tuesday 24 February 2026." in page
    assert "There is no answer yet." not in page
    assert AGAIN in page


def asks_again(app: Flask, letter: Letter, outcome_id: str) -> None:
    """The officer challenges what became of it."""
    about = replace(A_CHALLENGE, raised_on=WEDNESDAY.date(), outcome_id=outcome_id)
    with app.app_context():
        assert raise_challenge(officer_of(letter), letter.review_id, new_id(), about)


@on_both
def test_a_child_reads_that_the_officer_asked_again_answered_or_not_and_nothing_else_of_it(
    app: Flask, letter: Letter
) -> None:
    officer_reads(app, letter)
    with app.app_context():
        (sent,) = submissions_for(officer_of(letter), letter.review_id)
        note_asked([(sent, "ask_for")])
        outcome_id = session().scalars(select(Outcome.id)).one()
    assert AGAIN not in words_of(looks(app, letter).page)
    asks_again(app, letter, outcome_id)
    page = words_of(looks(app, letter).page)
    assert f"{AGAIN} There is no answer yet." in page
    assert A_CHALLENGE.words not in page
    assert "team manager" not in page
    decide(app, letter, "partly")
    assert f"{AGAIN} Some of it, yes" in words_of(looks(app, letter).page)
