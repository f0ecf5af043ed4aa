"""A manager at her desk, with two officers whose accounts she looks after."""

import re
from functools import cached_property

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.outbox.models import Notice
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from tests import factories
from tests.casework.desk import Desk
from tests.document import Document
from tests.walking import hidden_fields, let_in

CHOSEN = "four words beside each other"


class Office:
    """Amara and Ben are officers; Mo is the manager."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.amara, self.ben = Desk(app), Desk(app, "ben@example.org")
        with app.app_context():
            made, self._secret = factories.staff(Role.MANAGER, email="mo@example.org", name="Mo")
            self.mo_id = made.id

    @cached_property
    def mo(self) -> FlaskClient:
        """Signed in."""
        return let_in(self.app, "mo@example.org", self._secret)

    def press(self, address: str, page: str = "", **typed: str) -> TestResponse:
        """What the manager gets who fills a form in and presses its button; the form stands on a page."""
        token = hidden_fields(self.mo.get(page or address))["csrf_token"]
        return self.mo.post(address, data={"csrf_token": token, **typed})

    def of(self, desk: Desk, rest: str = "") -> str:
        """The address of an officer's account."""
        return f"/staff/accounts/{desk.staff_id}{rest}"

    def act(self, desk: Desk, rest: str, **typed: str) -> TestResponse:
        """A button on the page of an officer's account."""
        return self.press(self.of(desk, rest), self.of(desk), **typed)

    def account(self, email: str) -> Staff:
        """The row, to look at."""
        with self.app.app_context():
            found = db.session().scalars(select(Staff).where(Staff.email == email)).one()
            db.session().expunge(found)
            return found

    def officer_of(self, review_id: str) -> str | None:
        """Whose a review is."""
        with self.app.app_context():
            return db.session().get_one(Review, review_id).officer_id

    def noted(self, action: str) -> list[tuple[str, str, str]]:
        """Who did it to what, and the words beside that, by the audit."""
        columns = AuditEntry.actor, AuditEntry.object, AuditEntry.purpose
        with self.app.app_context():
            wanted = select(*columns).where(AuditEntry.action == action).order_by(AuditEntry.number)
            return [(who, what, words) for who, what, words in db.session().execute(wanted)]

    def told(self, about: str) -> list[str | None]:
        """Who gets a mail about something."""
        with self.app.app_context():
            wanted = select(Notice.to_staff_id).where(Notice.about == about).order_by(Notice.made_at, Notice.key)
            return list(db.session().scalars(wanted))

    def set_up(self, link: str, password: str = CHOSEN, **typed: str) -> TestResponse:
        """Whoever has a link chooses a password; the code is that of the secret on the page."""
        browser = self.app.test_client()
        data = {**hidden_fields(browser.get("/staff/set-up")), "link": link}
        shown = browser.post("/staff/set-up", data=data)
        if shown.status_code != 200:
            return shown
        code = pyotp.TOTP(secret_on(shown)).at(clock.now())
        data = {**hidden_fields(shown), "password": password, "again": password, "code": code, **typed}
        return browser.post("/staff/set-up", data=data)


def link_on(page: TestResponse) -> str:
    """The link that is shown once."""
    (box,) = (each for each in Document.read(page.text).all("input") if each["id"] == "link")
    return str(box["value"])


def secret_on(page: TestResponse) -> str:
    """The secret for an authenticator app."""
    found = re.search(r'class="secret-code">([A-Z2-7]+)<', page.text)
    assert found
    return found[1]
