"""Pieces of the statements that count: reviews of a period, conditional counts, ages."""

from datetime import date

from sqlalchemy import ColumnElement, FromClause, and_, case, func

from participation.children.models import Child
from participation.outcomes.codes import Code
from participation.outcomes.models import Participation
from participation.reviews.models import REVIEW_STANDS, Review


def held_in(first: date, until: date) -> ColumnElement[bool]:
    """Part of a query: the review's day is among these, and nobody called it off."""
    return and_(Review.meets_on.between(first, until), REVIEW_STANDS)


def count_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def is_under_4(day: FromClause) -> ColumnElement[int]:
    """4 on the birthday itself. Where nobody has said the date of birth, the code tells."""
    return case(
        (Child.born_on > day.c.of_4_born_on, 1),
        (and_(Child.born_on.is_(None), Participation.code == Code.PN0), 1),
        else_=0,
    )
