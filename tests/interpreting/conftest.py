"""Selam, who writes in Tigrinya; Amara, who reads it; and somebody who puts it into English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from participation import clock
from tests.casework.desk import Desk
from tests.walking import hidden_fields

MORNING = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
ROOM, BROTHER = "ክፍለይ ጽቡቕ እዩ", "ምስ ሓወይ ክዛረብ እደሊ"
MY_ROOM, MY_BROTHER = "My room is nice", "I want to talk with my brother"
BOOKED = "Tongues Ltd, booking 4711"
WHO = {"initials": "TG", "agency": "Tongues Ltd, 88"}
SECRET = re.compile(r"/interpret#([0-9A-Z]{26})")


@dataclass
class Interpreting:
    """What was sent in Tigrinya, at the desk of who reads it."""

    desk: Desk
    review_id: str
    sent_id: str

    @property
    def app(self) -> Flask:
        return self.desk.app

    def page(self) -> TestResponse:
        """The officer's page of the review."""
        return self.desk.open(self.review_id)

    def ask(self, *questions: str, label: str = BOOKED) -> TestResponse:
        """Press "Make the link" for these texts."""
        path = f"/staff/submissions/{self.sent_id}/interpreter"
        form = hidden_fields(self.desk.browser.get(path))
        chosen = list(questions) or ["where_i_live_words", "ask_for"]
        return self.desk.browser.post(path, data={**form, "text": chosen, "label": label})

    def link(self, *questions: str) -> str:
        """The secret of a new link."""
        return secret_in(self.ask(*questions))


def secret_in(page: TestResponse) -> str:
    found = SECRET.search(page.text)
    assert found, page.text
    return found[1]


def shown(app: Flask, secret: str) -> TestResponse:
    """What somebody sees who has the link and no cookie."""
    return app.test_client().post("/interpret", data={"secret": secret})


def send(app: Flask, secret: str, *english: str, **who: str) -> TestResponse:
    """Send the English of each text, in their order."""
    boxes = {f"english_{at}": each for at, each in enumerate(english)}
    return app.test_client().post("/interpret/english", data={"secret": secret, **boxes, **WHO, **who})


@pytest.fixture(autouse=True)
def at_five_to_nine() -> Iterator[None]:
    """The clock stands."""
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def selam(app: Flask) -> Interpreting:
    desk = Desk(app)
    review_id = desk.review("Selam", date(2026, 3, 17), language="ti")
    sent = desk.receive(
        review_id, "my_views", language="ti", where_i_live="good", where_i_live_words=ROOM, ask_for=BROTHER
    )
    return Interpreting(desk, review_id, sent)
