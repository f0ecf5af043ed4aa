"""To read a review that is not one's own takes a reason, which its officer and the managers are told."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.outbox.models import Notice
from participation.permissions.models import ReadElsewhere
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from participation.submissions.unread import unread
from tests import factories
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import hidden_fields, let_in, words_of

MONDAY = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
WHY = "The school rang about her and Amara is in a meeting"


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with clock.frozen(MONDAY):
        yield


@pytest.fixture
def amara(app: Flask) -> Desk:
    """Whose review it is."""
    return Desk(app)


@pytest.fixture
def review(amara: Desk) -> str:
    """Maya's, with words."""
    review = amara.review("Maya", date(2026, 3, 10))
    amara.receive(review, "my_views", where_i_live_words="loud at night")
    amara.receive(review, "after_review", be_better="Less waiting")
    return review


def reader(app: Flask, role: Role) -> FlaskClient:
    with app.app_context():
        made, secret = factories.staff(role, email="ben@example.org", name="Ben")
        email = made.email
    return let_in(app, email, secret)


def ask(browser: FlaskClient, number: str, reason: str = WHY) -> TestResponse:
    data = {**hidden_fields(browser.get("/staff/reviews/elsewhere")), "number": number, "reason": reason}
    return browser.post("/staff/reviews/elsewhere", data=data, follow_redirects=True)


def number_of(app: Flask, review: str, *, of_child: bool = False) -> str:
    with app.app_context():
        found = db.session().get_one(Review, review)
        return found.child.reference if of_child else str(found.reference)


@on_both
@pytest.mark.parametrize("role", [Role.OFFICER, Role.MANAGER])
def test_with_a_reason_it_opens_for_the_day_and_is_told(app: Flask, amara: Desk, review: str, role: Role) -> None:
    ben = reader(app, role)
    assert ben.get(f"/staff/reviews/{review}").status_code == 404
    page = ask(ben, number_of(app, review))
    assert "loud at night" in page.text
    assert "Less waiting" not in page.text
    assert "This is Amara’s review. You gave a reason to read it today" in words_of(page)
    with app.app_context():
        told = db.session().scalars(select(Notice).where(Notice.about == "read_elsewhere")).all()
        assert {(each.to_staff_id, each.to_role) for each in told} == {(amara.staff_id, ""), (None, Role.MANAGER)}
        assert db.session().scalars(select(ReadElsewhere.reason)).one() == WHY
        actions = db.session().scalars(select(AuditEntry.action).order_by(AuditEntry.number)).all()
        assert actions.index("gave a reason to read") < actions.index("read")
        assert not [each for each in db.session().scalars(select(AuditEntry.purpose)) if WHY in each]
    hers = words_of(amara.open(review))
    assert f"Read by Ben on Monday 9 March 2026, 08:55, because: {WHY}" in hers
    assert WHY in words_of(amara.browser.get("/staff/reviews/elsewhere"))


def test_managers_see_who_read_what_and_why(app: Flask, amara: Desk, review: str) -> None:
    ask(reader(app, Role.OFFICER), number_of(app, review))
    with app.app_context():
        _, secret = factories.staff(Role.MANAGER, email="mo@example.org")
    page = words_of(let_in(app, "mo@example.org", secret).get("/staff/reviews/elsewhere"))
    assert "Maya" in page
    assert "Ben, Mon 9 Mar, 08:55" in page
    assert WHY in page


def test_at_midnight_it_is_closed_again(app: Flask, amara: Desk, review: str) -> None:
    with clock.frozen(datetime(2026, 3, 9, 23, 55, tzinfo=UTC)):
        ben = reader(app, Role.OFFICER)
        assert ask(ben, number_of(app, review)).status_code == 200
        with clock.frozen(datetime(2026, 3, 10, 0, 1, tzinfo=UTC)):
            assert ben.get(f"/staff/reviews/{review}").status_code == 404


