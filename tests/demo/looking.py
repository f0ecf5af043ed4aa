"""Looking at a demonstration: its rows, its desks, its words."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock
from participation.db import session
from participation.demo.banks import bank
from participation.demo.kept import Kept, kept
from participation.demo.place import SignIn
from participation.outcomes.models import Participation
from participation.reviews.models import Review
from participation.submissions.actions import opened
from participation.submissions.models import Submission
from tests.walking import hidden_fields

NOW = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
CHILDREN = 30
"""So many show every state."""
FEW = 6
"""So many are enough to try commands on."""
_minutes = count(1)


def rows(table: type[Any]) -> list[Any]:
    """Every row of a table."""
    return list(session().scalars(select(table)))


def found() -> Kept:
    """The letters and sign-ins."""
    known = kept()
    assert known is not None
    return known


def officers() -> list[SignIn]:
    """The sign-ins of all officers."""
    return [account for account in found().accounts if account.role == "officer"]


def desk(app: Flask, account: SignIn) -> FlaskClient:
    """Somebody invented, past both factors. Each time at another minute, as no code is taken twice."""
    browser = app.test_client()
    with clock.frozen(NOW + timedelta(minutes=next(_minutes))):
        data = {"email": account.email, "password": account.password}
        browser.post("/staff/sign-in", data={**hidden_fields(browser.get("/staff/sign-in")), **data})
        code = {"code": pyotp.TOTP(account.secret).at(clock.now())}
        done = browser.post("/staff/sign-in/code", data={**hidden_fields(browser.get("/staff/sign-in/code")), **code})
    assert done.status_code == 303
    return browser


def told(app: Flask) -> list[str]:
    """All that was invented, without ids, keys and passwords: one line for each review and each submission."""
    with app.app_context():
        codes = {row.review_id: [row.code, row.suggested, row.reasons, row.chaired] for row in rows(Participation)}
        reviews = [_review(review, codes.get(review.id)) for review in rows(Review)]
        return sorted((*reviews, *map(_submission, rows(Submission))))


def lines(*voices: str) -> list[str]:
    """Every line of some banks of words."""
    by_question = (by_choice for voice in voices for by_choice in bank(f"words/{voice}").values())
    return [line for by_choice in by_question for some in by_choice.values() for line in some]


def _review(review: Review, code: object) -> str:
    child, officer = review.child, review.officer and review.officer.email
    about = [child.reference, child.preferred_name, child.born_on, child.language, child.ethnicity, officer]
    people = [[person.role, person.name, person.agency] for person in review.people]
    return _line(review.reference, review.due_on, review.starts_at, review.venue, about, people, code)


def _submission(submission: Submission) -> str:
    answers = opened(submission).answers.to_json()
    names = {person.id: person.name for person in submission.review.people}
    values = {id: _named(value, names) for id, value in answers["values"].items()}
    sent = [submission.review.reference, submission.respondent, submission.purpose, submission.sent_at]
    return _line(*sent, values, answers["sharing"])


def _named(value: str | Iterable[str], names: dict[str, str]) -> object:
    return value if isinstance(value, str) else [_by_name(each, names) for each in value]


def _by_name(chosen: str, names: dict[str, str]) -> str:
    """An option, or a person with what was answered about them."""
    who, colon, answer = chosen.partition(":")
    return names.get(who, who) + colon + answer


def _line(*parts: object) -> str:
    return json.dumps(parts, default=str, ensure_ascii=False)
