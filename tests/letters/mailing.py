"""A carer who may be invited by mail, and support who presses for it."""

import re
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from participation import clock, db, service
from participation.audit.models import AuditEntry
from participation.invitations.actions import Secrets, draw_secrets, invite
from participation.invitations.models import CHILD, Invitation
from participation.operations.worker import mail_letters
from participation.outbox.models import Notice
from participation.reviews.models import Person
from participation.service import ServiceRow
from participation.service.chosen import Service
from tests import factories
from tests.answering.conftest import MEETING, TWO_WEEKS_BEFORE
from tests.letters.desk import as_ticked, asked_again, one, support
from tests.parts.mail import MailServer
from tests.walking import words_of

TUESDAY = TWO_WEEKS_BEFORE
WEDNESDAY = TUESDAY.replace(day=25, hour=10)
LINK = re.compile(r"^(\S+/s)#([0-9A-Z]{26})\s*$", re.MULTILINE)
HALF = "He laughs at breakfast again"


@pytest.fixture
def app(make_app: Callable[..., Flask], mail: MailServer) -> Flask:
    """With a mail server."""
    return make_app(smtp_url=mail.url)


@pytest.fixture
def ids(app: Flask) -> dict[str, str]:
    """Invitations by respondent, none printed: a child, a carer with a mail address, and a school without."""
    with app.app_context():
        chosen(has_letters_by_mail=True, phone="01632 960 100")
        people = [("foster_carer", "Xanthippe Jo"), ("school", "Ms Field")]
        review = factories.review(factories.staff()[0], MEETING, preferred_name="Zirkon", people=people)
        with db.transaction() as session:
            session.execute(update(Person).where(Person.role == "foster_carer").values(email="jo@example.org"))
        invite([review], [CHILD, "foster_carer", "school"])
        return {each.respondent: each.id for each in db.session().scalars(select(Invitation))}


@pytest.fixture
def kim(app: Flask, ids: dict[str, str]) -> FlaskClient:
    """Support, at their desk."""
    return support(app)


def chosen(**settings: object) -> None:
    with db.transaction() as session:
        session.merge(ServiceRow.of(Service(**settings)))  # type: ignore[arg-type]
    service.forget()


def work(app: Flask, at: datetime = TUESDAY) -> str:
    """What the worker does at a moment."""
    with app.app_context(), clock.frozen(at):
        service.forget()
        return mail_letters()


def press(kim: FlaskClient, sure: str = "all", **more: str) -> str:
    """Support mails what is ticked on the list, and is sure; what the page says then."""
    page = kim.get("/staff/letters?show=all")
    data = one(page, more["only"]) if more else as_ticked(page)
    said = kim.post("/staff/letters/mail", data=data, follow_redirects=True)
    if 'name="sure"' in said.text:
        said = kim.post("/staff/letters/mail", data=asked_again(said, sure), follow_redirects=True)
    return words_of(said)


def kept(app: Flask, id: str) -> Invitation:
    with app.app_context():
        return db.session().get_one(Invitation, id)


def done(app: Flask) -> list[str]:
    with app.app_context():
        wanted = select(AuditEntry.action).where(AuditEntry.action.like("%mail%")).order_by(AuditEntry.number)
        return list(db.session().scalars(wanted))


def secret_in(message: EmailMessage) -> Secrets:
    """What the link of a mail carries."""
    ((_, token),) = LINK.findall(message.get_content())
    return Secrets(token, "")


def opens(app: Flask, secrets: Secrets) -> bool:
    return app.test_client().post("/start", data={"token": secrets.token}).status_code == 303


def paper(app: Flask, id: str) -> Secrets:
    """A letter that is on paper."""
    with app.app_context():
        return draw_secrets(db.session().get_one(Invitation, id))


def everything_kept(app: Flask) -> str:
    """Every value of every table, as text and as bytes are written."""
    with app.app_context():
        rows = (row for table in db.Base.metadata.sorted_tables for row in db.session().execute(select(table)))
        return "\n".join(str(tuple(row)) for row in rows)


def notices(app: Flask) -> list[str]:
    """What waits in the outbox, or went."""
    with app.app_context():
        return list(db.session().scalars(select(Notice.key)))
