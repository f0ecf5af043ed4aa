"""Counting children by what is so of every review of theirs in a period."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, select

from participation.metrics.calendar import Day
from participation.metrics.due.queries import due, held_on
from participation.metrics.expressions import count_if, is_under_4
from participation.metrics.queries import Counting, of_each
from participation.outcomes.codes import VIEWS_GIVEN
from participation.outcomes.models import Participation
from participation.reviews.models import Review


def counting_children(days: Sequence[Day]) -> Counting:
    """Children with a review held in the period, by kind of review. A review without a code was not one of hearing."""
    day = due(days, "of_4_born_on")
    each = of_each(day, held_on(days), {"is_under_4": is_under_4(day), **of_child()}).subquery()
    own = _of_children(each)
    return Counting(_by_kind(own), own.c.child_id)


def of_child() -> dict[str, ColumnElement[Any]]:
    """What `by_child` counts of a review, beside the age."""
    return {
        "gave_views": Participation.code.in_(VIEWS_GIVEN),
        "dated": Review.due_on.is_not(None),
        "in_time": Review.meets_on <= Review.due_on,
    }


def by_child(each: FromClause) -> Select[*tuple[Any, ...]]:
    """Children counted by kind: of a table with `of_child` and `is_under_4`."""
    return _by_kind(_of_children(each))


def _of_children(each: FromClause) -> FromClause:
    own = each.c
    is_of_4 = own.is_under_4 == 0
    counted = {"of_4": is_of_4, "heard": and_(is_of_4, own.gave_views), "dated": own.dated, "in_time": own.in_time}
    named = (count_if(condition).label(name) for name, condition in counted.items())
    return select(own.kind, own.child_id, *named).group_by(own.kind, own.child_id).subquery()


def _by_kind(children: FromClause) -> Select[*tuple[Any, ...]]:
    own = children.c
    counted = select(
        own.kind,
        count_if(own.of_4 > 0),
        count_if(and_(own.of_4 > 0, own.heard == own.of_4)),
        count_if(own.dated > 0),
        count_if(and_(own.dated > 0, own.in_time == own.dated)),
    )
    return counted.group_by(own.kind)
