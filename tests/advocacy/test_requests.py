"""A child's request reaches the advocacy provider whole, and nobody else more than the child allows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.advocacy.models import AdvocacyStep
from participation.audit.models import AuditEntry
from participation.db import transaction
from participation.invitations.marks import WITHDRAWN, mark
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from tests import factories
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.document import Document
from tests.walking import hidden_fields, let_in, words_of

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
HOW = "01632 960 444"
NOT_SO = "Do not leave a message, Jo picks up"


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def desk(app: Flask) -> Desk:
    """Amara, the reviewing officer."""
    return Desk(app)


@pytest.fixture
def dee(desk: Desk) -> FlaskClient:
    """Somebody of the advocacy provider."""
    with desk.app.app_context():
        _, secret = factories.staff(Role.ADVOCATE, email="dee@example.org", name="Dee")
    return let_in(desk.app, "dee@example.org", secret)


def _advocate(desk: Desk, email: str) -> tuple[Staff, str]:
    with desk.app.app_context():
        return factories.staff(Role.ADVOCATE, email=email)


def ask(desk: Desk, name: str = "Maya", may_know: str = "yes") -> tuple[str, str]:
    """A child asks; gives the ids of the review and of the request."""
    review = desk.review(name, date(2026, 3, 10))
    asked = desk.receive(
        review,
        "my_advocate",
        wants_advocate="yes",
        contact_how=["message"],
        contact_details=HOW,
        safe_when=["afternoon"],
        not_safe=NOT_SO,
        officer_may_know=may_know,
    )
    return review, asked


def press(browser: FlaskClient, request: str, state: str) -> TestResponse:
    token = hidden_fields(browser.get(f"/staff/advocacy/{request}"))["csrf_token"]
    return browser.post(f"/staff/advocacy/{request}/{state}", data={"csrf_token": token})


def test_an_advocate_reads_how_and_when_it_is_safe_and_that_is_audited_first(desk: Desk, dee: FlaskClient) -> None:
    _, request = ask(desk)
    page = words_of(dee.get(f"/staff/advocacy/{request}"))
    for told in (HOW, NOT_SO, "Text me", "After school", "Maya, 11", "Tuesday 10 March 2026"):
        assert told in page
    with desk.app.app_context():
        audited = db.session().scalars(select(AuditEntry).where(AuditEntry.action == "read")).one()
    assert (audited.object, audited.purpose) == (f"submission/{request}", "a request for an advocate")


def test_a_request_that_nobody_has_taken_stands_on_top_and_a_closed_one_below(desk: Desk, dee: FlaskClient) -> None:
    ids = {}
    for hours, name in enumerate(("Ann", "Ben", "Cat")):
        with clock.frozen(NOW + timedelta(minutes=hours)):
            ids[name] = ask(desk, name)[1]
    press(dee, ids["Ann"], "closed")
    press(dee, ids["Ben"], "taken")
    rows = [row.text for row in Document.read(dee.get("/staff/advocacy").text).all("tr")][1:]
    assert [name for row in rows for name in ids if name in row] == ["Cat", "Ben", "Ann"]
    headings = [heading.text for heading in Document.read(dee.get("/staff/advocacy").text).all("h2")]
    assert headings == ["Nobody has accepted these yet 1", "Somebody looks after these 1"]


def test_what_nobody_has_taken_within_a_working_day_is_late_the_oldest_first(desk: Desk, dee: FlaskClient) -> None:
    with clock.frozen(NOW - timedelta(days=4)):
        ask(desk, "Ann")
    with clock.frozen(NOW - timedelta(days=3)):
        ask(desk, "Ben")
    ask(desk, "Cat")
    rows = [row.text for row in Document.read(dee.get("/staff/advocacy").text).all("tr")][1:]
    assert [row.split()[3] for row in rows] == ["Ann", "Ben", "Cat"]
    # Thursday's was to be taken by Friday; Friday's and Monday's have until this evening and tomorrow's.
    assert ["late: to be accepted by Fri 27 Feb" in row for row in rows] == [True, False, False]
    with clock.frozen(NOW + timedelta(days=1)):
        _, secret = _advocate(desk, "dora@example.org")
        again = let_in(desk.app, "dora@example.org", secret)
        page = words_of(again.get("/staff/advocacy"))
    assert "late: to be accepted by Mon 2 Mar" in page


def test_a_meeting_that_has_been_is_said_until_they_have_met(desk: Desk, dee: FlaskClient) -> None:
    review, request = ask(desk)
    with desk.app.app_context(), transaction() as session:
        session.get_one(Review, review).meets_on = date(2026, 2, 27)
    for state in ("", "taken", "contacted", "met"):
        if state:
            press(dee, request, state)
        for path in ("/staff/advocacy", f"/staff/advocacy/{request}"):
            assert ("the meeting was on Fri 27 Feb" in words_of(dee.get(path))) == (state != "met")


@pytest.mark.parametrize(
    ("may_know", "advice"),
    [
        ("yes", "Ask the officer, Amara, or the carer."),
        ("no", "Ask the council’s duty team where to find Maya. Do not ask the officer, and do not say why."),
    ],
)
def test_a_request_without_a_way_to_the_child_says_whom_to_ask(
    desk: Desk, dee: FlaskClient, may_know: str, advice: str
) -> None:
    review = desk.review("Maya", date(2026, 3, 10))
    asked = desk.receive(
        review, "my_advocate", wants_advocate="yes", contact_how=["message"], officer_may_know=may_know
    )
    assert f"No way to reach Maya was given. {advice}" in words_of(dee.get(f"/staff/advocacy/{asked}"))
    assert "No way to reach" not in words_of(dee.get(f"/staff/advocacy/{ask(desk)[1]}"))


@on_both
def test_each_step_is_kept_once_with_who_took_it(desk: Desk, dee: FlaskClient) -> None:
    review, request = ask(desk)
    for state in ("taken", "contacted", "contacted", "met", "closed"):
        assert press(dee, request, state).location == f"/staff/advocacy/{request}"
    with desk.app.app_context():
        steps = db.session().scalars(select(AdvocacyStep.state)).all()
        audited = db.session().scalars(select(AuditEntry.action).where(AuditEntry.action.like("advocacy%"))).all()
    assert sorted(steps) == ["closed", "contacted", "met", "taken"]
    assert len(audited) == 4
    assert "Dee" in words_of(dee.get(f"/staff/advocacy/{request}"))
    assert "Advocate asked for: closed" in words_of(desk.open(review))


def test_the_officer_sees_that_and_how_far_and_never_how_to_reach_the_child(desk: Desk, dee: FlaskClient) -> None:
    review, request = ask(desk)
    press(dee, request, "taken")
    page = desk.open(review)
    assert "Advocate asked for: accepted" in words_of(page)
    assert HOW not in page.text
    assert NOT_SO not in page.text


@pytest.mark.parametrize("answer", ["no", "dont_know", "talk_to_advocate", ""])
def test_a_child_who_has_not_said_yes_is_not_told_on(desk: Desk, dee: FlaskClient, answer: str) -> None:
    review, request = ask(desk, may_know=answer or "no")
    press(dee, request, "taken")
    # Every review has that button, whether a child asked or not.
    assert "dvocate" not in words_of(desk.open(review)).replace("Ask for an advocate", "")
    assert "dvocate" not in desk.list()
    assert "Do not tell the officer." in words_of(dee.get(f"/staff/advocacy/{request}"))


def test_a_child_who_says_not_now_has_made_no_request(desk: Desk, dee: FlaskClient) -> None:
    asked = desk.receive(desk.review("Maya", date(2026, 3, 10)), "my_advocate", wants_advocate="no")
    assert "Nobody has asked for an advocate." in words_of(dee.get("/staff/advocacy"))
    assert dee.get(f"/staff/advocacy/{asked}").status_code == 404


def test_an_advocate_opens_nothing_but_requests(desk: Desk, dee: FlaskClient) -> None:
    review, _ = ask(desk)
    views = desk.receive(review, "my_views", where_i_live_words="loud at night")
    for path in (f"/staff/advocacy/{views}", f"/staff/submissions/{views}", f"/staff/reviews/{review}"):
        assert dee.get(path).status_code == 404
    assert press(dee, ask(desk)[1], "taken").status_code == 303
    token = hidden_fields(dee.get("/staff/advocacy/" + ask(desk)[1]))["csrf_token"]
    assert dee.post(f"/staff/advocacy/{views}/taken", data={"csrf_token": token}).status_code == 404


@on_both
def test_a_request_that_was_withdrawn_is_gone_but_that_it_was_is_told(desk: Desk, dee: FlaskClient) -> None:
    review, asked = ask(desk)
    with desk.app.app_context(), transaction():
        mark(WITHDRAWN, [asked], NOW)
    page = dee.get("/staff/advocacy")
    assert "Maya took a request back on Monday 2 March 2026" in words_of(page)
    assert asked not in page.text
    assert dee.get(f"/staff/advocacy/{asked}").status_code == 404
    assert "Advocate asked for" not in words_of(desk.open(review))
