"""How long anybody waits for PostgreSQL: for a lock, an answer, a connection. Whoever typed something gets it back."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import event

from participation import clock
from participation.db import postgres
from participation.invitations.secrets import new_code
from participation.sealing.slow_hash import FOR_CODES
from tests import factories
from tests.walking import Phone, hidden_fields

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

LOUD = "My room is loud at night"
FEELINGS = "/answer/my_views/feelings"
HELD = "LOCK TABLE draft IN ACCESS EXCLUSIVE MODE"
SOON = "1s"
Makes = Callable[..., Flask]


@pytest.fixture
def serving(make_app: Makes, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Flask]:
    """A program that serves pages, whose patience in one thing is short."""

    def make(waits: float = postgres.WAITS_FOR_CONNECTION, always: str = "", for_pages: str = "") -> Flask:
        monkeypatch.setattr(postgres, "WAITS_FOR_CONNECTION", waits)
        for values, name in ((postgres._ALWAYS, always), (postgres._FOR_PAGES, for_pages)):
            if name:
                monkeypatch.setitem(values, name, SOON)
        app = make_app()
        postgres.answer_in_time(app.extensions["engine"])
        return app

    return make


def maya(app: Flask) -> Phone:
    """A child on the first page."""
    with app.app_context():
        review = factories.review(factories.staff()[0], clock.today() + timedelta(days=14))
        _, secrets = factories.letter(review)
    phone = Phone(app, secrets)
    phone.begin("my_views", "feelings")
    return phone


def typed(phone: Phone) -> dict[str, str]:
    """What the child's page posts."""
    return {**hidden_fields(phone.page), "answer_feel_today_words": LOUD, "go": "next"}


def gives_the_words_back(phone: Phone, data: dict[str, str]) -> bool:
    """Whether what was typed is shown again, and help opens meanwhile."""
    page = phone.browser.post(FEELINGS, data=data)
    return page.status_code == 503 and LOUD in page.text and phone.browser.get("/help").status_code == 200


def is_kept(phone: Phone, data: dict[str, str]) -> bool:
    """Whether the next press keeps it and goes on."""
    pressed = phone.browser.post(FEELINGS, data=data)
    return pressed.location == "/answer/my_views/proud" and LOUD in phone.open(FEELINGS).text


@pytest.mark.parametrize("limit", [{"always": "lock_timeout"}, {"for_pages": "statement_timeout"}], ids=str)
def test_whoever_waits_too_long_for_what_others_hold_gets_the_words_back(
    serving: Makes, database_url: str, limit: dict[str, str]
) -> None:
    phone = maya(serving(**limit))
    data = typed(phone)
    with psycopg.connect(database_url) as somebody:
        somebody.execute(HELD)
        assert gives_the_words_back(phone, data)
        somebody.rollback()
    assert is_kept(phone, data)


def test_whoever_waits_too_long_for_a_connection_gets_the_words_back(serving: Makes) -> None:
    app = serving(waits=0.3)
    phone = maya(app)
    data = typed(phone)
    with ExitStack() as others:
        for _ in range(postgres.CONNECTIONS):
            others.enter_context(app.extensions["engine"].connect())
        assert gives_the_words_back(phone, data)
        assert phone.browser.get("/home").status_code == 503
    assert is_kept(phone, data)


def test_a_page_that_stops_in_mid_transaction_holds_nothing_for_ever(serving: Makes, make_app: Makes) -> None:
    app = serving(for_pages="idle_in_transaction_session_timeout")
    phone, stops = maya(make_app()), [True]
    phone.browser.application = app

    def stop(*_: Any) -> None:
        if stops and stops.pop():
            time.sleep(2)

    event.listen(app.extensions["engine"], "after_cursor_execute", stop)
    assert phone.browser.get("/home").status_code == 503
    assert phone.browser.get("/home").status_code == 200


def test_a_connection_that_nobody_needs_is_given_back_and_nobody_sees_it(serving: Makes, database_url: str) -> None:
    app = serving(for_pages="idle_session_timeout")
    phone = maya(app)
    with psycopg.connect(database_url, autocommit=True) as looking:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        until = time.monotonic() + 10
        while looking.execute(asked).fetchall() != [(1,)]:
            assert time.monotonic() < until
            time.sleep(0.05)
    assert phone.browser.get("/home").status_code == 200


def test_whoever_has_waited_longest_for_a_connection_gets_the_next(serving: Makes) -> None:
    engine, order = serving().extensions["engine"], list[int]()
    waiting = engine.pool._pool._waiting

    def works(number: int) -> None:
        with engine.connect():
            order.append(number)

    with ExitStack() as others, ThreadPoolExecutor(3) as people:
        held = [others.enter_context(engine.connect()) for _ in range(postgres.CONNECTIONS)]
        for number in range(3):
            people.submit(works, number)
            until = time.monotonic() + 30
            while len(waiting) <= number:
                assert time.monotonic() < until
                time.sleep(0.01)
        held[0].close()
        works(3)  # who has just given one back asks at once for another
    assert order == [0, 1, 2, 3]


@pytest.fixture
def somebody_is_hashed() -> Iterator[None]:
    with FOR_CODES._first:
        yield


def test_whoever_waits_to_be_hashed_holds_no_connection(serving: Makes, somebody_is_hashed: None) -> None:
    app = serving()
    pool = app.extensions["engine"].pool
    with ThreadPoolExecutor(1) as child:
        started = child.submit(app.test_client().post, "/start", data={"code": new_code()})
        until = time.monotonic() + 10
        while FOR_CODES._free._value == FOR_CODES.places or pool.checkedout():
            assert time.monotonic() < until, "it holds a connection"
            time.sleep(0.02)
        assert started.result(60).status_code == 503
