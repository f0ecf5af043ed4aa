"""So many guess at once that somebody is turned away: it costs them nothing, and whatever needs no hash goes on."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.db import session
from participation.invitations.models import Failure
from participation.invitations.secrets import new_code, spaced
from participation.invitations.throttle import TRIES
from participation.invitations.tries import take_try
from participation.locks.models import Lock
from participation.sealing import slow_hash
from participation.sealing.of_this_app import keyring
from participation.sealing.slow_hash import FOR_CODES, FOR_LOCKS, FOR_PASSWORDS, Cost, Queue
from participation.staff.passwords import hashed, renewed
from participation.web.throttle import source_of
from tests import factories
from tests.answering.conftest import Write
from tests.answering.test_lock import DIGITS, FOUR, OTHER, put_on, unlock
from tests.staff.test_signing_in import try_password
from tests.walking import Phone, hidden_fields, signed_in, words_of

SORRY = "Many people are here right now. Please press the button again in a moment."


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits: whoever is not the first is turned away."""
    monkeypatch.setattr(slow_hash, "PATIENCE", 0)


def crowd(queue: Queue) -> AbstractContextManager[None]:
    """Somebody's guess is hashed all the while."""
    return queue.turn()


def failures(app: Flask) -> int:
    with app.app_context():
        return session().scalar(select(func.sum(Failure.count))) or 0


def tries(app: Flask) -> int:
    with app.app_context():
        return session().scalars(select(Lock)).one().failures


def test_a_right_code_that_is_turned_away_comes_back_to_be_pressed_once_more(app: Flask, write: Write) -> None:
    typed = spaced(write().secrets.code)
    with crowd(FOR_CODES):
        page = app.test_client().post("/start", data={"code": typed, "language": "en"})
    assert (page.status_code, page.headers["Retry-After"]) == (503, "3")
    assert SORRY in words_of(page)
    assert f'value="{typed}"' in page.text
    assert app.test_client().post("/start", data={"code": typed}).location == "/home"


def test_what_was_not_hashed_is_no_wrong_guess(app: Flask) -> None:
    with crowd(FOR_CODES):
        found = {app.test_client().post("/start", data={"code": new_code()}).status_code for _ in range(TRIES + 1)}
    assert (found, failures(app)) == ({503}, 0)


def test_the_square_and_help_go_on_among_any_number_of_codes(app: Flask, write: Write) -> None:
    secrets = write().secrets
    with crowd(FOR_CODES), crowd(FOR_LOCKS):
        maya = Phone(app, secrets)
        assert maya.begin("my_views", "feelings").status_code == 200
        assert maya.browser.get("/help").status_code == 200
        maya.press("next", answer_feel_today="ok")
        maya.skip_to_check()
        assert "It is sent" in words_of(maya.send("my_views"))


def test_whoever_has_to_wait_anyway_takes_no_place_from_others(app: Flask, write: Write) -> None:
    with app.app_context():
        for _ in range(TRIES):
            take_try(source_of("127.0.0.1", keyring().secret("pepper")))
    secrets = write().secrets
    put_on(Phone(app, secrets))
    maya = Phone(app, secrets)
    for _ in range(5):
        unlock(maya, OTHER)
    with crowd(FOR_CODES), crowd(FOR_LOCKS):
        assert app.test_client().post("/start", data={"code": new_code()}).status_code == 429
        unlock(maya, OTHER)
        assert "You can try again after" in words_of(maya.page)


@pytest.mark.parametrize("chosen", [FOUR, DIGITS], ids=["pictures", "digits"])
def test_a_lock_that_is_turned_away_was_not_tried(app: Flask, write: Write, chosen: dict[str, str]) -> None:
    secrets = write().secrets
    put_on(Phone(app, secrets), chosen)
    maya = Phone(app, secrets)
    with crowd(FOR_LOCKS):
        unlock(maya, chosen)
        assert (maya.page.status_code, maya.page.headers["Retry-After"]) == (503, "3")
        assert SORRY in words_of(maya.page)
    assert tries(app) == 0
    assert maya.press("open", **chosen).request.path == "/after"


@pytest.mark.parametrize("is_there", [False, True], ids=["a new one", "another one"])
def test_a_lock_that_could_not_be_put_on_is_still_shown_to_be_kept(app: Flask, write: Write, is_there: bool) -> None:
    maya = Phone(app, write().secrets)
    if is_there:
        put_on(maya, FOUR)
        maya.open("/lock")
        maya.press("change")
        maya.press("old", **FOUR)
    else:
        maya.open("/lock")
    maya.press("show", **OTHER)
    with crowd(FOR_LOCKS):
        page = maya.press("keep")
        assert (page.status_code, SORRY in words_of(page), "Sun Cat Cat Ball" in words_of(page)) == (503, True, True)
    maya.press("keep")
    assert maya.page.request.path == "/after"
    unlock(maya, OTHER)
    assert maya.page.request.path == "/after"


def test_a_password_that_is_turned_away_was_not_tried(app: Flask) -> None:
    with app.app_context():
        factories.staff(email="amara@example.org")
    amara = app.test_client()
    with crowd(FOR_PASSWORDS):
        for _ in range(8):
            page = try_password(amara, factories.PASSWORD)
            assert (page.status_code, page.headers["Retry-After"]) == (429, "3")
    assert try_password(amara, factories.PASSWORD).location == "/staff/sign-in/code"


def test_a_password_that_is_asked_for_again_and_turned_away_was_not_tried(make_app: Callable[..., Flask]) -> None:
    app = make_app(public_url="http://localhost", staff_url="http://localhost")
    with app.app_context():
        _, secret = factories.staff(email="amara@example.org")
    amara = signed_in(app, "amara@example.org", secret)
    again = {**hidden_fields(amara.get("/staff/account")), "name": "My key", "password": factories.PASSWORD}
    with crowd(FOR_PASSWORDS):
        found = {amara.post("/staff/account/passkeys", data=again).status_code for _ in range(8)}
    assert found == {429}
    assert amara.post("/staff/account/passkeys", data=again).status_code == 200


def test_a_password_that_cannot_be_hashed_anew_just_now_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = hashed(factories.PASSWORD)
    monkeypatch.setattr(slow_hash, "OF_PASSWORDS", Cost(passes=1, memory=16))
    with crowd(FOR_PASSWORDS):
        assert renewed(kept, factories.PASSWORD) == kept
    assert renewed(kept, factories.PASSWORD) != kept
