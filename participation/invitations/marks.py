"""What a press on the public side leaves beside a row that is there: that it was opened, begun, withdrawn, shown.

The public side's own database role changes no row of those: it adds a mark, the first one stands, and what follows from
it the staff side decides. Nor can it hold a lock on them that somebody of the staff would have to wait for.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, func, select
from sqlalchemy.orm import Mapped, MappedSQLExpression, column_property, mapped_column

from participation import clock
from participation.db import Base, UTCDateTime, inserting, session, transaction

OPENED, STARTED, WITHDRAWN, SHOWN = "opened", "started", "withdrawn", "shown"
IS_OK = "ok_yes", "ok_sort_of", "ok_no"
"""What a child says of an answer, the lightest first: the heaviest that was said counts, so nobody takes a no back."""


class Mark(Base):
    """Something happened to a row for the first time. It refers to no table: a reference would lock the row."""

    __tablename__ = "mark"

    about_id: Mapped[str] = mapped_column(String(26), primary_key=True)
    """Of an invitation, a submission and its receipt, an outcome, an answer to a child, a move of their meeting, or an
    interpreter's link."""
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


def marked(kind: str, id: Any, *conditions: ColumnElement[bool], first: Any = None) -> MappedSQLExpression[Any]:
    """When a row got its mark of this kind, as an attribute that is read with it; None before.

    `first` is a moment of the staff side itself, which counts before. It leaves no marks: whoever had left one and not
    finished would hold it up.
    """
    of_this = select(Mark.at).where(Mark.about_id == id, Mark.kind == kind, *conditions)
    found = of_this.correlate_except(Mark).scalar_subquery()
    return column_property(found if first is None else func.coalesce(first, found))


def mark_as_said(said: str, words: Collection[str], id: str, is_behind: Callable[[str], bool]) -> None:
    """Keep which of a few words a child says of something behind their lock.

    Raises LookupError for what is not behind it, ValueError for what is none of these words.
    """
    if said not in words:
        raise ValueError(said)
    with transaction():
        if not is_behind(id):
            raise LookupError(id)
        mark(said, [id], clock.now())


def is_ok_with(ids: Iterable[str | None]) -> Mapping[str, str]:
    """What a child says of each of these that they have said anything of: the heaviest of IS_OK."""
    asked = [each for each in ids if each]
    if not asked:
        return {}
    wanted = select(Mark.about_id, Mark.kind).where(Mark.about_id.in_(asked), Mark.kind.in_(IS_OK))
    return dict(sorted(session().execute(wanted).all(), key=lambda said: IS_OK.index(said[1])))


def mark(kind: str, ids: Iterable[str], at: datetime) -> None:
    """Leave a mark on each, in the transaction that is open; where there is one, that one stands."""
    if rows := [{"about_id": id, "kind": kind, "at": at} for id in ids]:
        session().execute(inserting(Mark).values(rows).on_conflict_do_nothing())