@pytest.mark.parametrize("reason", ["", "  ", "because", "safeguarding concern", "x" * 501 + " y z"])
def test_without_a_few_words_nothing_is_looked_for(app: Flask, amara: Desk, review: str, reason: str) -> None:
    ben = reader(app, Role.OFFICER)
    known, unknown = ask(ben, number_of(app, review), reason), ask(ben, "nobody", reason)
    assert known.status_code == unknown.status_code == 422
    assert words_of(known) == words_of(unknown)
    assert "loud at night" not in known.text
    assert ben.get(f"/staff/reviews/{review}").status_code == 404


def test_what_was_typed_is_still_there_when_a_number_is_wrong_and_the_try_is_kept(app: Flask, review: str) -> None:
    refused = ask(reader(app, Role.OFFICER), "C-unknown")
    assert refused.status_code == 422
    assert "No review and no child has this number." in words_of(refused)
    assert WHY in refused.text
    with app.app_context():
        assert db.session().scalar(select(AuditEntry).where(AuditEntry.action == "looked for a number"))


def test_with_a_childs_number_the_newest_review_opens(app: Flask, amara: Desk, review: str) -> None:
    with app.app_context(), db.transaction() as session:
        child = session.get_one(Review, review).child_id
        session.add(Review(child_id=child, officer_id=amara.staff_id, meets_on=date(2025, 9, 1)))
    page = ask(reader(app, Role.OFFICER), number_of(app, review, of_child=True))
    assert page.request.path == f"/staff/reviews/{review}"


def test_reading_is_not_acting(app: Flask, amara: Desk) -> None:
    held = amara.review("Ella", date(2026, 3, 9))
    ben = reader(app, Role.OFFICER)
    page = ask(ben, number_of(app, held))
    assert "Its officer records it" in words_of(page)
    assert ben.get(f"/staff/reviews/{held}/participation").status_code == 404
    assert ben.get("/staff/").status_code == 200
    assert "Ella" not in ben.get("/staff/").text


@on_both
def test_who_gave_a_reason_takes_nobodys_duty_to_read_away(app: Flask, amara: Desk) -> None:
    ella = amara.review("Ella", date(2026, 3, 12))
    amara.receive(ella, "my_views", where_i_live_words="it is loud")
    assert "it is loud" in words_of(ask(reader(app, Role.OFFICER), number_of(app, ella)))
    with app.app_context():
        assert len(unread()) == 1
    assert "it is loud" in words_of(amara.read(ella))
    with app.app_context():
        assert len(unread()) == 0


def test_ones_own_review_needs_no_reason_and_nobody_is_told(app: Flask, amara: Desk, review: str) -> None:
    assert ask(amara.browser, number_of(app, review)).status_code == 200
    with app.app_context():
        assert db.session().scalars(select(ReadElsewhere)).all() == []


@on_both
def test_a_manager_who_was_an_officer_reads_what_was_theirs_only_with_a_reason(app: Flask, amara: Desk) -> None:
    held = amara.review("Ella", date(2026, 3, 9))
    item = amara.receive(held, "my_views", where_i_live_words="it is loud")
    with app.app_context(), db.transaction() as session:
        session.get_one(Staff, amara.staff_id).role = Role.MANAGER
    assert amara.open(held).status_code == 404
    assert amara.browser.get(f"/staff/submissions/{item}").status_code == 404
    page = words_of(ask(amara.browser, number_of(app, held)))
    assert "it is loud" in page
    assert "You gave a reason to read it today" in page
    with app.app_context():
        assert db.session().scalars(select(ReadElsewhere.reason)).one() == WHY
    assert amara.open(held, "/participation").status_code == 404, "to record it takes an officer"


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.ADVOCATE])
def test_who_may_not_know_of_children_cannot_even_ask(app: Flask, review: str, role: Role) -> None:
    browser = reader(app, role)
    assert browser.get("/staff/reviews/elsewhere").status_code == 404


def test_what_is_old_leaves_the_pages(app: Flask, amara: Desk, review: str) -> None:
    ask(reader(app, Role.OFFICER), number_of(app, review))
    with clock.frozen(MONDAY + timedelta(days=91)):
        assert WHY not in let_in(app, amara.email, amara.secret).get("/staff/reviews/elsewhere").text
