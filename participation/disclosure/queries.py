"""What is handed out, found by the number that the council knows it by.

Nothing here looks past the child it is asked about: rows are followed from the child downwards, in whatever tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, Select, Table, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation.audit.models import AuditEntry
from participation.carried.models import SaidForChild
from participation.children.models import Child
from participation.db import Base, session
from participation.disclosure.models import Hold
from participation.endings.models import Ending
from participation.invitations.marks import Mark
from participation.invitations.models import Invitation
from participation.reviews.models import Review
from participation.reviews.queries import review_by_reference
from participation.staff.models import Staff
from participation.submissions.models import Reading, Submission
from participation.submissions.traces import Trace

AT_ONCE = 500
"""So many ids in one statement: databases have a limit."""
Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]


def _whole() -> Select[Submission]:
    return (
        select(Submission)
        .options(
            joinedload(Submission.review).joinedload(Review.child),
            joinedload(Submission.invitation).joinedload(Invitation.person),
            selectinload(Submission.readings).joinedload(Reading.staff),
        )
        .order_by(Submission.sent_at, Submission.id)
    )


def submission_with_id(id: str) -> Submission | None:
    """One submission, closed."""
    return session().scalar(_whole().where(Submission.id == id))


def review_of_carried(number: str) -> Review | None:
    """The review of this number, or at which this was told for a child."""
    said = session().get(SaidForChild, number)
    return review_by_reference(said.review_id if said and said.is_carried else number)


def submissions_with_ids(ids: Iterable[str]) -> Sequence[Submission]:
    """These submissions, closed, the first sent first."""
    return session().scalars(_whole().where(Submission.id.in_(list(ids)))).all()


def trace_of(id: str) -> Trace | None:
    """What stayed of a submission that was deleted."""
    return session().get(Trace, id)


def held_back(submission_ids: Iterable[str]) -> frozenset[str]:
    """Which of these nobody may hand out."""
    return frozenset(session().scalars(select(Hold.submission_id).where(Hold.submission_id.in_(list(submission_ids)))))


def holds() -> Sequence[Hold]:
    """Everything that is held back, the newest first."""
    return session().scalars(select(Hold).options(joinedload(Hold.by)).order_by(Hold.at.desc())).all()


def rows_about(child_id: str, without: frozenset[str] = frozenset()) -> Rows:
    """Every row that hangs on a child, by table; without those of the submissions that are held back.

    A table that a later version adds is found by its own reference; marks and endings name rows of many. Sealed columns
    and secrets stay out.
    """
    child = Base.metadata.tables[Child.__tablename__]
    found: dict[str, list[Row]] = {child.name: _read(child, [child.c.id == child_id])}
    for table in Base.metadata.sorted_tables:
        hanging = [
            reference.parent.in_([row[reference.column.name] for row in found[reference.column.table.name]])
            for reference in table.foreign_keys
            if reference.column.table.name in found
        ]
        if hanging:
            found[table.name] = [row for row in _read(table, hanging) if not _is_of(row, without)]
    ids = {row["id"] for rows in found.values() for row in rows if "id" in row}
    for beside in (Mark, Ending):
        found[beside.__tablename__] = _read(Base.metadata.tables[beside.__tablename__], [beside.about_id.in_(ids)])
    return {name: [_shown(name, row) for row in rows] for name, rows in found.items() if rows}


def _read(table: Table, conditions: Iterable[ColumnElement[bool]]) -> list[Row]:
    return [dict(row) for row in session().execute(select(table).where(or_(*conditions))).mappings()]


def _is_of(row: Row, submissions: frozenset[str]) -> bool:
    return row.get("submission_id") in submissions or row.get("id") in submissions


def _shown(table: str, row: Row) -> Row:
    columns = Base.metadata.tables[table].c
    return {
        name: value
        for name, value in row.items()
        if not isinstance(columns[name].type, LargeBinary) and not name.endswith("lookup")
    }


def acts_about(objects: Sequence[str]) -> Sequence[AuditEntry]:
    """Who did what to these, in the order of the chain."""
    found: list[AuditEntry] = []
    for start in range(0, len(objects), AT_ONCE):
        found += session().scalars(select(AuditEntry).where(AuditEntry.object.in_(objects[start : start + AT_ONCE])))
    return sorted(found, key=lambda entry: entry.number)


def names_of_staff(ids: Iterable[str]) -> Mapping[str, str]:
    """What those of the staff are called whose ids are among these."""
    found = session().execute(select(Staff.id, Staff.name).where(Staff.id.in_(list(ids))))
    return {row.id: row.name for row in found}
