"""Managers mark feedback with themes of their own list, and publish what they did about what children said."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.audit.models import AuditEntry
from participation.db import session
from participation.staff.models import Role
from tests import factories
from tests.casework.desk import Desk
from tests.contact.conftest import settle
from tests.walking import hidden_fields, let_in, words_of

HELD = date(2026, 3, 5)


@pytest.fixture(autouse=True)
def after_the_meeting() -> Iterator[None]:
    with clock.frozen(datetime(2026, 3, 9, 10, 0, tzinfo=UTC)):
        yield


def test_a_manager_marks_feedback_and_sees_how_often_each_theme_came(app: Flask) -> None:
    amara = Desk(app)
    sent = [
        amara.receive(amara.review(name, HELD), "after_review", be_better="Less waiting") for name in ("Ella", "Leo")
    ]
    with app.app_context():
        _, secret = factories.staff(Role.MANAGER, email="grace@example.org")
        settle(feedback_themes=("Waiting", "Food"))
    grace = let_in(app, "grace@example.org", secret)
    address = f"/staff/feedback/{amara.staff_id}/2026-01"
    form = hidden_fields(grace.get(address))
    for chosen in (["Waiting", "Food"], ["Waiting", "made up"]):
        ticks = {f"themes_{id}": chosen for id in sent}
        assert grace.post(f"{address}/themes", data={**form, **ticks}).status_code == 303
    page = words_of(grace.get("/staff/feedback"))
    assert "Waiting 2" in page
    assert "Food" not in page
    assert "made up" not in page
    with app.app_context():
        acts = [entry.action for entry in session().scalars(select(AuditEntry)) if entry.action == "marked with themes"]
        assert len(acts) == 4


def test_what_was_published_is_read_by_everybody_in_their_language_as_plain_text(app: Flask) -> None:
    with app.app_context():
        _, secret = factories.staff(Role.MANAGER, email="grace@example.org")
    grace, anybody = let_in(app, "grace@example.org", secret), app.test_client()
    assert anybody.get("/we-did").status_code == 404
    form = {**hidden_fields(grace.get("/staff/we-did")), "said": "<b>Too long</b>", "did": "We stop after an hour."}
    assert "Please fill in both boxes." in grace.post("/staff/we-did", data={**form, "did": ""}).text
    assert grace.post("/staff/we-did", data=form).status_code == 303
    assert "<b>Too long" not in anybody.get("/we-did").text
    assert "&lt;b&gt;Too long" in anybody.get("/we-did").text
    pair = next(value for value in grace.get("/staff/we-did").text.split('"') if value.endswith("/remove")).split("/")[
        3
    ]
    arabic = {**form, "pair": pair, "language": "ar", "said": "طويل", "did": "نتوقف"}
    assert grace.post("/staff/we-did", data=arabic).status_code == 303
    assert "نتوقف" in anybody.get("/we-did?language=ar").text
    assert "We stop after an hour." in anybody.get("/we-did?language=fr").text
    assert grace.post("/staff/we-did", data={**arabic, "said": "", "did": ""}).status_code == 303
    assert "نتوقف" not in anybody.get("/we-did?language=ar").text
    assert grace.post(f"/staff/we-did/{pair}/remove", data=form).status_code == 303
    assert anybody.get("/we-did").status_code == 404


def test_words_of_another_language_go_only_to_a_pair_that_is_there(app: Flask) -> None:
    with app.app_context():
        _, secret = factories.staff(Role.MANAGER, email="grace@example.org")
    grace = let_in(app, "grace@example.org", secret)
    form = {**hidden_fields(grace.get("/staff/we-did")), "said": "x", "did": "y", "language": "ar"}
    assert grace.post("/staff/we-did", data=form).status_code == 404
    assert grace.post("/staff/we-did", data={**form, "pair": "nothing"}).status_code == 404
