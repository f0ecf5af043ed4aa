"""Whoever guesses an officer's password keeps nobody out but themselves: a hundred guesses a second for a minute."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from participation import clock
from participation.staff.accounts import add_staff, disable
from participation.staff.known_browsers import Desk
from participation.staff.models import Role
from participation.staff.passwords import is_password_of
from participation.staff.queries import staff_by_email
from participation.staff.tries import Tried, counters_at, take_try
from tests import factories
from tests.attacks.test_guessing import work
from tests.databases import on_both
from tests.staff.device import Device, asked
from tests.walking import hidden_fields, signed_in, words_of

MORNING = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
EMAIL = "amara@example.org"
RATE, SECONDS, HANDS = 100, 60, 2


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """Reached by a name, so that it has passkeys."""
    return make_app(public_url="http://localhost", staff_url="http://localhost")


@dataclass
class Amara:
    """An officer with an authenticator, a passkey and a browser in which she has signed in before."""

    app: Flask
    secret: str
    device: Device
    desk: FlaskClient

    def signs_in(self, browser: FlaskClient) -> tuple[int, int]:
        """With password and code; gives what was answered to each."""
        form = hidden_fields(browser.get("/staff/sign-in"))
        first = browser.post("/staff/sign-in", data={**form, "email": EMAIL, "password": factories.PASSWORD})
        form = hidden_fields(browser.get("/staff/sign-in/code"))
        code = pyotp.TOTP(self.secret).at(clock.now())
        second = browser.post("/staff/sign-in/code", data={**form, "code": code})
        return first.status_code, second.status_code

    def presses_a_passkey(self) -> int:
        """In a browser that nobody knows."""
        browser = self.app.test_client()
        form = hidden_fields(browser.get("/staff/sign-in"))
        answer = self.device.answers(asked(browser, form))
        return browser.post("/staff/sign-in/passkey/alone", data={**form, "answer": answer}).status_code


@pytest.fixture
def amara(app: Flask) -> Amara:
    with app.app_context():
        staff, secret = factories.staff(email=EMAIL)
        device = Device(staff.id).keep(app)
    with clock.frozen(MORNING - timedelta(days=30)):
        desk = signed_in(app, EMAIL, secret)
    return Amara(app, secret, device, desk)


def guesses(app: Flask, address: str, how_often: int) -> list[bool]:
    """What `/staff/sign-in` does with a password, so often in one moment; says which guesses were tried at all."""
    with app.app_context():
        tried = []
        for _ in range(how_often):
            wait = take_try(counters_at(Tried.PASSWORD, EMAIL, Desk(address)))
            assert wait or not is_password_of(staff_by_email(EMAIL), "a guess")
            tried.append(not wait)
        return tried


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_during_a_hundred_guesses_a_second_the_right_person_gets_in_at_the_first_try(app: Flask, amara: Amara) -> None:
    tried: list[bool] = []
    addresses = cycle(f"203.0.113.{number}" for number in range(8))
    with ThreadPoolExecutor(HANDS) as hands:
        for second in range(SECONDS):
            with clock.frozen(MORNING + timedelta(seconds=second)):
                batch = [hands.submit(guesses, app, next(addresses), RATE // HANDS) for _ in range(HANDS)]
                if second % 20 == 10:  # in the midst of them
                    assert amara.presses_a_passkey() == 303
                tried += [each for one in batch for each in one.result()]
        with clock.frozen(MORNING + timedelta(seconds=SECONDS)):
            assert amara.signs_in(amara.desk) == (303, 303)
    assert len(tried) == RATE * SECONDS
    assert 0 < sum(tried) < 10


@on_both
def test_who_is_refused_and_goes_on_waits_alone(app: Flask, amara: Amara) -> None:
    """Their own tries keep them away, so that soon even a browser that nobody knows gets in with the password."""
    for minute in range(3):
        with clock.frozen(MORNING + timedelta(minutes=minute)):
            tried = [each for number in range(4) for each in guesses(app, f"203.0.113.{number}", 40)]
            assert sum(tried) == (5 if minute == 0 else 0)
    with clock.frozen(MORNING + timedelta(minutes=2)):
        assert amara.signs_in(app.test_client()) == (303, 303)


@on_both
def test_every_account_that_does_not_open_costs_the_same_work(
    app: Flask, amara: Amara, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        closed, _ = factories.staff(email="ben@example.org")
        disable(closed)
        add_staff("openid@example.org", "No password", Role.OFFICER, "")
    pages, works = set(), {}
    for number, email in enumerate((EMAIL, "ben@example.org", "openid@example.org", "nobody@example.org")):
        browser = app.test_client()
        form = {**hidden_fields(browser.get("/staff/sign-in")), "email": email, "password": "a guess"}
        for is_tried in (True,) * 5 + (False,):
            environment = {"REMOTE_ADDR": f"203.0.113.{number}"}
            with work(app, monkeypatch) as done:
                page = browser.post("/staff/sign-in", data=form, environ_base=environment)
            works[email, is_tried] = done.statements
            pages.add((page.status_code, words_of(page)))
    assert len(pages) == 2
    tried, refused = (
        {len(done) for (_, each), done in works.items() if each == is_tried} for is_tried in (True, False)
    )
    assert (len(tried), len(refused)) == (1, 1)
    assert max(refused) < max(tried)
