"""Visits, children who were seen, and midway reviews in one period: counted by the database, which hands over numbers.

Its rows are those of the period and of the children whose reviews lie in it, however many others there are.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    true,
    type_coerce,
)

from participation import service
from participation.between.models import Known, OfficerVisit, OfficerVisitKind
from participation.between.queries import LOOKED_BACK
from participation.children.models import Child
from participation.db import is_sqlite, session
from participation.reviews.models import REVIEW_STANDS, Review, ReviewKind
from participation.reviews.timetable import FOLLOWING_MONTHS


class WorkCounted(NamedTuple):
    """What officers did between meetings in one period."""

    times: Mapping[str, int]
    """How often, by kind."""
    seen: int
    """Children with a review held in the period with whom an officer was besides."""
    with_review: int
    midways_done: int
    """Of the midway reviews of children in care that fell due in the period."""
    midways_due: int
    knew_of_advocates: int
    """Visits at which the child knew what an advocate is."""
    asked_of_advocates: int
    """Visits at which they were asked whether they do."""


def work_counted(first: date, until: date) -> WorkCounted:
    """Everything about these days."""
    times, knew = Counter[str](), Counter[str]()
    for kind, known, number in session().execute(_visits(first, until)):
        times[kind] += number
        knew[known] += number
    children, due = _children(first, until), _midways_due(first, until)
    together = select(children, due).select_from(children.join(due, true()))
    seen, with_review, done, all_due = session().execute(together).one()
    asked = knew.total() - knew[Known.NOT_ASKED]
    return WorkCounted(times, seen, with_review, done, all_due, knew[Known.YES], asked)


def _visits(first: date, until: date) -> Select[str, str, int]:
    by = OfficerVisit.kind, OfficerVisit.knows_advocacy
    return select(*by, func.count()).where(OfficerVisit.made_on.between(first, until)).group_by(*by)


def _children(first: date, until: date) -> Subquery:
    """How many have a review in these days, and with how many of them an officer was."""
    with_review = select(Review.child_id).where(Review.meets_on.between(first, until), REVIEW_STANDS).distinct()
    visited = select(Review.child_id).join(OfficerVisit, OfficerVisit.review_id == Review.id)
    seen = visited.where(OfficerVisit.made_on.between(first, until)).distinct().subquery()
    each = with_review.subquery()
    both = each.outerjoin(seen, seen.c.child_id == each.c.child_id)
    return select(func.count(seen.c.child_id).label("seen"), func.count().label("all")).select_from(both).subquery()


def _midways_due(first: date, until: date) -> Subquery:
    """How many fell due in these days, and how many of those were held: the rule of `midways`, in one statement."""
    following = _following(first, until)
    review = following.c
    held_on, next_on, apart = review.meets_on, review.next_on, review.apart
    chosen = service.current().midway_days
    is_here = exists().where(Child.id == review.child_id, Child.ended_as.is_(None))
    after = case((apart > chosen, chosen), else_=apart) if chosen else apart // 2
    is_due = and_(
        after > 0,
        or_(next_on.is_(None), after < _days_between(held_on, next_on)),
        or_(review.next_id.is_not(None), is_here),  # of the few whose last review it is
        (_days_between(literal(first, Date), held_on) + after).between(0, (until - first).days),
        literal(service.current().has_midway),
    )
    made = select(Review.child_id, OfficerVisit.made_on).join(OfficerVisit, OfficerVisit.review_id == Review.id)
    held = made.where(
        OfficerVisit.kind == OfficerVisitKind.MIDWAY, OfficerVisit.made_on >= first - LOOKED_BACK
    ).subquery()
    own = held.c
    is_between = and_(own.made_on > held_on, or_(next_on.is_(None), own.made_on <= next_on))
    done = func.count(case((own.child_id.is_not(None), review.id)).distinct()).label("done")
    counted = select(done, func.count(review.id.distinct()).label("due")).select_from(following)
    return counted.outerjoin(held, and_(own.child_id == review.child_id, is_between)).where(is_due).subquery()


def _following(first: date, until: date) -> CTE:
    """Reviews of children in care held since a year before, each with what is known of the next one of the same child.

    After the last that was held it is the nearest that is to come, though nobody may know its day. All are looked for
    child by child: what later years hold of other children is not read.
    """
    in_care = and_(Review.kind == ReviewKind.CHILD_IN_CARE, REVIEW_STANDS)
    begins_on = first - LOOKED_BACK
    was_held = Review.meets_on.between(begins_on, until)
    children = select(Review.child_id).where(in_care, was_held).distinct().subquery()
    is_to_come = or_(Review.meets_on.is_(None), Review.meets_on > until)
    day = func.coalesce(Review.meets_on, Review.due_on, literal(date.max, Date)).label("day")
    place = case((is_to_come, 1), else_=0).label("place")
    wanted = select(Review.id, Review.child_id, Review.meets_on, Review.due_on, place, day)
    wanted = wanted.join_from(children, Review, Review.child_id == children.c.child_id)
    of_child = wanted.where(in_care, or_(was_held, is_to_come)).subquery().c

    def following(column: ColumnElement[Any]) -> ColumnElement[Any]:
        # Of columns alone: SQLite takes two windows for one, and sorts once, only where no parameter stands in them.
        return func.lead(column).over(
            partition_by=of_child.child_id, order_by=(of_child.place, of_child.day, of_child.id)
        )

    names = {"next_id": of_child.id, "next_on": of_child.meets_on, "next_due_on": of_child.due_on}
    known = (following(column).label(name) for name, column in names.items())
    each = select(of_child.id, of_child.child_id, of_child.meets_on, *known).subquery()
    own = each.c
    next_due_on = func.coalesce(own.next_due_on, own.next_on, _months_later(own.meets_on))
    apart = _days_between(own.meets_on, next_due_on).label("apart")
    return select(each, apart).where(own.meets_on <= until).cte().prefix_with("MATERIALIZED")


def _days_between(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[int]:
    if is_sqlite():
        return cast(func.julianday(other) - func.julianday(one), Integer)
    return type_coerce(cast(other, Date) - cast(one, Date), Integer)


def _months_later(day: ColumnElement[Any]) -> ColumnElement[Any]:
    """When the next review is due of which nothing is known: as `add_months`, no later than the month ends."""
    if is_sqlite():
        following = f"+{FOLLOWING_MONTHS + 1} months"
        ends_on = func.date(day, "start of month", following, "-1 day")
        return func.min(func.date(day, f"+{FOLLOWING_MONTHS} months"), ends_on)
    return cast(day + text(f"INTERVAL '{FOLLOWING_MONTHS} months'"), Date)
