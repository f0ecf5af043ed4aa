"""What an officer still has to do between meetings, and how many midway reviews were held of those that fell due."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import event

from participation import clock, db, service
from participation.between.counted.queries import work_counted
from participation.between.queries import still_due
from participation.children.models import ADOPTED
from participation.reviews.models import Review
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.staff.models import Staff
from tests.between.writing import written_down
from tests.casework.desk import Desk
from tests.databases import on_both

NOW = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
HELD, NEXT, DUE = date(2025, 12, 1), date(2026, 6, 1), date(2026, 3, 2)
YEAR = date(2025, 4, 1), date(2026, 3, 9)


@pytest.fixture(autouse=True)
def at_five_to_nine() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def two_reviews(desk: Desk) -> tuple[str, str]:
    """One that was held, and the next of the same child."""
    held, coming = desk.review("Maya", HELD), desk.review("Maya", NEXT)
    with desk.app.app_context(), db.transaction() as session:
        session.get_one(Review, coming).child_id = session.get_one(Review, held).child_id
    return held, coming


def waiting(desk: Desk, kind: str = "midway") -> list[tuple[str, date]]:
    with desk.app.app_context():
        found = still_due(db.session().get_one(Staff, desk.staff_id))
        return [(each.review.id, each.due_on) for each in found if each.kind == kind]


def counted(app: Flask) -> tuple[int, int]:
    with app.app_context():
        found = work_counted(*YEAR)
        return found.midways_done, found.midways_due


@on_both
def test_it_waits_until_one_is_written_down_after_the_last_meeting(app: Flask) -> None:
    desk = Desk(app)
    held, coming = two_reviews(desk)
    assert waiting(desk) == [(coming, DUE)]
    assert counted(app) == (0, 1)
    written_down(desk, held, kind="midway", made_on=HELD)
    written_down(desk, coming, kind="visit", made_on=DUE)
    assert waiting(desk) == [(coming, DUE)]
    written_down(desk, coming, kind="midway", made_on=date(2026, 2, 20))
    assert waiting(desk) == []
    assert counted(app) == (1, 1)


@pytest.mark.parametrize(("today", "expected"), [
    (date(2026, 6, 1), [date(2026, 3, 2)]), (date(2026, 6, 2), []), (date(2026, 12, 1), []),
])  # fmt: skip
def test_without_a_next_review_it_is_late_until_that_would_be_due_and_not_for_ever(
    app: Flask, today: date, expected: list[date]
) -> None:
    desk = Desk(app)
    held = desk.review("Maya", HELD)
    with clock.frozen(datetime(today.year, today.month, today.day, 9, tzinfo=UTC)):
        assert [due_on for _, due_on in waiting(desk)] == expected
        assert [id for id, _ in waiting(desk)] == [held] * len(expected)


@on_both
def test_a_child_is_to_be_seen_in_the_two_weeks_before_a_meeting_unless_they_were_since_the_last(app: Flask) -> None:
    desk = Desk(app)
    held, coming = two_reviews(desk)
    desk.review("Baby", date(2026, 3, 10), born_on=date(2024, 1, 1))
    soon = desk.review("Leo", date(2026, 3, 23))
    desk.review("Zoe", date(2026, 3, 24))
    assert waiting(desk, "visit") == [(soon, date(2026, 3, 23))]
    written_down(desk, soon, kind="observation", made_on=date(2026, 3, 9))
    assert waiting(desk, "visit") == []
    with clock.frozen(datetime(2026, 5, 18, 9, tzinfo=UTC)):
        written_down(desk, held, made_on=HELD)
        assert waiting(desk, "visit") == [(coming, NEXT)]
        written_down(desk, held, made_on=date(2025, 12, 2))
        assert waiting(desk, "visit") == []
    assert waiting(Desk(app, "ben@example.org"), "visit") == []


def test_a_stranger_has_nothing_to_hold(app: Flask) -> None:
    two_reviews(Desk(app))
    assert waiting(Desk(app, "ben@example.org")) == []


def test_none_waits_for_a_child_who_is_gone(app: Flask) -> None:
    desk = Desk(app)
    _, coming = two_reviews(desk)
    with app.app_context(), db.transaction() as session:
        session.get_one(Review, coming).child.ended_as = ADOPTED
        session.get_one(Review, coming).ending_id = "ended"
    assert waiting(desk) == []
    assert counted(app) == (0, 0)


@pytest.mark.parametrize(("chosen", "expected"), [
    (Service(midway_days=60), [date(2026, 1, 30)]),
    (Service(has_midway=False), []),
])  # fmt: skip
def test_a_service_sets_its_own_days_or_has_no_midway_reviews(
    app: Flask, chosen: Service, expected: list[date]
) -> None:
    desk = Desk(app)
    two_reviews(desk)
    with app.app_context():
        with db.transaction() as session:
            session.merge(ServiceRow.of(chosen))
        service.forget()
    assert [due_on for _, due_on in waiting(desk)] == expected
    assert counted(app)[1] == len(expected)


def test_it_takes_as_many_queries_for_many_children_as_for_one(app: Flask) -> None:
    desk = Desk(app)

    def how_many(look: Callable[[], object]) -> int:
        asked: list[str] = []
        event.listen(app.extensions["engine"], "before_cursor_execute", lambda *given: asked.append(given[2]))
        look()
        return len(asked)

    two_reviews(desk)
    waiting(desk)  # what is remembered from then on is asked for now
    once = how_many(lambda: waiting(desk))
    for _ in range(6):
        two_reviews(desk)
    assert how_many(lambda: waiting(desk)) == once
