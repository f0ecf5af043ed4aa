"""Visits, children who were seen, and midway reviews in one period: counted by the database, which hands over numbers.

Its rows are those of the period and of the children whose reviews lie in it, however many others there are.
"""

import operator
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import reduce
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    SQLColumnExpression,
    String,
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
from sqlalchemy.orm import aliased

from participation import service
from participation.between.models import Known, OfficerVisit, OfficerVisitKind
from participation.between.queries import LOOKED_BACK
from participation.children.models import Child
from participation.db import is_sqlite, session
from participation.reviews.models import REVIEW_STANDS, Review, ReviewKind
from participation.reviews.timetable import FOLLOWING_MONTHS

_NO_DAY = " " * len(date.max.isoformat())


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
    following = _following(first - LOOKED_BACK, until)
    known = following.c
    next_due_on = func.coalesce(known.next_due_on, known.next_on, _months_later(known.meets_on))
    apart = _days_between(known.meets_on, next_due_on).label("apart")
    each = select(following, apart).offset(0).subquery()  # so that it is reckoned once
    review, chosen = each.c, service.current().midway_days
    after = case((review.apart > chosen, chosen), else_=review.apart) if chosen else review.apart // 2
    is_here = exists().where(Child.id == review.child_id, Child.ended_as.is_(None))
    is_due = and_(
        after > 0,
        (_days_between(literal(first, Date), review.meets_on) + after).between(0, (until - first).days),
        or_(review.next_on.is_(None), after < _days_between(review.meets_on, review.next_on)),
        or_(review.has_next, is_here),  # of the few whose last review it is
        literal(service.current().has_midway),
    )
    made_on, is_midway = OfficerVisit.made_on, OfficerVisit.kind == OfficerVisitKind.MIDWAY
    is_between = and_(made_on > review.meets_on, or_(review.next_on.is_(None), made_on <= review.next_on))
    held = select(OfficerVisit.id).join(Review, Review.id == OfficerVisit.review_id)
    is_done = held.where(Review.child_id == review.child_id, is_midway, is_between).exists()
    return select(func.count(case((is_done, 1))).label("done"), func.count().label("due")).where(is_due).subquery()


def _following(begins_on: date, until: date) -> Subquery:
    """Reviews of children in care held in these days, each with what is known of the next one of the same child.

    After the last that was held it is the nearest that is to come, though nobody may know its day. All are looked for
    child by child: what later years hold of other children is not read.
    """
    was_held = Review.meets_on.between(begins_on, until)
    # Grouped, children come in the order in which the index holds their reviews.
    children = select(Review.child_id).where(_in_care(Review), was_held).group_by(Review.child_id).subquery()
    of_child = select(Review.id, Review.child_id, Review.meets_on)
    of_child = of_child.join_from(children, Review, Review.child_id == children.c.child_id).where(_in_care(Review))
    return _looked_up(of_child.where(was_held), until) if is_sqlite() else _lined_up(of_child, was_held, until)


def _in_care(review: type[Review]) -> ColumnElement[bool]:
    return and_(review.kind == ReviewKind.CHILD_IN_CARE, review.ending_id.is_(None))


def _order(review: type[Review], until: date) -> tuple[SQLColumnExpression[Any], ...]:
    """In what order the reviews of a child follow each other: what was held, then what is to come."""
    place = case((review.meets_on <= until, 0), else_=1)
    return place, func.coalesce(review.meets_on, review.due_on, literal(date.max, Date)), review.id


def _looked_up(of_child: Select[*tuple[Any, ...]], until: date) -> Subquery:
    """`_following` on SQLite, where sorting takes longer than looking up.

    What is looked up is one text: it begins with the place in the order, and ends with its days.
    """
    other = aliased(Review)
    is_later = or_(
        other.meets_on > Review.meets_on,
        other.meets_on.is_(None),
        and_(other.meets_on == Review.meets_on, other.id > Review.id),
    )
    days = (func.coalesce(day, _NO_DAY) for day in (other.meets_on, other.due_on))
    written = reduce(operator.add, (type_coerce(part, String) for part in (*_order(other, until), *days)))
    found = select(func.min(written)).where(other.child_id == Review.child_id, _in_care(other), is_later)
    following = found.correlate(Review).scalar_subquery().label("following")
    each = of_child.add_columns(following).offset(0).subquery()  # else each mention would look it up once more
    next_on, next_due_on = (
        type_coerce(func.nullif(func.substr(each.c.following, place, len(_NO_DAY)), _NO_DAY), Date).label(name)
        for name, place in (("next_on", -2 * len(_NO_DAY)), ("next_due_on", -len(_NO_DAY)))
    )
    has_next = each.c.following.is_not(None).label("has_next")
    return select(each.c.id, each.c.child_id, each.c.meets_on, next_on, next_due_on, has_next).subquery()


def _lined_up(of_child: Select[*tuple[Any, ...]], was_held: ColumnElement[bool], until: date) -> Subquery:
    """`_following` on PostgreSQL: one window over the reviews of these children."""

    def following(column: Any) -> ColumnElement[Any]:
        return func.lead(column).over(partition_by=Review.child_id, order_by=_order(Review, until))

    names = {"next_on": Review.meets_on, "next_due_on": Review.due_on, "has_next": true()}
    known = (following(column).label(name) for name, column in names.items())
    is_to_come = or_(Review.meets_on.is_(None), Review.meets_on > until)
    each = of_child.add_columns(*known).where(or_(was_held, is_to_come)).subquery()
    return select(each).where(each.c.meets_on <= until).subquery()


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
