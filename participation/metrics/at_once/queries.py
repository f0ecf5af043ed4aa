"""Counting reviews by code, children by all of theirs, and what was done after reviews: each review looked at once."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, literal, null, select, union_all

from participation.afterwards.models import Act, ReviewAct
from participation.db import session
from participation.metrics.by_child.queries import by_child, of_child
from participation.metrics.calendar import Day
from participation.metrics.due.queries import due, held_on
from participation.metrics.expressions import count_if
from participation.metrics.queries import OF_ACTS, OF_CODED, by_code, last_days_of_acts, of_code, of_each
from participation.metrics.rows import Coded, DoneInTime, OfChildren
from participation.reviews.models import Review

_CODED, _CHILDREN = 0, 1
_WIDTH = len(Coded._fields) + len(Act)


class CountedAtOnce(NamedTuple):
    """What the reviews of a period come to."""

    coded: Sequence[Coded]
    children: Sequence[OfChildren]
    done: Sequence[DoneInTime]


def counted_at_once(days: Sequence[Day]) -> CountedAtOnce:
    """All three, from one statement."""
    day = due(days, *OF_CODED, *OF_ACTS)
    done = {
        act: select(ReviewAct.id)
        .where(ReviewAct.review_id == Review.id, ReviewAct.act == act, ReviewAct.done_on <= last_day)
        .exists()
        for act, last_day in last_days_of_acts(day).items()
    }
    each = of_each(day, held_on(days), of_code(day) | of_child() | done).cte().prefix_with("MATERIALIZED")
    coded = by_code(each).add_columns(*(count_if(each.c[act]) for act in Act))
    found = session().execute(union_all(_as_wide(_CODED, coded), _as_wide(_CHILDREN, by_child(each)))).all()
    rows = [tuple(row) for what, *row in found if what == _CODED]
    children = [OfChildren(kind, *row[: len(OfChildren._fields) - 1]) for what, kind, _, *row in found if what]
    return CountedAtOnce([Coded._make(row[: -len(Act)]) for row in rows], children, _done(rows))


def _as_wide(what: int, rows: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Behind the number that tells them apart, as many columns as those of codes have: others have no code."""
    kind, *more = rows.subquery().c
    columns = [kind, *([] if what == _CODED else [null()]), *more]
    return select(literal(what), *columns, *[null()] * (_WIDTH - len(columns)))


def _done(rows: Sequence[Any]) -> list[DoneInTime]:
    """What stands at the end of the rows of codes, by kind."""
    counted = Counter[tuple[str, Act]]()
    for row in rows:
        for act, number in zip(Act, row[-len(Act) :], strict=True):
            counted[row[0], act] += number
    return [DoneInTime(kind, act, number) for (kind, act), number in counted.items()]
