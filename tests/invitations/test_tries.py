"""Tries at once are as many as tries one after the other, on both databases."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.db import session
from participation.invitations.models import Failure
from participation.invitations.throttle import EVERYONE, EVERYONES_TRIES, TRIES
from participation.invitations.tries import TooManyTries, give_back, take_request, take_try, wait_of
from tests.databases import on_both

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WRONG, RIGHT, WAITS = "wrong", "right", "waits"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


def at_once(app: Flask, sources: list[str], *, is_right: bool = False) -> Counter[str]:
    """Each tries once, all together; gives what became of them."""

    def tries(source: str) -> str:
        with app.app_context():
            try:
                counted = take_try(source)
            except TooManyTries:
                return WAITS
            if is_right:
                give_back(counted)
            return RIGHT if is_right else WRONG

    with ThreadPoolExecutor(len(sources)) as many:
        return Counter(many.map(tries, sources))


@on_both
def test_fifty_tries_at_once_from_one_address_are_twenty(app: Flask) -> None:
    assert at_once(app, ["one"] * 50) == {WRONG: TRIES, WAITS: 50 - TRIES}
    with app.app_context():
        assert wait_of("one") == 2
        assert wait_of(EVERYONE) == 0


@on_both
def test_after_a_wait_fifty_at_once_are_one(app: Flask) -> None:
    at_once(app, ["one"] * TRIES)
    with clock.frozen(NOON + timedelta(minutes=2)):
        assert at_once(app, ["one"] * 50) == {WRONG: 1, WAITS: 49}


@on_both
def test_from_everywhere_together_they_are_sixty(app: Flask) -> None:
    sources = [f"source{number % 4}" for number in range(EVERYONES_TRIES + 20)]
    with app.app_context():
        assert at_once(app, sources) == {WRONG: EVERYONES_TRIES, WAITS: 20}


@on_both
def test_what_was_right_counts_for_nothing_and_leaves_the_wrong_ones_counted(app: Flask) -> None:
    for _ in range(8):
        assert at_once(app, ["school"] * 10, is_right=True) == {RIGHT: 10}
    at_once(app, ["school"] * (TRIES - 1))
    assert at_once(app, ["school"], is_right=True) == {RIGHT: 1}
    with app.app_context():
        counted = session().execute(select(Failure.source, Failure.count)).all()
        assert dict(tuple(row) for row in counted) == dict.fromkeys(("school", EVERYONE), TRIES - 1)
    assert at_once(app, ["school"] * 5) == {WRONG: 1, WAITS: 4}


def test_what_was_right_makes_nobody_wait_longer(app: Flask) -> None:
    at_once(app, ["one"] * (TRIES - 1))
    with app.app_context(), clock.frozen(NOON + timedelta(minutes=3)):
        counted = take_try("one")
        with clock.frozen(NOON + timedelta(minutes=5)):  # it took long to find out
            give_back(counted)
            give_back(counted)
            assert wait_of("one") == 0
            take_try("one")
            assert wait_of("one") == 2


@on_both
def test_fifty_requests_at_once_from_one_letter_are_twenty_and_nobody_elses(app: Flask) -> None:
    def asks(source: str) -> bool:
        with app.app_context():
            try:
                take_request(source)
            except TooManyTries:
                return False
            return True

    with ThreadPoolExecutor(50) as many:
        assert sum(many.map(asks, ["letter"] * 50)) == TRIES
    assert asks("anotherletter")
    with app.app_context():
        assert wait_of(EVERYONE) == 0
