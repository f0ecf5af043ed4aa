"""Guessing codes: nothing is found, nothing is learned, and no child is kept out by it."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from participation import clock
from participation.answering import start
from participation.db import session
from participation.invitations import secrets as of_letters
from participation.invitations.actions import draw_secrets, revoke
from participation.invitations.models import Invitation
from participation.invitations.secrets import new_code, new_token
from participation.invitations.throttle import EVERYONES_TRIES, TRIES
from participation.invitations.tries import take_try
from participation.sealing import slow_hash
from participation.sealing.of_this_app import keyring
from participation.sealing.slow_hash import Queue
from participation.web.throttle import source_of
from tests.answering.conftest import TWO_WEEKS_BEFORE, Letter, Write
from tests.databases import on_both
from tests.walking import Phone, hidden_fields

ATTACKER, SCHOOL = "203.0.113.66", "198.51.100.7"


@dataclass
class Work:
    """What the program did for an answer."""

    statements: list[str] = field(default_factory=list)
    hashes: int = 0


@contextmanager
def work(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Count what is sent to the database, and each slow hash while it is made."""
    done, slow = Work(), of_letters.slow_hash

    def hashed(*given: Any) -> bytes:
        done.hashes += 1
        return slow(*given)

    def sent(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        done.statements.append(statement)

    event.listen(app.extensions["engine"], "before_cursor_execute", sent)
    with monkeypatch.context() as patch:
        patch.setattr(of_letters, "slow_hash", hashed)
        yield done
    event.remove(app.extensions["engine"], "before_cursor_execute", sent)


@pytest.fixture
def endless_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where nobody is turned away: what is left are the limits."""
    monkeypatch.setattr(start, "FOR_CODES", Queue(90))
    monkeypatch.setattr(slow_hash, "PATIENCE", 60)


@pytest.fixture
def closed(app: Flask, write: Write) -> dict[str, Letter]:
    """Letters that open no more."""
    letters = {"revoked": write(), "replaced": write()}
    with app.app_context():
        revoke(session().get_one(Invitation, letters["revoked"].invitation_id))
        draw_secrets(session().get_one(Invitation, letters["replaced"].invitation_id))
    app.test_client().post("/start", data={"token": "warms up what is composed once"})
    return letters


def test_every_square_that_does_not_open_costs_the_same_work(
    app: Flask, closed: dict[str, Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = {name: letter.secrets.token for name, letter in closed.items()}
    pages, works = set(), {}
    for name, token in {**tokens, "unknown": new_token(), "malformed": "é" * 26, "endless": "A" * 9000}.items():
        with work(app, monkeypatch) as works[name]:
            answer = app.test_client().post("/start", data={"token": token})
        pages.add((answer.status_code, answer.data))
    assert len(pages) == 1
    assert pages.pop()[0] == 404
    assert works == dict.fromkeys(works, works["unknown"])
    assert "FROM invitation" in works["unknown"].statements[-2]
    assert "FROM moved_letter" in works["unknown"].statements[-1], "who may have gone to another council"


@on_both
def test_every_code_that_does_not_open_costs_the_same_work(
    app: Flask, closed: dict[str, Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = {name: letter.secrets.code for name, letter in closed.items()}
    app.test_client().post("/start", data={"code": new_code()})
    pages, works = set(), {}
    for name, code in {**codes, "unknown": new_code(), "another": new_code()}.items():
        with work(app, monkeypatch) as works[name]:
            answer = app.test_client().post("/start", data={"code": code})
        assert code in answer.text  # it is given back, and nothing else differs
        pages.add((answer.status_code, answer.text.replace(code, "")))
    assert len(pages) == 1
    assert pages.pop()[0] == 404
    assert works == dict.fromkeys(works, works["unknown"])
    assert works["unknown"].hashes == 1


@on_both
def test_random_codes_find_nothing_the_limit_rises_and_the_square_goes_on(app: Flask, write: Write) -> None:
    letter, found = write(), []
    with app.app_context():
        for source in ("one", "two"):
            for _ in range(TRIES):
                take_try(source)
    for number in range(EVERYONES_TRIES + 20):
        from_anywhere = {"REMOTE_ADDR": f"203.0.113.{number}"}
        answer = app.test_client().post("/start", data={"code": new_code()}, environ_base=from_anywhere)
        found.append(answer.status_code)
        if number % 10 == 0:
            assert app.test_client().post("/start", data={"token": letter.secrets.token}).status_code == 303
    free = EVERYONES_TRIES - 2 * TRIES
    assert found == [404] * free + [429] * (len(found) - free)
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(minutes=1)):
        assert app.test_client().post("/start", data={"code": letter.secrets.code}).status_code == 303


@pytest.mark.usefixtures("endless_queue")
def test_a_school_of_forty_gets_in_while_somebody_guesses_elsewhere(app: Flask, write: Write) -> None:
    """`bench/codes.py` does the same at a hundred guesses a second, with the real server."""
    codes, stop = [write().secrets.code for _ in range(40)], Event()
    with app.app_context():
        for _ in range(TRIES - 1):
            take_try(source_of(ATTACKER, keyring().secret("pepper")))

    def guess() -> list[int]:
        guessed = []
        while not stop.wait(0.05):
            browser = app.test_client()
            answer = browser.post("/start", data={"code": new_code()}, environ_base={"REMOTE_ADDR": ATTACKER})
            guessed.append(answer.status_code)
        return guessed

    def child(number: int) -> int:
        browser, behind = app.test_client(), {"REMOTE_ADDR": SCHOOL}
        for _ in range(2 if number % 5 == 0 else 0):
            # The worst case: what was mistyped passes its check digit, so it counts.
            assert browser.post("/start", data={"code": new_code()}, environ_base=behind).status_code == 404
        return browser.post("/start", data={"code": codes[number]}, environ_base=behind).status_code

    with ThreadPoolExecutor(9) as people:
        guessing = people.submit(guess)
        inside = set(people.map(child, range(40)))
        stop.set()
    assert inside == {303}
    assert guessing.result()[0] == 404
    assert set(guessing.result()[1:]) == {429}


@pytest.mark.usefixtures("endless_queue")
@on_both
def test_fifty_guesses_at_once_are_twenty_and_forty_right_codes_at_once_are_forty(app: Flask, write: Write) -> None:
    codes = [write().secrets.code for _ in range(40)]

    def presses(typed: str, address: str) -> int:
        return app.test_client().post("/start", data={"code": typed}, environ_base={"REMOTE_ADDR": address}).status_code

    with ThreadPoolExecutor(90) as hands:
        guessed = [hands.submit(presses, new_code(), ATTACKER) for _ in range(50)]
        opened = [hands.submit(presses, code, SCHOOL) for code in codes]
        assert Counter(each.result() for each in guessed) == {404: TRIES, 429: 50 - TRIES}
        assert Counter(each.result() for each in opened) == {303: 40}


@on_both
def test_a_letter_that_is_revoked_ends_its_visits_at_the_next_press(app: Flask, write: Write) -> None:
    letter = write()
    maya = Phone(app, letter.secrets)
    form = hidden_fields(maya.begin("my_views", "feelings"))
    with app.app_context():
        revoke(session().get_one(Invitation, letter.invitation_id))
    assert maya.browser.get("/home").location == "/"
    answer = maya.browser.post("/answer/my_views/feelings", data={**form, "answer_feel_today_words": "Still mine"})
    assert answer.status_code == 409
    assert "Still mine" in answer.text
    for field_name, secret in vars(letter.secrets).items():
        assert app.test_client().post("/start", data={field_name: secret}).status_code == 404


@on_both
def test_a_letter_that_is_printed_anew_ends_the_visits_of_the_old_one_while_something_is_typed(
    app: Flask, write: Write
) -> None:
    letter = write()
    maya = Phone(app, letter.secrets)
    form = hidden_fields(maya.begin("my_views", "feelings"))
    with app.app_context():
        renewed = draw_secrets(session().get_one(Invitation, letter.invitation_id))
    answer = maya.browser.post("/answer/my_views/feelings", data={**form, "answer_feel_today_words": "Still mine"})
    assert (answer.status_code, "Still mine" in answer.text) == (409, True)
    assert "Still mine" not in Phone(app, renewed).open("/answer/my_views/feelings").text
