"""The officer's page gathers what it shows once, however much has come."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, select

from participation import clock, db
from participation.audit.models import AuditEntry
from participation.outcomes.models import Outcome
from participation.sealing import Header
from participation.sealing.keyring import Keyring
from participation.submissions.models import Reading, Submission
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import words_of

MEETING = date(2026, 3, 10)
PEOPLE = [("foster_carer", "Jo"), ("school", "Ms Field"), ("social_worker", "Sam")]


@contextmanager
def statements(desk: Desk) -> Iterator[list[str]]:
    """What the database is asked."""
    asked: list[str] = []
    engine = desk.app.extensions["engine"]

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


MOST_ASKED = 38
"""Queries of one page: what was sent, what came of it and was promised, who was asked, visits, challenges, what is due,
what is settled, offered and moved, the reader's own notes."""


def receive(desk: Desk, review_id: str, how_many: int) -> None:
    """The child writes so often, each time asking for something, and so does a carer."""
    for number in range(how_many):
        with clock.frozen(MORNING - timedelta(minutes=number + 1)):
            desk.receive(review_id, "my_views", ask_for=f"Bike {number}", feel_safe="no")
            desk.receive(review_id, "carer_view", "foster_carer", going_well=f"Swimming {number}")


@on_both
def test_a_page_with_much_on_it_asks_the_database_no_more_than_one_with_little(desk: Desk) -> None:
    little = desk.review("Wren", MEETING, people=PEOPLE)
    much = desk.review("Maya", MEETING, people=PEOPLE)
    receive(desk, little, 1)
    receive(desk, much, 4)
    assert desk.browser.get("/staff/").status_code == 200
    for visit in ("first", "second"):
        with statements(desk) as few:
            assert words_of(desk.open(little)).count("Bike") == 2
        with statements(desk) as many:
            assert words_of(desk.open(much)).count("Bike") == 2 * 4
        assert len(many) == len(few) <= MOST_ASKED, visit
        selects = [asked for asked in many if asked.startswith("SELECT")]
        assert len(selects) == len(set(selects)), "nothing is asked twice"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every envelope that is opened, each time."""
    found: list[bytes] = []
    opens = Keyring.open

    def noted(keyring: Keyring, envelope: bytes, header: Header) -> bytes:
        found.append(envelope)
        return opens(keyring, envelope, header)

    monkeypatch.setattr(Keyring, "open", noted)
    return found


def test_each_thing_that_came_is_opened_once_for_the_page(desk: Desk, opened: list[bytes]) -> None:
    maya = desk.review("Maya", MEETING, people=PEOPLE)
    receive(desk, maya, 2)
    for visit in ("first", "second"):
        opened.clear()
        assert "Bike 1" in words_of(desk.open(maya))
        assert len(opened) == len(set(opened)) == 4, visit


def test_the_page_notes_all_that_it_shows_or_nothing_at_all(desk: Desk) -> None:
    maya = desk.review("Maya", MEETING, people=PEOPLE)
    receive(desk, maya, 1)
    assert desk.browser.get("/staff/").status_code == 200
    noted = Reading, Outcome, AuditEntry

    def counts() -> list[int]:
        with desk.app.app_context():
            return [db.session().scalar(select(func.count()).select_from(table)) or 0 for table in noted]

    before = counts()
    with desk.app.app_context(), db.transaction() as session:
        session.connection().exec_driver_sql("ALTER TABLE outcome RENAME TO outcome_away")
    assert desk.open(maya).status_code >= 500
    with desk.app.app_context(), db.transaction() as session:
        session.connection().exec_driver_sql("ALTER TABLE outcome_away RENAME TO outcome")
    assert counts() == before
    assert "Bike 0" in words_of(desk.open(maya))
    assert [now - then for now, then in zip(counts(), before, strict=True)] == [2, 1, 2]


def test_what_came_with_a_key_that_is_gone_is_tried_once(desk: Desk, opened: list[bytes]) -> None:
    maya = desk.review("Maya", MEETING, people=PEOPLE)
    receive(desk, maya, 1)
    with desk.app.app_context(), db.transaction() as session:
        for submission in session.scalars(select(Submission)):
            submission.envelope = submission.envelope[:-1] + bytes([submission.envelope[-1] ^ 1])
    assert "2 things that were sent cannot be opened here" in words_of(desk.open(maya))
    assert len(opened) == len(set(opened)) == 2
