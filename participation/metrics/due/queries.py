"""The calendar as a table: databases know neither bank holidays nor London's clock."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, JSON, ColumnElement, Date, String, cast, false, func, literal, select, type_coerce

from participation.db import UTCDateTime, is_sqlite
from participation.metrics.calendar import Day
from participation.metrics.expressions import held_in


def held_on(days: Sequence[Day]) -> ColumnElement[bool]:
    """Part of a query: the review's day is among these, and nobody called it off.

    Said beside the join with `due`, of which a database cannot know how few days it leaves.
    """
    return held_in(days[0].on, days[-1].on) if days else false()


def due(days: Sequence[Day], *what: str) -> CTE:
    """A table of the days and some of their moments: joined on the day of the meeting, it leaves reviews of these days.

    The whole of it is one parameter: a statement with one for each cell takes longer to be written than to be run.
    Each may be joined once: what is joined again SQLite takes for very long, and reads everything to be ready for it.
    """
    given = literal(_rows(tuple(days), what), String)
    each = func.json_each(given) if is_sqlite() else func.json_array_elements(cast(given, JSON))
    row = each.table_valued("value").c.value
    cells = (_read(row.op("->>")(place), name).label(name) for place, name in enumerate(("day", *what)))
    return select(*cells).cte().prefix_with("MATERIALIZED")


@lru_cache(maxsize=64)
def _rows(days: tuple[Day, ...], what: tuple[str, ...]) -> str:
    """As JSON. What a day means never changes, and each figure of a year asks for it."""
    return json.dumps([[_written(getattr(day, each)) for each in ("on", *what)] for day in days])


def _written(moment: date | datetime) -> str:
    """As SQLite keeps it, which PostgreSQL reads too; a moment in UTC."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return moment.isoformat()


def _read(cell: ColumnElement[str], name: str) -> ColumnElement[Any]:
    is_day = name == "day" or name.endswith("_on")
    kind = Date() if is_day else UTCDateTime()
    if is_sqlite():
        return type_coerce(cell, kind)
    return cast(cell if is_day else cell + "+00", kind)
