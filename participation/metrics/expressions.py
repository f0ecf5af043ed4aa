"""Pieces of the statements that count: the calendar as a table, conditional counts, ages."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    SQLColumnExpression,
    and_,
    case,
    cast,
    column,
    extract,
    func,
    values,
)

from participation.children.models import Child
from participation.db import UTCDateTime
from participation.metrics.calendar import Day
from participation.outcomes.codes import Code
from participation.outcomes.models import Participation
from participation.reviews.models import Review
from participation.reviews.timetable import YOUNGEST


def due(days: Iterable[Day], *what: str) -> CTE:
    """A table of the days and some of their moments, to be joined on the day of the meeting."""
    columns = (column(each, Date if each.endswith("_on") else UTCDateTime) for each in what)
    return (
        values(column("day", Date), *columns, name="due")
        .data([(day.on, *(getattr(day, each) for each in what)) for day in days])
        .cte("due")
    )


def count_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def is_under_4() -> ColumnElement[int]:
    """4 on the birthday itself. Where nobody has said the date of birth, the code tells."""
    age = _number_of(Review.meets_on) - _number_of(Child.born_on)
    return case(
        (and_(Child.born_on.is_not(None), age < YOUNGEST * 10000), 1),
        (and_(Child.born_on.is_(None), Participation.code == Code.PN0), 1),
        else_=0,
    )


def _number_of(day: SQLColumnExpression[Any]) -> ColumnElement[int]:
    """2031-03-27 as 20310327: the difference of two days is their difference in whole years, times 10000 and more."""
    return _part("year", day) * 10000 + _part("month", day) * 100 + _part("day", day)


def _part(field: str, day: SQLColumnExpression[Any]) -> ColumnElement[int]:
    return cast(extract(field, day), Integer)
