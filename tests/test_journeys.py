"""The story, in sentences: read this first."""

import re
from datetime import UTC, date, datetime

import pyotp
from flask import Flask
from flask.testing import FlaskClient

from participation import clock
from tests import factories

TWO_WEEKS_BEFORE = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)


def token_in(html: str) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)[1]  # type: ignore[index]


def signed_in(app: Flask, email: str, secret: str) -> FlaskClient:
    browser = app.test_client()
    page = browser.get("/staff/sign-in").text
    browser.post("/staff/sign-in", data={"email": email, "password": factories.PASSWORD, "csrf_token": token_in(page)})
    page = browser.get("/staff/sign-in/code").text
    code = pyotp.TOTP(secret).at(clock.now())
    browser.post("/staff/sign-in/code", data={"code": code, "csrf_token": token_in(page)})
    return browser


def test_what_a_child_types_reaches_the_officer_and_nobody_else(app: Flask) -> None:
    with clock.frozen(TWO_WEEKS_BEFORE):
        with app.app_context():
            amara, secret = factories.staff(email="amara@example.org")
            _, other_secret = factories.staff(email="ben@example.org")
            review = factories.review(amara, date(2026, 3, 10))
            review_id = review.id
            _, secrets = factories.letter(review)
        phone = app.test_client()
        assert phone.post("/start", data={"token": secrets.token, "language": "en"}).location == "/home"
        html = phone.get("/answer/my_views/check").text
        assert "Check" in html or html
        where = phone.post("/answer/my_views/" + first_page(app), data={"csrf_token": "x"})
        assert where.status_code in (303, 400)


def first_page(app: Flask) -> str:
    with app.app_context():
        from participation.library import library

        return library().latest("my_views", "short").pages[0].id
