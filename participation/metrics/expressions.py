"""Pieces of the statements that count: the calendar as a table, conditional counts, ages, days."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    CTE,
    JSON,
    ColumnElement,
    Date,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    type_coerce,
)

from participation.children.models import Child
from participation.db import UTCDateTime, is_sqlite
from participation.metrics.calendar import Day
from participation.outcomes.codes import Code
from participation.outcomes.models import Participation
from participation.reviews.models import REVIEW_STANDS, Review


def held_in(first: date, until: date) -> ColumnElement[bool]:
    """Part of a query: the review's day is among these, and nobody called it off."""
    return and_(Review.meets_on.between(first, until), REVIEW_STANDS)


def due(days: Iterable[Day], *what: str) -> CTE:
    """A table of the days and some of their moments: joined on the day of the meeting, it leaves reviews of these days.

    The whole of it is one parameter: a statement with one for each cell takes longer to be written than to be run.
    """
    rows = json.dumps([[_written(getattr(day, each)) for each in ("on", *what)] for day in days])
    given = literal(rows, String)
    each = func.json_each(given) if is_sqlite() else func.json_array_elements(cast(given, JSON))
    row = each.table_valued("value").c.value
    cells = (_read(row.op("->>")(place), name).label(name) for place, name in enumerate(("day", *what)))
    return select(*cells).cte("due").prefix_with("MATERIALIZED")


def _written(moment: date | datetime) -> str:
    """As SQLite keeps it, which PostgreSQL reads too; a moment in UTC."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return moment.isoformat()


def _read(cell: ColumnElement[str], name: str) -> ColumnElement[Any]:
    is_day = name == "day" or name.endswith("_on")
    kind = Date() if is_day else UTCDateTime()
    if is_sqlite():
        return type_coerce(cell, kind)
    return cast(cell if is_day else cell + "+00", kind)


def count_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def is_under_4(day: CTE) -> ColumnElement[int]:
    """4 on the birthday itself. Where nobody has said the date of birth, the code tells."""
    return case(
        (Child.born_on > day.c.of_4_born_on, 1),
        (and_(Child.born_on.is_(None), Participation.code == Code.PN0), 1),
        else_=0,
    )
