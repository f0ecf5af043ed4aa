"""What opens something once opens it once however many ask at the same moment: checks hold the row that they change."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from participation import clock, db
from participation.db import session
from participation.staff.accounts import AlreadyOpen, add_staff, disable
from participation.staff.actions import begin_session, sign_in_by_openid
from participation.staff.known_browsers import Desk, remember
from participation.staff.models import KnownBrowser, Passkey, Role, StaffSession
from participation.staff.openid import Identity
from participation.staff.passwords import is_password_of
from participation.staff.queries import staff_by_email
from participation.staff.throttle import ACCOUNT, SOURCE
from participation.staff.tries import Tried, counters_at, forgive_try, take_try
from tests import factories
from tests.databases import on_both
from tests.staff.device import Device, asked, options_in
from tests.staff.test_signing_in import try_code, try_password
from tests.together import HANDS, at_once
from tests.walking import hidden_fields, signed_in

MORNING = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
EMAIL = "amara@example.org"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """Reached by a name, so that it has passkeys."""
    return make_app(public_url="http://localhost", staff_url="http://localhost")


@pytest.fixture
def secret(app: Flask) -> str:
    """Amara's authenticator."""
    with app.app_context():
        return factories.staff(email=EMAIL)[1]


@pytest.fixture
def device(app: Flask, secret: str) -> Device:
    """Amara's passkey."""
    with app.app_context():
        amara = staff_by_email(EMAIL)
        assert amara is not None
        return Device(amara.id).keep(app)


def how_many_are_in(app: Flask) -> int:
    """How many sessions are past every factor."""
    with app.app_context():
        is_in = StaffSession.has_second_factor.is_(True)
        return session().scalar(select(func.count()).select_from(StaffSession).where(is_in)) or 0


def half_in(app: Flask) -> FlaskClient:
    """A browser after the password."""
    browser = app.test_client()
    assert try_password(browser, factories.PASSWORD).status_code == 303
    return browser


@on_both
def test_one_code_opens_one_session_in_whichever_of_many_browsers(app: Flask, secret: str) -> None:
    code, browsers = pyotp.TOTP(secret).at(MORNING), [half_in(app) for _ in range(5)]
    forms = [hidden_fields(browser.get("/staff/sign-in/code")) for browser in browsers]

    def types(number: int) -> int:
        return browsers[number].post("/staff/sign-in/code", data={**forms[number], "code": code}).status_code

    assert sorted(at_once(types, 5)) == [303, 422, 422, 422, 422]
    assert how_many_are_in(app) == 1


@on_both
def test_one_code_opens_one_session_however_often_it_is_pressed(app: Flask, secret: str) -> None:
    browser, code = half_in(app), pyotp.TOTP(secret).at(MORNING)
    form = hidden_fields(browser.get("/staff/sign-in/code"))
    browsers = [copied(app, browser) for _ in range(5)]
    at_once(lambda number: browsers[number].post("/staff/sign-in/code", data={**form, "code": code}), 5)
    assert how_many_are_in(app) == 1


def copied(app: Flask, browser: FlaskClient) -> FlaskClient:
    """Another tab: the same cookie."""
    tab, cookie = app.test_client(), browser.get_cookie("staff")
    assert cookie is not None
    tab.set_cookie("staff", cookie.value)
    return tab


@on_both
def test_what_a_passkey_signed_in_place_of_the_code_opens_one_session(app: Flask, device: Device) -> None:
    browser = half_in(app)
    page = browser.get("/staff/sign-in/code")
    form = {**hidden_fields(page), "answer": device.answers(options_in(page.text))}
    tabs = [copied(app, browser) for _ in range(HANDS)]
    at_once(lambda number: tabs[number].post("/staff/sign-in/passkey", data=form))
    assert how_many_are_in(app) == 1


@on_both
def test_what_a_passkey_signed_alone_opens_one_session(app: Flask, device: Device) -> None:
    browser = app.test_client()
    form = hidden_fields(browser.get("/staff/sign-in"))
    data = {**form, "answer": device.answers(asked(browser, form))}
    tabs = [copied(app, browser) for _ in range(HANDS)]
    pressed = at_once(lambda number: tabs[number].post("/staff/sign-in/passkey/alone", data=data).status_code)
    assert sorted(pressed) == [303] + [422] * (HANDS - 1)
    assert how_many_are_in(app) == 1


