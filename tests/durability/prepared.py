"""Children who have answered everything: for each of them nothing is left to do but to press send.

Walking twenty thousand journeys would take hours, so the rows that they would leave are written in one transaction,
with the house's own sealing and signing. What is posted is exactly what the page with all answers would post.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert
from werkzeug.datastructures import MultiDict

from participation import clock, sealing
from participation.children.models import Child
from participation.db import new_id, transaction
from participation.invitations.actions import OPEN_DAYS
from participation.invitations.models import CHILD, Invitation, Visit
from participation.invitations.queries import cookie_lookup
from participation.questionnaires.answers import Answers
from participation.questionnaires.model import Questionnaire
from participation.questionnaires.path import first_unanswered
from participation.reviews.models import Review
from participation.service.questionnaires import library
from participation.submissions.models import Draft
from tests import factories

MEETING_IN = timedelta(days=14)
LEVEL = "short"
VIEWS, ADVOCATE = "my_views", "my_advocate"
WORDS_IN = {VIEWS: "feel_today_words", ADVOCATE: "about_words"}
"""The question that each child answers in words of their own, so that nobody's can stand for another's."""
CHOSEN = {VIEWS: {"answer_feel_today": "worried"}, ADVOCATE: {"answer_wants_advocate": "yes"}}
Rows = dict[type, list[dict[str, Any]]]


@dataclass(frozen=True)
class Press:
    """A press of send: what the browser posts, and what must be found afterwards."""

    draft_id: str
    purpose: str
    words: str
    cookie: str
    body: bytes
    review_id: str

    @property
    def path(self) -> str:
        """Where it is posted."""
        return f"/answer/{self.purpose}/send"

    @property
    def headers(self) -> dict[str, str]:
        """What a browser says with it."""
        return {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}


def prepare(app: Flask, count: int, officers: Sequence[str] = ()) -> list[Press]:
    """So many children, shared out among the officers. Every second one asks for an advocate, so has an alert alone."""
    with app.app_context():
        cared_for = officers or [factories.staff()[0].id]
        finished = {purpose: _finished(purpose) for purpose in WORDS_IN}
    signed = Signer(app)
    rows: Rows = {table: [] for table in (Child, Review, Invitation, Visit, Draft)}
    presses = []
    for number in range(count):
        purpose = (VIEWS, ADVOCATE)[number % 2]
        presses.append(_child(rows, cared_for[number % len(cared_for)], *finished[purpose], signed))
    with app.app_context(), transaction() as writing:
        for table, values in rows.items():
            writing.execute(insert(table), values)
    return presses


def _finished(purpose: str) -> tuple[Questionnaire, Answers]:
    """A questionnaire, and answers to all of it."""
    questionnaire = library().latest(purpose, LEVEL)
    form, answers = MultiDict(CHOSEN[purpose]), Answers()
    for page in questionnaire.pages:
        answers = answers.merge(page, form, keep_blank=True)
    assert first_unanswered(questionnaire, answers) is None
    return questionnaire, answers


class Signer:
    """Makes the cookie and the hidden fields that the application would have given to a browser."""

    def __init__(self, app: Flask) -> None:
        with app.test_request_context("/home"):
            self.token = generate_csrf()
            self.kept = session["csrf_token"]
            self.name = app.session_interface.get_cookie_name(app)
        self.signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]

    def cookie(self, visit: str) -> str:
        values = {"visit": visit, "language": "en", "csrf_token": self.kept}
        return f"{self.name}={self.signer.dumps(values)}"

    def fields(self, invitation_id: str, draft_id: str) -> bytes:
        return urlencode({"csrf_token": self.token, "ref": invitation_id, "draft": draft_id}).encode()


def _child(rows: Rows, officer_id: str, questionnaire: Questionnaire, answers: Answers, signed: Signer) -> Press:
    child, review, invitation, draft = (new_id() for _ in range(4))
    root, cookie, now, purpose = sealing.new_root(), token_urlsafe(32), clock.now(), questionnaire.purpose
    meets_on, words = clock.today() + MEETING_IN, f"Only I know this: {draft}"
    plain = Answers({**answers.values, WORDS_IN[purpose]: words}, answers.sharing).to_json()
    rows[Child].append({"id": child, "reference": child, "preferred_name": "Maya"})
    rows[Review].append(
        {"id": review, "reference": review, "child_id": child, "officer_id": officer_id, "meets_on": meets_on}
    )
    rows[Invitation].append(
        {
            "id": invitation, "review_id": review, "respondent": CHILD, "level": LEVEL, "printings": 1,
            "token_lookup": invitation, "invited_on": clock.today(), "ends_on": meets_on + timedelta(days=OPEN_DAYS),
        }
    )  # fmt: skip
    rows[Visit].append(
        {
            "lookup": cookie_lookup(cookie), "invitation_id": invitation, "printing": 1, "language": "en",
            "root": sealing.wrap(root, cookie.encode(), "visit"), "started_at": now, "seen_at": now,
        }
    )  # fmt: skip
    rows[Draft].append(
        {
            "id": draft, "invitation_id": invitation, "purpose": purpose, "level": LEVEL, "saved_at": now,
            "version": questionnaire.version, "sealed": sealing.seal_draft(root, json.dumps(plain).encode(), draft),
        }
    )  # fmt: skip
    return Press(draft, purpose, words, signed.cookie(cookie), signed.fields(invitation, draft), review)
