"""Codes, children and what was done after reviews, counted at once as each is alone: on both databases."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from participation.afterwards.models import Act, ReviewAct
from participation.db import new_id, session, transaction
from participation.metrics import queries
from participation.metrics.at_once.queries import counted_at_once
from participation.metrics.by_child.queries import counting_children
from participation.metrics.due.queries import due, held_on
from participation.metrics.figures import collection_year_of
from participation.metrics.queries import Counting
from participation.outcomes.models import Participation
from participation.reviews.models import Review, ReviewKind
from participation.staff.models import Role, Staff
from tests.databases import on_both
from tests.metrics.events import at
from tests.metrics.many import hold_many

FIRST = date(2021, 4, 1)
CODES = ("PN0", "PN5", "PN6")


def rows(counting: Counting) -> list[tuple[Any, ...]]:
    """What a statement counts, in some order that is always this one."""
    return in_order(session().execute(counting.statement))


def in_order(counted: Any) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in counted), key=repr)


def _vary(reviews: Sequence[Review]) -> None:
    """Both kinds, several codes and none, and acts that were in time or late."""
    with transaction() as writing:
        officer = Staff(name="Jo Doe", email="jo@example.org", role=Role.OFFICER)
        writing.add(officer)
        writing.flush()
        for number, review in enumerate(reviews):
            review.kind = (ReviewKind.CHILD_IN_CARE, ReviewKind.PATHWAY_PLAN)[number % 2]
            its_code = writing.get_one(Participation, review.id)
            if number % 5 == 0:
                writing.delete(its_code)
            its_code.code = CODES[number % 3]
            done_on = FIRST + timedelta(days=number * 20)
            writing.add_all(
                ReviewAct(id=new_id(), review_id=review.id, act=act, done_on=done_on, by_id=officer.id,
                          entered_at=at(done_on))
                for act in tuple(Act)[: number % 4]
            )  # fmt: skip


@on_both
def test_what_is_counted_at_once_is_what_each_statement_counts(app: Flask) -> None:
    with app.app_context():
        hold_many({"2021-22": 40, "2022-23": 4})
        _vary(session().scalars(select(Review).order_by(Review.reference)).all())
        days = collection_year_of("2021-22").calendar
        at_once = counted_at_once(days)
        done = rows(queries.counting_acts(due(days, *queries.OF_ACTS), held_on(days)))
        assert in_order(at_once.coded) == in_order(queries.coded(days))
        assert in_order(at_once.children) == rows(counting_children(days))
        assert in_order(row for row in at_once.done if row.in_time) == [row for row in done if row[-1]]
        assert {row.kind for row in at_once.coded} == set(ReviewKind)
