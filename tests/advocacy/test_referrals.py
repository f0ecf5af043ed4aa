"""An officer asks for a child who wants an advocate or cannot ask; never in the child's name."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock, db
from participation.advocacy.models import AdvocacyReferral, ReferralStep
from participation.audit.models import AuditEntry
from participation.children.models import DIED, Child
from participation.db import transaction
from participation.outbox.models import Notice
from participation.retention.actions import purge
from participation.staff.models import Role
from tests import factories
from tests.advocacy.referring import referred
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import hidden_fields, let_in, words_of

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
WHY = "He is four months old, and three homes were named"


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


@pytest.fixture
def dee(desk: Desk) -> FlaskClient:
    with desk.app.app_context():
        _, secret = factories.staff(Role.ADVOCATE, email="dee@example.org", name="Dee")
    return let_in(desk.app, "dee@example.org", secret)


@pytest.fixture
def review(desk: Desk) -> str:
    return desk.review("Maya", date(2026, 3, 10))


def fill_in(desk: Desk, review: str, **typed: str) -> tuple[int, str]:
    page = desk.browser.get(f"/staff/reviews/{review}/advocacy")
    given = {**hidden_fields(page), "source": "non_instructed", "why": WHY, "language": "ti", **typed}
    answer = desk.browser.post(f"/staff/reviews/{review}/advocacy", data=given, follow_redirects=True)
    return answer.status_code, words_of(answer)


def rows(desk: Desk) -> list[AdvocacyReferral]:
    with desk.app.app_context():
        return list(db.session().scalars(select(AdvocacyReferral)))


@on_both
def test_the_provider_sees_who_asks_and_why_and_never_takes_it_for_the_child(
    desk: Desk, dee: FlaskClient, review: str
) -> None:
    status, said = fill_in(desk, review, needs_interpreter="y", to_know="Ring Jo, mornings")
    assert (status, "is told that something waits" in said) == (200, True)
    (kept,) = rows(desk)
    assert WHY.encode() not in (kept.words or b"")
    assert "cannot ask" in words_of(dee.get("/staff/advocacy"))
    page = words_of(dee.get(f"/staff/advocacy/{kept.id}"))
    for told in (WHY, "Ring Jo, mornings", "Maya cannot ask for this.", "Tigrinya · An interpreter is needed"):
        assert told in page
    assert "What Maya said" not in page
    assert "Advocate asked for: not accepted yet" in words_of(desk.open(review))
    with desk.app.app_context():
        read = select(AuditEntry.object).where(AuditEntry.action == "read", AuditEntry.purpose.contains("advocate"))
        assert db.session().scalars(read).all() == [f"advocacy/{kept.id}"]
        notices = db.session().scalars(select(Notice).where(Notice.about == "advocate_asked")).all()
        assert [(each.to_role, kept.id in each.key) for each in notices] == [(Role.ADVOCATE, True)]


def test_pressing_twice_asks_once(desk: Desk, review: str) -> None:
    page = desk.browser.get(f"/staff/reviews/{review}/advocacy")
    given = {**hidden_fields(page), "source": "officer", "why": WHY, "language": "en"}
    for _ in range(2):
        assert desk.browser.post(f"/staff/reviews/{review}/advocacy", data=given).status_code == 303
    assert [each.source for each in rows(desk)] == ["officer"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"source": "child"}, "Who asks?: Please choose one."),
        ({"why": " "}, "Please say in a few words why."),
        ({"language": "xx"}, "Language of the child: Please choose one."),
        ({"why": "x" * 10_001}, "This is too long"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(desk: Desk, review: str, typed: dict[str, str], said: str) -> None:
    status, page = fill_in(desk, review, to_know="Ring Jo", **typed)
    assert (status, said in page, "Ring Jo" in page) == (422, True, True)
    assert rows(desk) == []


def test_what_a_child_asked_and_kept_from_the_officer_stays_kept(desk: Desk, dee: FlaskClient, review: str) -> None:
    desk.receive(review, "my_advocate", wants_advocate="yes", officer_may_know="no")
    before = words_of(desk.browser.get(f"/staff/reviews/{review}/advocacy"))
    assert "You have asked before" not in before
    referred(desk, review)
    after = words_of(desk.browser.get(f"/staff/reviews/{review}/advocacy"))
    assert "Monday 2 March 2026: The officer asked for a child who cannot ask · not accepted yet" in after
    assert words_of(dee.get("/staff/advocacy")).count("the officer must not know") == 1


def test_for_a_child_who_has_died_nothing_is_asked(desk: Desk, review: str) -> None:
    with desk.app.app_context(), transaction() as session:
        session.scalars(select(Child)).one().ended_as = DIED
    assert fill_in(desk, review)[0] == 404
    assert rows(desk) == []


@on_both
def test_the_words_go_with_the_notes_when_their_time_is_over_and_that_it_was_stays(
    desk: Desk, dee: FlaskClient, review: str
) -> None:
    id = referred(desk, review)
    token = hidden_fields(dee.get(f"/staff/advocacy/{id}"))["csrf_token"]
    dee.post(f"/staff/advocacy/{id}/taken", data={"csrf_token": token, "note": "Rang Jo"})
    with clock.frozen(NOW + timedelta(days=366)), desk.app.app_context():
        assert purge()["written"] == 1
        assert [each.words for each in db.session().scalars(select(AdvocacyReferral))] == [None]
        assert [(each.state, each.note) for each in db.session().scalars(select(ReferralStep))] == [("taken", None)]
