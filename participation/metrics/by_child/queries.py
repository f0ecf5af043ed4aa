"""Counting children by what is so of every review of theirs in a period."""

from collections.abc import Sequence

from sqlalchemy import and_, func, select

from participation.children.models import Child
from participation.db import session
from participation.metrics.calendar import Day
from participation.metrics.due.queries import due, held_on
from participation.metrics.expressions import count_if, is_under_4
from participation.metrics.queries import Counting
from participation.metrics.rows import OfChildren
from participation.outcomes.codes import VIEWS_GIVEN
from participation.outcomes.models import Participation
from participation.reviews.models import Review


def of_children(days: Sequence[Day]) -> list[OfChildren]:
    """Children with a review held in the period, by kind of review. A review without a code was not one of hearing."""
    return [OfChildren(*row) for row in session().execute(counting_children(days).statement)]


def counting_children(days: Sequence[Day]) -> Counting:
    """The statement of `of_children`."""
    day = due(days, "of_4_born_on")
    is_of_4 = is_under_4(day) == 0
    each = (
        select(
            Review.kind,
            Review.child_id,
            count_if(is_of_4).label("of_4"),
            count_if(and_(is_of_4, Participation.code.in_(VIEWS_GIVEN))).label("heard"),
            func.count(Review.due_on).label("dated"),
            count_if(Review.meets_on <= Review.due_on).label("in_time"),
        )
        .select_from(Review)
        .join(Child)
        .join(day, day.c.day == Review.meets_on)
        .outerjoin(Participation, Participation.review_id == Review.id)
        .where(held_on(days))
        .group_by(Review.kind, Review.child_id)
        .subquery()
    )
    own = each.c
    counted = select(
        own.kind,
        count_if(own.of_4 > 0),
        count_if(and_(own.of_4 > 0, own.heard == own.of_4)),
        count_if(own.dated > 0),
        count_if(and_(own.dated > 0, own.in_time == own.dated)),
    )
    return Counting(counted.group_by(own.kind), own.child_id)
