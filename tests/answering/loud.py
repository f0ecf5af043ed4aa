"""Maya, who has something to say, and the officer who reads it."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from participation import clock
from participation.db import session
from participation.outcomes.actions import Decision, answer
from participation.staff.models import Staff
from participation.submissions.actions import read
from participation.submissions.queries import submissions_for
from tests.answering.conftest import Letter, Write
from tests.answering.test_lock import put_on
from tests.walking import Phone

LOUD = "Mondscheinsonate"
WISH = "Zwergkaninchen"
ANSWER = "Quittengelee"
TUESDAY = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
WEDNESDAY = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


def says(phone: Phone) -> None:
    """Maya says two things, and sends them."""
    phone.begin("my_views", "feelings")
    phone.press("next", answer_feel_today="sad", answer_feel_today_words=LOUD)
    phone.open("/answer/my_views/change")
    while phone.page.request.path != "/answer/my_views/change":
        phone.press("skip")
    phone.press("next", answer_ask_for=WISH)
    phone.skip_to_check()
    phone.send("my_views")


def officer_of(letter: Letter) -> Staff:
    return session().get_one(Staff, letter.officer_id)


def officer_reads(app: Flask, letter: Letter) -> None:
    with clock.frozen(TUESDAY), app.app_context():
        read(officer_of(letter), submissions_for(officer_of(letter), letter.review_id), "preparing the review")


def officer_answers(app: Flask, letter: Letter) -> None:
    with clock.frozen(WEDNESDAY), app.app_context():
        (sent,) = submissions_for(officer_of(letter), letter.review_id)
        decision = Decision("agreed", f"I have asked for it. {ANSWER}!")
        answer(officer_of(letter), letter.review_id, sent.id, "ask_for", decision)


@pytest.fixture
def letter(app: Flask, write: Write) -> Letter:
    """A letter with a lock, with which something was sent."""
    letter = write()
    maya = Phone(app, letter.secrets)
    put_on(maya)
    says(maya)
    return letter
