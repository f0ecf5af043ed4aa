"""Driving the pages as people do: what a browser would post, from the page that was shown."""

import re

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from participation import clock
from participation.invitations.actions import Secrets
from participation.staff.actions import begin_session
from participation.staff.guard import COOKIE_FIELD
from participation.staff.known_browsers import Desk
from participation.staff.queries import staff_by_email
from participation.staff.second_factor import take_second_factor
from tests import factories
from tests.document import Document


def hidden_fields(page: TestResponse) -> dict[str, str]:
    """What a form carries besides what is typed: the hidden fields of the first form that has any."""
    hidden: dict[str, str] = {}
    for field in Document.read(page.text).all("input"):
        if field["type"] == "hidden" and field["name"]:
            hidden.setdefault(field["name"], field["value"])
    return hidden


def ticked_fields(page: TestResponse) -> dict[str, str]:
    """What is ticked on a page before anybody has touched it."""
    fields = Document.read(page.text).all("input")
    return {field["name"]: field["value"] for field in fields if field["type"] == "checkbox" and "checked" in field}


class Phone:
    """A respondent with a letter."""

    def __init__(self, app: Flask, secrets: Secrets, language: str = "en") -> None:
        self.browser: FlaskClient = app.test_client()
        opened = self.browser.post("/start", data={"token": secrets.token, "language": language})
        assert opened.status_code == 303, opened.text
        self.page = self.browser.get(opened.location)

    def open(self, path: str) -> TestResponse:
        """Go to a page and stay on it."""
        self.page = self.browser.get(path, follow_redirects=True)
        return self.page

    def press(self, go: str = "next", **answers: str | list[str]) -> TestResponse:
        """Type into the page that is shown and press one of its buttons."""
        data = {**hidden_fields(self.page), **answers, "go": go}
        self.page = self.browser.post(self.page.request.path, data=data, follow_redirects=True)
        return self.page

    def begin(self, purpose: str, first_page: str) -> TestResponse:
        """Open the first page of a questionnaire."""
        return self.open(f"/answer/{purpose}/{first_page}")

    def skip_to_check(self) -> TestResponse:
        """Skip whatever is still asked; from a map nothing has to be."""
        for _ in range(60):
            path = self.page.request.path
            if path.endswith("/check"):
                return self.page
            if path.count("/") == 2 and path.startswith("/answer/"):
                return self.open(f"{path}/check")
            self.press("skip")
        raise AssertionError(f"no end after 60 pages: {self.page.request.path}")

    def send(self, purpose: str, **ticked: str) -> TestResponse:
        """Press send on the check page."""
        data = {**hidden_fields(self.page), **ticked_fields(self.page), **ticked}
        self.page = self.browser.post(f"/answer/{purpose}/send", data=data, follow_redirects=True)
        return self.page


def signed_in(app: Flask, email: str, secret: str) -> FlaskClient:
    """Somebody of the staff, past both factors."""
    browser = app.test_client()
    data = {**hidden_fields(browser.get("/staff/sign-in")), "email": email, "password": factories.PASSWORD}
    browser.post("/staff/sign-in", data=data)
    data = {**hidden_fields(browser.get("/staff/sign-in/code")), "code": pyotp.TOTP(secret).at(clock.now())}
    assert browser.post("/staff/sign-in/code", data=data).status_code == 303
    return browser


def let_in(app: Flask, email: str, secret: str) -> FlaskClient:
    """As `signed_in`, by the verbs that its pages call, for tests of what comes after it."""
    browser, counters = app.test_client(), ()
    with browser.session_transaction("/staff/sign-in/code") as carried, app.app_context():
        staff = staff_by_email(email)
        assert staff is not None
        token = begin_session(staff, factories.PASSWORD, counters)
        code = pyotp.TOTP(secret).at(clock.now())
        somebody = take_second_factor(token, code, counters, Desk("127.0.0.1"))
        assert somebody is not None, "a code is taken once"
        carried[COOKIE_FIELD] = somebody.token
    browser.set_cookie("browser", somebody.browser)
    return browser


def words_of(page: TestResponse) -> str:
    """The page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