@on_both
def test_a_passkey_that_was_made_once_is_kept_once(app: Flask, secret: str) -> None:
    desk = signed_in(app, EMAIL, secret)
    form = {**hidden_fields(desk.get("/staff/account")), "name": "Mine", "password": factories.PASSWORD}
    options = options_in(desk.post("/staff/account/passkeys", data=form).text)
    form["answer"] = Device("").makes(options)
    tabs = [copied(app, desk) for _ in range(HANDS)]
    pressed = at_once(lambda number: tabs[number].post("/staff/account/passkeys/made", data=form).status_code)
    assert set(pressed) == {303}
    with app.app_context():
        assert session().scalars(select(Passkey.name)).all() == ["Mine"]


@pytest.mark.parametrize(("one_account", "tried"), [(True, ACCOUNT.free), (False, SOURCE.free)])
@on_both
def test_fifty_guesses_at_once_are_as_many_as_one_after_the_other(app: Flask, one_account: bool, tried: int) -> None:
    def guesses(number: int) -> bool:
        email = EMAIL if one_account else f"{number}@example.org"
        with app.app_context():
            return take_try(counters_at(Tried.PASSWORD, email, Desk("203.0.113.1"))) == 0

    assert sum(at_once(guesses, 50)) == tried


@on_both
def test_an_office_that_signs_in_at_nine_behind_one_address_is_not_kept_out(app: Flask) -> None:
    def signs_in(number: int) -> bool:
        with app.app_context():
            counters = counters_at(Tried.PASSWORD, f"{number}@example.org", Desk("198.51.100.7"))
            is_let_in = take_try(counters) == 0
            forgive_try(counters)
            return is_let_in

    assert all(all(at_once(signs_in, SOURCE.free - 1)) for _ in range(3))


@on_both
def test_two_who_open_one_account_at_once_are_one_and_a_refusal(app: Flask) -> None:
    def opens(number: int) -> str:
        with app.app_context():
            try:
                return add_staff("new@example.org", f"Amara {number}", Role.OFFICER, factories.PASSWORD)[1]
            except AlreadyOpen:
                return ""

    secrets = at_once(opens)
    assert secrets.count("") == HANDS - 1
    browser = app.test_client()
    try_password(browser, factories.PASSWORD, "new@example.org")
    assert try_code(browser, pyotp.TOTP(max(secrets)).at(MORNING)).location == "/staff/"


@on_both
def test_two_people_who_come_first_with_one_address_are_one(app: Flask, secret: str) -> None:
    def comes(number: int) -> bool:
        with app.app_context():
            person = Identity(email=EMAIL, subject=f"subject {number}", issuer="https://id.example", is_trusted=True)
            return sign_in_by_openid(person) is not None

    assert sum(at_once(comes)) == 1


@on_both
@pytest.mark.parametrize("meanwhile", ["renewed", "disabled"])
def test_a_password_that_ends_while_it_is_looked_at_opens_nothing(app: Flask, secret: str, meanwhile: str) -> None:
    with app.app_context():
        amara = staff_by_email(EMAIL)
        assert is_password_of(amara, factories.PASSWORD)
        assert amara is not None
        with ThreadPoolExecutor(1) as other:
            other.submit(end, app, meanwhile).result()
        assert begin_session(amara, factories.PASSWORD, ()) == ""
        assert session().scalars(select(StaffSession)).all() == []


def end(app: Flask, how: str) -> None:
    """As somebody at the machine does meanwhile."""
    with app.app_context():
        amara = staff_by_email(EMAIL)
        assert amara is not None
        if how == "disabled":
            disable(amara)
        else:
            add_staff(EMAIL, "Amara", Role.OFFICER, "quite another password", renew=True)


@on_both
def test_one_browser_that_is_seen_twice_at_once_is_known_once(app: Flask, secret: str) -> None:
    browser = app.test_client()
    try_password(browser, factories.PASSWORD)
    try_code(browser, pyotp.TOTP(secret).at(MORNING))
    with app.app_context():
        row = session().scalars(select(KnownBrowser)).one()
        staff_id = row.staff_id
    token = browser.get_cookie("browser")
    assert token is not None

    def seen(_: int) -> str:
        with app.app_context(), db.transaction() as current:
            return remember(current, Desk("192.0.2.1", token.value), staff_id)

    assert set(at_once(seen)) == {token.value}
    with app.app_context():
        assert len(session().scalars(select(KnownBrowser)).all()) == 1
