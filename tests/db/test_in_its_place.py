"""A draft is taken out and what was sent comes in its place: all of it or nothing, and in few journeys."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import delete, event, func, select
from sqlalchemy.exc import IntegrityError

from participation import clock
from participation.db import new_id, session, transaction
from participation.db.in_its_place import Rows, exchange
from participation.db.one_at_a_time import Turn
from participation.invitations.marks import Mark
from participation.submissions.models import Draft, Receipt, Submission
from tests.databases import on_both
from tests.durability.prepared import Press, prepare

GONE = delete(Turn).where(Turn.name == "before")
JOURNEYS = {"sqlite": 4, "postgresql": 2}
"""Statements of one send: the visit with its draft, and the exchange, which SQLite makes in three."""


def turn_and_mark(about_id: str) -> Rows:
    return {Turn: {"name": "after"}, Mark: {"about_id": about_id, "kind": "opened", "at": clock.now()}}


def kept() -> tuple[set[str], set[str]]:
    """The names of turns, and what is marked."""
    session().rollback()
    return set(session().scalars(select(Turn.name))), set(session().scalars(select(Mark.about_id)))


@pytest.fixture
def one(app: Flask) -> Iterator[str]:
    """A row that others may take the place of; gives an id."""
    with app.app_context():
        with transaction() as current:
            current.add(Turn(name="before"))
        yield new_id()


@on_both
def test_what_is_there_gives_its_place_to_all(one: str) -> None:
    with transaction():
        assert exchange(GONE, {}, turn_and_mark(one))
    assert kept() == ({"after"}, {one})


@on_both
def test_where_it_is_not_there_nothing_comes(one: str) -> None:
    with transaction():
        assert not exchange(delete(Turn).where(Turn.name == "never"), {}, turn_and_mark(one))
    assert kept() == ({"before"}, set())


@on_both
def test_where_one_cannot_come_nothing_has_gone(one: str) -> None:
    with transaction() as current:
        current.add(Mark(**turn_and_mark(one)[Mark]))
    with pytest.raises(IntegrityError), transaction():
        exchange(GONE, {}, turn_and_mark(one))
    assert kept() == ({"before"}, {one})


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """What the database is asked, without where SQLite begins and ends."""
    asked: list[str] = []

    def note(*given: object) -> None:
        if not str(given[2]).startswith("BEGIN"):
            asked.append(str(given[2]))

    event.listen(app.extensions["engine"], "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(app.extensions["engine"], "before_cursor_execute", note)


def pressed(app: Flask, press: Press) -> int:
    """The status that who presses send is answered."""
    name, _, value = press.cookie.partition("=")
    browser = app.test_client()
    browser.set_cookie(name, value)
    return browser.post(press.path, data=press.body, content_type=press.headers["Content-Type"]).status_code


@on_both
def test_a_send_asks_the_database_no_more_than_it_must(app: Flask) -> None:
    first, press = prepare(app, 2)
    assert pressed(app, first) == 303  # and the settings of the service have been read
    with statements(app) as asked:
        assert pressed(app, press) == 303
    assert len(asked) == JOURNEYS[app.extensions["engine"].dialect.name], asked


@on_both
def test_it_is_sent_once_however_often_it_is_pressed(app: Flask) -> None:
    (press,) = prepare(app, 1)
    assert [pressed(app, press) for _ in range(3)] == [303, 303, 303]
    with app.app_context():
        for table in (Submission, Receipt):
            assert session().scalars(select(table.id)).all() == [press.draft_id]
        assert session().scalar(select(func.count(Draft.id))) == 0
