"""Somebody else holds the database's lock: whoever writes waits, and gets the words back if it takes too long."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask

from participation import clock
from tests import factories
from tests.durability.balance import Balance, balance
from tests.durability.power import set_pragma
from tests.durability.prepared import prepare
from tests.walking import Phone, hidden_fields

LOUD = "My room is loud at night"
FEELINGS = "/answer/my_views/feelings"
HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(app: Flask) -> Iterator[None]:
    """Another program is in the middle of writing."""
    path = str(app.extensions["engine"].url.database)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        holder.communicate(timeout=60)


@pytest.fixture
def maya(app: Flask) -> Phone:
    """A child on the first page."""
    with app.app_context():
        review = factories.review(factories.staff()[0], clock.today() + timedelta(days=14))
        _, secrets = factories.letter(review)
    phone = Phone(app, secrets)
    phone.begin("my_views", "feelings")
    return phone


@pytest.fixture
def impatient(app: Flask) -> Flask:
    """Waits for a lock a tenth of a second instead of ten."""
    app.extensions["engine"].dispose()
    set_pragma(app.extensions["engine"], "busy_timeout=100")
    return app


def test_the_words_are_shown_again_and_saved_at_the_next_press(impatient: Flask, maya: Phone) -> None:
    data = {**hidden_fields(maya.page), "answer_feel_today_words": LOUD, "go": "next"}
    with locked(impatient):
        page = maya.browser.post(FEELINGS, data=data)
        assert page.status_code == 503
        assert LOUD in page.text
    assert maya.browser.post(FEELINGS, data=data).location == "/answer/my_views/proud"
    assert LOUD in maya.open(FEELINGS).text


def test_what_is_only_read_is_shown_all_the_same(impatient: Flask, maya: Phone) -> None:
    with locked(impatient), clock.frozen(clock.now() + timedelta(minutes=5)):
        for path in ("/home", FEELINGS, "/officer", "/help"):
            assert maya.browser.get(path).status_code in (200, 404), path


def test_a_send_that_waits_too_long_leaves_nothing_half(impatient: Flask) -> None:
    presses, phone = prepare(impatient, 2), impatient.test_client(use_cookies=False)
    with locked(impatient):
        for press in presses:
            assert phone.post(press.path, data=press.body, headers=press.headers).status_code == 503
    assert balance(impatient, presses, ()) == Balance(sent=0, lost=0, doubled=0, half=0)
    for press in presses:
        assert phone.post(press.path, data=press.body, headers=press.headers).status_code == 303
    assert balance(impatient, presses, ()) == Balance(sent=2, lost=0, doubled=0, half=0)


def test_a_send_waits_for_a_short_while_without_a_word(app: Flask) -> None:
    (press,) = prepare(app, 1)
    with ThreadPoolExecutor() as pressing:
        with locked(app):
            sent = pressing.submit(app.test_client(use_cookies=False).post, press.path, data=press.body,
                                   headers=press.headers)  # fmt: skip
            with pytest.raises(TimeoutError):
                sent.result(timeout=0.5)
        assert sent.result(timeout=60).status_code == 303
