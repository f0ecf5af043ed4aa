"""Staff sign in with two factors, and a stranger learns nothing and gets slower."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from argon2 import PasswordHasher, extract_parameters
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from participation import clock, db
from participation.staff.accounts import disable
from participation.staff.models import Staff, StaffSession
from participation.staff.passwords import hashed
from participation.staff.queries import staff_by_email
from tests import factories
from tests.databases import on_both
from tests.walking import hidden_fields, signed_in, words_of

MORNING = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
WRONG = "do not belong together"


@pytest.fixture(autouse=True)
def at_eight_fifty_five() -> Iterator[None]:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def secret(app: Flask) -> str:
    """Amara's authenticator."""
    with app.app_context():
        return factories.staff(email="amara@example.org")[1]


def try_password(browser: FlaskClient, password: str, email: str = "amara@example.org", **more: str) -> TestResponse:
    data = {**hidden_fields(browser.get("/staff/sign-in")), "email": email, "password": password}
    return browser.post("/staff/sign-in", data=data, environ_base={"REMOTE_ADDR": more.get("address", "127.0.0.1")})


def try_code(browser: FlaskClient, code: str) -> TestResponse:
    return browser.post("/staff/sign-in/code", data={**hidden_fields(browser.get("/staff/sign-in/code")), "code": code})


def session_cookie(browser: FlaskClient) -> str:
    found = browser.get_cookie("staff")
    return found.value if found else ""


def test_a_password_alone_opens_nothing(app: Flask, secret: str) -> None:
    browser = app.test_client()
    assert try_password(browser, factories.PASSWORD).location == "/staff/sign-in/code"
    assert browser.get("/staff/").location == "/staff/sign-in"
    assert try_code(browser, "000000").status_code == 422
    assert browser.get("/staff/").location == "/staff/sign-in"


def test_a_password_hashed_at_an_older_cost_is_hashed_anew_by_who_knows_it(app: Flask, secret: str) -> None:
    older = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(factories.PASSWORD)
    with app.app_context(), db.transaction() as current:
        current.execute(update(Staff).values(password_hash=older))
    try_password(app.test_client(), "not the password")
    assert kept_hash(app) == older
    signed_in(app, "amara@example.org", secret)
    renewed = kept_hash(app)
    assert extract_parameters(renewed) == extract_parameters(hashed("another password"))
    with clock.frozen(MORNING + timedelta(minutes=1)):
        signed_in(app, "amara@example.org", secret)
    assert kept_hash(app) == renewed


def kept_hash(app: Flask) -> str:
    with app.app_context():
        return db.session().scalars(select(Staff.password_hash)).one()


def test_a_code_may_be_typed_with_a_space_and_works_once(app: Flask, secret: str) -> None:
    code = pyotp.TOTP(secret).at(MORNING)
    first, second = app.test_client(), app.test_client()
    for browser in (first, second):
        try_password(browser, factories.PASSWORD)
    assert try_code(first, f"{code[:3]} {code[3:]}").location == "/staff/"
    assert "was used before" in words_of(try_code(second, code))


def test_an_unknown_address_and_a_wrong_password_look_the_same(app: Flask, secret: str) -> None:
    known = try_password(app.test_client(), "not the password")
    unknown = try_password(app.test_client(), factories.PASSWORD, "nobody@example.org")
    assert WRONG in words_of(known)
    assert words_of(known) == words_of(unknown)
    assert known.status_code == unknown.status_code == 422


def test_what_is_missing_is_said_beside_its_field(app: Flask) -> None:
    page = try_password(app.test_client(), "", "")
    assert page.status_code == 422
    assert page.text.count('aria-invalid="true"') == 2


def test_each_step_of_signing_in_has_a_new_cookie_and_the_old_one_is_worth_nothing(app: Flask, secret: str) -> None:
    browser = app.test_client()
    seen = [session_cookie(browser)]
    try_password(browser, factories.PASSWORD)
    seen.append(session_cookie(browser))
    try_code(browser, pyotp.TOTP(secret).at(MORNING))
    seen.append(session_cookie(browser))
    assert len(set(seen)) == 3
    thief = app.test_client()
    thief.set_cookie("staff", seen[1])
    assert thief.get("/staff/").location == "/staff/sign-in"


@pytest.mark.parametrize(("pause", "is_in"), [(timedelta(minutes=14), True), (timedelta(minutes=15), False)])
def test_fifteen_minutes_without_a_press_end_the_session(
    app: Flask, secret: str, pause: timedelta, is_in: bool
) -> None:
    desk = signed_in(app, "amara@example.org", secret)
    with clock.frozen(MORNING + timedelta(minutes=14)):
        assert desk.get("/staff/").status_code == 200
    with clock.frozen(MORNING + timedelta(minutes=14) + pause):
        assert (desk.get("/staff/").status_code == 200) == is_in
        assert ("15 minutes without a press" in words_of(desk.get("/staff/sign-in"))) == (not is_in)


def test_that_somebody_is_still_there_is_written_down_each_minute_not_once_for_each_page(
    app: Flask, secret: str
) -> None:
    desk, written = signed_in(app, "amara@example.org", secret), set()
    for seconds in range(0, 150, 10):
        with clock.frozen(MORNING + timedelta(seconds=seconds)):
            desk.get("/staff/")
        with app.app_context():
            written.add(db.session().scalars(select(StaffSession.seen_at)).one())
    assert written == {MORNING + timedelta(minutes=minutes) for minutes in range(3)}


