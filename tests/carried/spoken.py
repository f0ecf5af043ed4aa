"""Maya, for whom somebody else spoke at her review, and who has the lock of her letter."""

import re
from datetime import UTC, date, datetime

from flask import Flask
from werkzeug.test import TestResponse

from participation import db
from participation.interpreting.actions import InterpretedBy, Texts, ask_interpreter, keep_english, texts_behind
from participation.invitations.actions import Secrets, draw_secrets, invite
from participation.invitations.models import CHILD
from participation.invitations.queries import invitations_of
from participation.reviews.models import Review
from participation.submissions.models import Submission
from tests.answering.test_lock import FOUR, put_on, unlock
from tests.casework.desk import Desk
from tests.casework.sending import send_with
from tests.walking import Phone, hidden_fields

MEETING, AFTER = date(2026, 3, 10), datetime(2026, 3, 10, 16, tzinfo=UTC)
TOLD, MEANT = "Maya wants to see Leo each Sunday.", "Not each Sunday. Only when I ask."
TIGRINYA, ENGLISH = "ሓወይ ክርኢ እደሊ", "I want to see my brother"
WHO_SPOKE = {"attended": "no", "carried_by": "officer", "code": "PN5"}


class SpokenFor:
    """What she and her officer do about it, each in their browser."""

    def __init__(self, desk: Desk, *, has_lock: bool = True) -> None:
        self.desk, self.id = desk, desk.review("Maya", MEETING)
        with desk.app.app_context():
            invite([db.session().get_one(Review, self.id)], [CHILD])
            (invitation,) = (each for each in invitations_of(self.id) if each.respondent == CHILD)
            self.secrets: Secrets = draw_secrets(invitation)
        if has_lock:
            put_on(Phone(desk.app, self.secrets))

    def tell(self, words: str = TOLD, **happened: str) -> TestResponse:
        """The officer writes down what was told to the meeting, on the page after it."""
        path = f"/staff/reviews/{self.id}/participation"
        said = {**(happened or WHO_SPOKE), "carried": words, "go": "record"}
        data = {**hidden_fields(self.desk.browser.get(path)), **said}
        return self.desk.browser.post(path, data=data, follow_redirects=True)

    def look(self) -> Phone:
        """Maya behind her lock."""
        maya = Phone(self.desk.app, self.secrets)
        unlock(maya, FOUR)
        return maya

    def say(self, maya: Phone, word: str) -> TestResponse:
        """Press one of the two buttons below the first thing that has them."""
        value = re.findall(rf'name="meant" value="(\w+ {word})"', maya.page.text)[0]
        data = {**hidden_fields(maya.page), "meant": value}
        maya.page = maya.browser.post("/after", data=data, follow_redirects=True)
        return maya.page

    def show_letter(self, words: str = TOLD) -> TestResponse:
        """The officer writes the letter after the review and shows it, before it is final."""
        path = f"/staff/reviews/{self.id}/letter"
        data = {**hidden_fields(self.desk.browser.get(path)), "words": words, "go": "show"}
        return self.desk.browser.post(path, data=data, follow_redirects=True)

    def read_letter(self, maya: Phone) -> TestResponse:
        """Press the button that opens it."""
        (said_id,) = re.findall(r'name="letter" value="(\w+)"', maya.page.text)
        data = {**hidden_fields(maya.page), "letter": said_id}
        maya.page = maya.browser.post("/after", data=data, follow_redirects=True)
        return maya.page

    def put_right(self, maya: Phone, words: str = MEANT) -> None:
        """Say that it is not quite what she meant, and what it should say."""
        self.say(maya, "ok_no")
        maya.press("next", answer_meant_words=words)
        maya.send("my_correction")


def interpreted(app: Flask, maya: SpokenFor, *, keep_copy: bool = True) -> str:
    """She has asked for something in Tigrinya, her officer has read it, and an interpreter has put it into English."""
    with app.app_context():
        sent = send_with(maya.secrets, "my_views", "ti", keep_copy=keep_copy, ask_for=TIGRINYA, share_ask_for="meeting")
    maya.desk.open(maya.id)
    with app.app_context():
        found = db.session().get_one(Submission, sent)
        texts = texts_behind(ask_interpreter(found.review.officer, found, {"ask_for": TIGRINYA}, "an agency"))
        assert isinstance(texts, Texts)
        assert keep_english(texts, [ENGLISH], InterpretedBy("TG", "Tongues"))
    return sent
