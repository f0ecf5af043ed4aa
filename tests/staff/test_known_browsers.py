"""A browser in which somebody has signed in before: strangers do not use up its tries, and it opens nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock, db
from participation.staff.accounts import add_staff, disable
from participation.staff.models import KnownBrowser, Role
from participation.staff.queries import staff_by_email
from tests import factories
from tests.databases import on_both
from tests.staff.test_signing_in import try_code, try_password
from tests.walking import hidden_fields, signed_in

MORNING = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
EMAIL, BEN = "amara@example.org", "ben@example.org"


@pytest.fixture(autouse=True)
def at_eight_fifty_five() -> Iterator[None]:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def secret(app: Flask) -> str:
    """Amara's authenticator."""
    with app.app_context():
        return factories.staff(email=EMAIL)[1]


@pytest.fixture
def desk(app: Flask, secret: str) -> FlaskClient:
    """Amara's browser: she signed in there yesterday."""
    with clock.frozen(MORNING - timedelta(days=1)):
        desk = signed_in(app, EMAIL, secret)
        desk.post("/staff/sign-out", data=hidden_fields(desk.get("/staff/")))
    return desk


def guessed_by_a_stranger(app: Flask, email: str = EMAIL) -> None:
    """Until nobody may try a password of this account any more."""
    while try_password(app.test_client(), "wrong", email, address="203.0.113.5").status_code == 422:
        pass


def known(browser: FlaskClient) -> str:
    found = browser.get_cookie("browser")
    return found.value if found else ""


def rows(app: Flask) -> list[KnownBrowser]:
    with app.app_context():
        return list(db.session().scalars(select(KnownBrowser)))


@on_both
def test_a_stranger_who_guesses_waits_and_a_browser_that_is_known_does_not(
    app: Flask, secret: str, desk: FlaskClient
) -> None:
    guessed_by_a_stranger(app)
    assert try_password(app.test_client(), factories.PASSWORD).status_code == 429
    assert try_password(desk, factories.PASSWORD).status_code == 303
    assert try_code(desk, pyotp.TOTP(secret).at(MORNING)).location == "/staff/"


def test_who_guesses_once_a_minute_from_everywhere_keeps_no_known_browser_out(
    app: Flask, secret: str, desk: FlaskClient
) -> None:
    for minute in range(30):
        with clock.frozen(MORNING + timedelta(minutes=minute)):
            assert try_password(app.test_client(), "wrong", address=f"203.0.113.{minute % 8}").status_code == 422
    with clock.frozen(MORNING + timedelta(minutes=29, seconds=30)):
        assert try_password(app.test_client(), factories.PASSWORD).status_code == 429
        assert try_password(desk, factories.PASSWORD).status_code == 303


def test_the_browser_is_given_a_random_number_that_no_script_and_no_other_site_sees(app: Flask, secret: str) -> None:
    browser = app.test_client()
    try_password(browser, factories.PASSWORD)
    assert not known(browser)  # not before the second factor
    (header,) = (
        each
        for each in try_code(browser, pyotp.TOTP(secret).at(MORNING)).headers.getlist("Set-Cookie")
        if each.startswith("browser=")
    )
    (cookie,) = SimpleCookie(header).values()
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["max-age"]) == ("Strict", "/", str(180 * 86400))
    assert len(cookie.value) == 43
    (row,) = rows(app)
    assert cookie.value not in (row.id, row.lookup)
    assert row.seen_at == MORNING


def test_it_opens_nothing(app: Flask, desk: FlaskClient) -> None:
    thief = app.test_client()
    thief.set_cookie("browser", known(desk))
    assert thief.get("/staff/").location == "/staff/sign-in"
    assert thief.get("/staff/sign-in/code").location == "/staff/sign-in"
    assert try_password(thief, "wrong").status_code == 422


def test_in_a_known_browser_there_are_five_tries_and_waits_like_anywhere(
    app: Flask, secret: str, desk: FlaskClient
) -> None:
    for _ in range(5):
        assert try_password(desk, "wrong").status_code == 422
    refused = try_password(desk, factories.PASSWORD)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "10")  # what was refused counts too
    assert try_password(app.test_client(), factories.PASSWORD).status_code == 303


def test_who_knows_the_password_has_no_more_tries_at_the_code_in_a_known_browser(
    app: Flask, secret: str, desk: FlaskClient
) -> None:
    tried = []
    for _ in range(4):
        try_password(desk, factories.PASSWORD)
        tried += [try_code(desk, "000000").status_code for _ in range(2)]
    assert tried == [422] * 5 + [429] * 3


def test_two_who_share_a_browser_are_both_known_in_it(app: Flask, desk: FlaskClient) -> None:
    with app.app_context():
        _, bens = factories.staff(email=BEN)
    try_password(desk, factories.PASSWORD, BEN)
    assert try_code(desk, pyotp.TOTP(bens).at(MORNING)).location == "/staff/"
    desk.post("/staff/sign-out", data=hidden_fields(desk.get("/staff/")))
    assert len({row.lookup for row in rows(app)}) == 1
    for email in (EMAIL, BEN):
        guessed_by_a_stranger(app, email)
        assert try_password(desk, factories.PASSWORD, email).status_code == 303


def test_signing_in_again_in_one_browser_makes_no_second_row(app: Flask, secret: str, desk: FlaskClient) -> None:
    before = known(desk)
    try_password(desk, factories.PASSWORD)
    try_code(desk, pyotp.TOTP(secret).at(MORNING))
    assert known(desk) == before
    (row,) = rows(app)
    assert row.seen_at == MORNING


def test_a_number_that_we_never_gave_is_not_taken_on(app: Flask, secret: str) -> None:
    browser = app.test_client()
    browser.set_cookie("browser", "planted")
    try_password(browser, factories.PASSWORD)
    try_code(browser, pyotp.TOTP(secret).at(MORNING))
    assert known(browser) not in ("planted", "")


@pytest.mark.parametrize("ended", ["disabled", "renewed"])
def test_an_account_that_is_closed_or_made_new_is_known_nowhere(app: Flask, desk: FlaskClient, ended: str) -> None:
    with app.app_context():
        amara = staff_by_email(EMAIL)
        assert amara is not None
        if ended == "disabled":
            disable(amara)
        else:
            add_staff(EMAIL, "Amara", Role.OFFICER, factories.PASSWORD, renew=True)
    assert rows(app) == []
    guessed_by_a_stranger(app)
    assert try_password(desk, factories.PASSWORD).status_code == 429