def test_twelve_hours_end_the_session_however_busy_it_is(app: Flask, secret: str) -> None:
    desk = signed_in(app, "amara@example.org", secret)
    for minutes in range(10, 12 * 60, 10):
        with clock.frozen(MORNING + timedelta(minutes=minutes)):
            assert desk.get("/staff/").status_code == 200
    with clock.frozen(MORNING + timedelta(hours=12)):
        assert desk.get("/staff/").location == "/staff/sign-in"


def test_a_closed_account_is_out_at_once(app: Flask, secret: str) -> None:
    desk = signed_in(app, "amara@example.org", secret)
    with app.app_context():
        amara = staff_by_email("amara@example.org")
        assert amara is not None
        disable(amara)
    assert desk.get("/staff/").location == "/staff/sign-in"
    assert WRONG in words_of(try_password(app.test_client(), factories.PASSWORD))


def test_signing_out_ends_the_session_itself_and_not_only_the_cookie(app: Flask, secret: str) -> None:
    desk = signed_in(app, "amara@example.org", secret)
    kept = session_cookie(desk)
    left = desk.post("/staff/sign-out", data=hidden_fields(desk.get("/staff/")), follow_redirects=True)
    assert "You are signed out" in words_of(left)
    desk.set_cookie("staff", kept)
    assert desk.get("/staff/").location == "/staff/sign-in"


@on_both
def test_after_five_failures_each_try_waits_longer_even_the_right_one(app: Flask, secret: str) -> None:
    stranger = app.test_client()
    for _ in range(5):
        assert try_password(stranger, "wrong").status_code == 422
    refused = try_password(stranger, factories.PASSWORD)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "5"
    assert "wait 5 seconds" in words_of(refused)
    with clock.frozen(MORNING + timedelta(seconds=5)):
        assert try_password(stranger, "wrong").status_code == 422
        assert try_password(stranger, "wrong").headers["Retry-After"] == "10"


def test_a_stranger_can_keep_a_colleague_out_for_a_minute_at_most(app: Flask, secret: str) -> None:
    stranger, moment = app.test_client(), MORNING
    for number in range(40):
        moment += timedelta(minutes=1)
        with clock.frozen(moment):
            assert try_password(stranger, "wrong", address=f"192.0.2.{number}").status_code == 422
    with clock.frozen(moment + timedelta(minutes=1)):
        assert try_password(app.test_client(), factories.PASSWORD).status_code == 303


def test_an_account_that_does_not_exist_waits_like_one_that_does(app: Flask) -> None:
    stranger = app.test_client()
    for _ in range(5):
        try_password(stranger, "wrong", "nobody@example.org")
    assert try_password(stranger, "wrong", "Nobody@example.org ").status_code == 429


def test_one_source_that_tries_many_accounts_waits_and_another_source_does_not(app: Flask, secret: str) -> None:
    stranger = app.test_client()
    for number in range(30):
        assert try_password(stranger, "wrong", f"{number}@example.org").status_code == 422
    assert try_password(stranger, "wrong", "31@example.org").status_code == 429
    assert try_password(app.test_client(), factories.PASSWORD, address="192.0.2.7").status_code == 303


def test_guessing_codes_waits_too(app: Flask, secret: str) -> None:
    browser = app.test_client()
    try_password(browser, factories.PASSWORD)
    for _ in range(5):
        assert try_code(browser, "000000").status_code == 422
    assert try_code(browser, pyotp.TOTP(secret).at(MORNING)).status_code == 429


def test_the_right_password_gives_no_more_tries_at_the_code(app: Flask, secret: str) -> None:
    tried = []
    for _ in range(4):
        browser = app.test_client()
        assert try_password(browser, factories.PASSWORD).status_code == 303
        tried += [try_code(browser, "000000").status_code for _ in range(2)]
    assert tried == [422] * 5 + [429] * 3


def test_who_guesses_passwords_uses_up_no_tries_at_the_code(app: Flask, secret: str) -> None:
    browser = app.test_client()
    try_password(browser, factories.PASSWORD)
    for number in range(20):
        try_password(app.test_client(), "wrong", address=f"192.0.2.{number}")
    assert try_code(browser, pyotp.TOTP(secret).at(MORNING)).location == "/staff/"


def test_what_is_refused_lengthens_the_wait_of_who_tried_it_and_nobody_elses(app: Flask, secret: str) -> None:
    for _ in range(60):
        refused = try_password(app.test_client(), "wrong", address="192.0.2.1")
    assert refused.headers["Retry-After"] == "300"
    other = try_password(app.test_client(), factories.PASSWORD, address="192.0.2.2")
    assert other.headers["Retry-After"] == "5"
    with clock.frozen(MORNING + timedelta(seconds=5)):
        assert try_password(app.test_client(), factories.PASSWORD, address="192.0.2.2").status_code == 303
        assert try_password(app.test_client(), factories.PASSWORD, address="192.0.2.1").status_code == 429


def test_signing_in_clears_the_failures_before_it(app: Flask, secret: str) -> None:
    stranger = app.test_client()
    for _ in range(3):
        try_password(stranger, "wrong")
    signed_in(app, "amara@example.org", secret)
    for _ in range(5):
        assert try_password(stranger, "wrong").status_code == 422


def test_failures_of_more_than_an_hour_ago_are_forgotten(app: Flask, secret: str) -> None:
    stranger = app.test_client()
    for _ in range(5):
        try_password(stranger, "wrong")
    with clock.frozen(MORNING + timedelta(hours=1)):
        for _ in range(5):
            assert try_password(stranger, "wrong").status_code == 422
