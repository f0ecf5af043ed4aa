"""Midway reviews as the database counts them, beside the rule that an officer's list goes by: on both databases."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from participation import service
from participation.between.counted.queries import work_counted
from participation.between.midway import ReviewOfChild, midways
from participation.between.models import OfficerVisit
from participation.children.models import Child
from participation.db import new_id, transaction
from participation.reviews.models import Review
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.staff.models import Role, Staff
from tests.databases import on_both
from tests.metrics.events import at

FIRST, UNTIL = date(2025, 4, 1), date(2026, 3, 9)
days = st.integers(-360, 480).map(lambda number: FIRST + timedelta(days=number))
ends_of_months = st.sampled_from([date(2025, 8, 31), date(2025, 8, 30), date(2025, 3, 31), date(2024, 8, 31)])
some_day = st.one_of(days, ends_of_months)


class Life(NamedTuple):
    """What is known of one child."""

    reviews: Sequence[tuple[date | None, date | None]]
    """On which day each meets, no two on one, and when it is due."""
    has_left: bool
    midways: Sequence[date]

    def counted(self, days_after: int) -> tuple[int, int]:
        """How many of the midway reviews that fell due were held, and how many fell due: one by one."""
        rows = [ReviewOfChild(str(n), "", *review, self.has_left) for n, review in enumerate(self.reviews)]
        due = [each for each in midways(rows, UNTIL, days_after) if FIRST <= each.due_on <= UNTIL]
        return sum(each.is_done(self.midways) for each in due), len(due)


lives = st.builds(
    Life,
    st.lists(
        st.tuples(st.none() | some_day, st.none() | some_day), min_size=1, max_size=4, unique_by=lambda each: each[0]
    ),
    st.booleans(),
    st.lists(some_day, max_size=2),
)


@on_both
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lived=st.lists(lives, max_size=3), days_after=st.sampled_from([0, 0, 60]))
def test_the_database_counts_midway_reviews_as_the_rule_does(app: Flask, lived: list[Life], days_after: int) -> None:
    with app.app_context():
        _write(lived, days_after)
        counted = work_counted(FIRST, UNTIL)
    by_hand = [life.counted(days_after) for life in lived]
    assert (counted.midways_done, counted.midways_due) == (sum(n for n, _ in by_hand), sum(of for _, of in by_hand))


def _write(lived: list[Life], days_after: int) -> None:
    """Nothing but these."""
    with transaction() as writing:
        for table in (OfficerVisit, Review, Child, Staff, ServiceRow):
            writing.execute(delete(table))
        officer = Staff(name="Jo Doe", email="jo@example.org", role=Role.OFFICER)
        writing.add_all([officer, ServiceRow.of(Service(midway_days=days_after))])
        for number, life in enumerate(lived):
            child = Child(reference=f"C{number}", ended_as="left_care" if life.has_left else None)
            reviews = [Review(child=child, meets_on=meets_on, due_on=due_on) for meets_on, due_on in life.reviews]
            writing.add_all(reviews)
            writing.flush()
            writing.add_all(
                OfficerVisit(id=new_id(), review_id=reviews[0].id, by_id=officer.id, made_on=day, kind="midway",
                             is_virtual=False, written_at=at(day))
                for day in life.midways
            )  # fmt: skip
    service.forget()
