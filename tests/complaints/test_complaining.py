"""A child or an adult complains, a manager answers, and whoever complained decides whether it goes on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock
from participation.complaints.models import Complaint, ComplaintReply
from participation.complaints.notices import climb_complaints, note_complaints
from participation.db import session, transaction
from participation.invitations.models import Invitation
from participation.outbox.models import Notice
from participation.staff.models import Role
from tests import factories
from tests.answering.test_lock import put_on, unlock
from tests.complaints.complaining import WORDS, complain_on, complained
from tests.databases import on_both
from tests.page_checks import CheckedClient
from tests.walking import Phone, hidden_fields, let_in, words_of

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with clock.frozen(MONDAY):
        yield


class Service:
    """Grace manages; Amara is the officer; a child and a foster carer have letters."""

    def __init__(self, app: Flask) -> None:
        app.test_client_class = CheckedClient
        self.app, self.minutes = app, 0
        with app.app_context():
            amara, self.amara = factories.staff(email="amara@example.org")
            _, self.grace = factories.staff(Role.MANAGER, email="grace@example.org")
            review = factories.review(amara)
            self.child, self.carer = factories.letter(review)[1], factories.letter(review, "foster_carer")[1]

    def manager(self) -> FlaskClient:
        return let_in(self.app, "grace@example.org", self.grace)

    def complaint(self) -> Complaint:
        with self.app.app_context():
            return session().scalars(select(Complaint)).one()

    def press(self, browser: FlaskClient, state: str, note: str = "") -> str:
        """One button of the page of the complaint."""
        self.minutes += 1
        with clock.frozen(MONDAY + timedelta(minutes=self.minutes)):
            address = f"/staff/complaints/{self.complaint().id}"
            form = hidden_fields(browser.get(address))
            return words_of(browser.post(f"{address}/{state}", data={**form, "note": note}, follow_redirects=True))


@pytest.fixture
def service(app: Flask) -> Service:
    return Service(app)


@on_both
def test_a_child_complains_and_decides_whether_it_goes_on(app: Flask, service: Service) -> None:
    phone = Phone(app, service.child)
    put_on(phone)
    sent = complain_on(app, service.child, answer="lock").page
    assert "A manager is to tell you by Monday 9 March 2026 that it came." in words_of(sent)
    grace = service.manager()
    listed = words_of(grace.get("/staff/complaints"))
    assert "Acknowledge by Monday 9 March 2026; the law’s last day is Wednesday 1 April 2026." in listed
    assert WORDS not in listed
    page = words_of(grace.get(f"/staff/complaints/{service.complaint().id}"))
    assert WORDS in page
    assert "They want the answer behind their lock." in page
    service.press(grace, "acknowledged")
    unlock(phone)
    assert "We have it. A manager looks into it." in words_of(phone.open("/after"))
    service.press(grace, "told", "We were wrong, and are sorry.")
    page = phone.open("/after")
    assert "We were wrong, and are sorry." in words_of(page)
    assert "We have it. A manager looks into it." not in words_of(page)
    assert "told" in words_of(grace.get("/staff/complaints"))
    for said in ("ok_yes", "ok_no", "ok_yes"):
        phone.browser.post("/after", data={**hidden_fields(phone.page), "complaint": f"{reply_id(app)} {said}"})
    assert "You want it to go on. A manager looks at it again." in words_of(phone.open("/after"))
    assert "they want it to go on" in words_of(grace.get("/staff/complaints"))
    service.press(grace, "told", "Here is what else we do.")
    assert "Here is what else we do." in words_of(phone.open("/after"))


def reply_id(app: Flask) -> str:
    with app.app_context():
        newest = select(ComplaintReply.id).order_by(ComplaintReply.at.desc())
        return str(session().scalars(newest).first())


def test_without_the_lock_nothing_says_that_somebody_complained(app: Flask, service: Service) -> None:
    complain_on(app, service.child, answer="phone", reach="07700 900456")
    service.press(service.manager(), "acknowledged")
    phone = Phone(app, service.child)
    for path in ("/home", "/after", "/complain"):
        page = words_of(phone.open(path))
        assert WORDS not in page
        assert "something is wrong" not in page


def test_an_adults_complaint_is_answered_once_the_child_was_asked(app: Flask, service: Service) -> None:
    page = words_of(complain_on(app, service.carer, answer="phone", reach="jo@example.org").page)
    assert "We have your message" in page
    grace = service.manager()
    refused = service.press(grace, "told", "We looked into it.")
    assert "Please write down first what the child thinks" in refused
    assert "We looked into it." in refused
    service.press(grace, "child_asked", "They want to wait.")
    assert "told them what came of it" in service.press(grace, "told", "We looked into it.")


def test_what_is_missing_is_said_and_what_was_typed_comes_back(app: Flask, service: Service) -> None:
    for wrong, sentence in (
        ({"about": ""}, "Please choose what it is about."),
        ({"complaint": ""}, "Please write what is wrong."),
        ({"answer": "lock"}, "Please choose if you want an answer."),
        ({"answer": "phone"}, "Please write who can tell you, or a number."),
        ({"complaint": "x" * 4001}, "This is too long."),
    ):
        page = complain_on(app, service.child, **wrong).page
        assert page.status_code == 422
        assert sentence in words_of(page)
        assert (wrong.get("complaint", WORDS)) in page.text
    with app.app_context():
        assert session().scalars(select(Complaint)).all() == []


def test_another_language_keeps_what_was_typed(app: Flask, service: Service) -> None:
    page = complain_on(app, service.child, language="ar").page
    assert 'dir="rtl"' in page.text
    assert WORDS in page.text


def test_pressing_twice_is_complaining_once(app: Flask, service: Service) -> None:
    phone = Phone(app, service.child)
    form = {**hidden_fields(phone.open("/complain")), "about": "other", "complaint": WORDS, "answer": "none"}
    for _ in range(2):
        assert phone.browser.post("/complain", data=form).status_code == 200
    assert service.complaint().about == "other"


def test_without_a_letter_the_page_says_whom_to_ring(app: Flask) -> None:
    page = words_of(app.test_client().get("/complain"))
    assert "ring or write to us: Reviewing service" in page
    assert "0303 123 1113" in page
    assert app.test_client().post("/complain", data={"complaint": WORDS}).status_code == 400


def test_managers_hear_at_once_and_the_head_each_working_day_from_the_next_on(app: Flask, service: Service) -> None:
    with app.app_context():
        complained(session().scalars(select(Invitation)).first())  # type: ignore[arg-type]
        assert note_complaints() == 1
        assert note_complaints() == 0
        assert climb_complaints() == 0
    with clock.frozen(MONDAY + timedelta(hours=23, minutes=59)), app.app_context():
        assert climb_complaints() == 0
    with clock.frozen(MONDAY + timedelta(days=1)), app.app_context():
        assert climb_complaints() == 1
        assert climb_complaints() == 0
        kinds = [(each.about, each.to_role) for each in session().scalars(select(Notice).order_by(Notice.made_at))]
        assert kinds == [("complaint", Role.MANAGER), ("complaint_late", Role.MANAGER)]
    service.press(service.manager(), "acknowledged")
    with clock.frozen(MONDAY + timedelta(days=2)), app.app_context():
        assert climb_complaints() == 0


def test_what_the_public_side_says_cannot_be_read_otherwise(app: Flask, service: Service) -> None:
    """A row whose facts were changed afterwards does not open."""
    with app.app_context():
        complained(session().scalars(select(Invitation)).first())  # type: ignore[arg-type]
        with transaction() as current:
            current.scalars(select(Complaint)).one().about = "person"
    page = words_of(service.manager().get(f"/staff/complaints/{service.complaint().id}"))
    assert WORDS not in page
    assert "cannot be opened here" in page
