"""What goes with a child to another council: a rule for each table, most of them read off its references."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ARRAY, Column, ColumnElement, ForeignKey, String, Table, any_, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from participation.db import Base

CHILD = "child"
ENDS = frozenset({"visit"})
"""Refers to what goes and does not go: an open letter belongs to a cookie of the old address, and is opened again."""
BY_ID = {"mark": "about_id", "ending": "about_id", "notice": "key"}
"""Is about a row that goes without referring to it: the column that names it, alone or between strokes."""
WITH_STAFF = frozenset({"staff", "profile", "profile_change", "feedback_bands", "absence"})
"""Copied with somebody of the staff who is not there yet; `people.py` says for whom."""
REQUESTS = "contact_request"
"""May hang on no letter: it goes where all children go."""
STAYS = frozenset(
    {"audit", "calendar_day", "erased", "failure", "feed_key", "handover", "judgement", "known_browser", "moved_letter",
     "passkey", "print_run", "proofreading", "publication", "pulse", "service", "sign_in_failure", "staff_session",
     "tally", "turn", "you_said"}
)  # fmt: skip
"""Is the council's own. Of `tally` what these children added goes (`counters.py`); a passkey is for one address."""
STAFF_WITHOUT_REFERENCE = frozenset({"review.held_by_id", "submission.about_officer_id", "complaint.about_officer_id"})
"""Names somebody of the staff without referring to their row."""
REFERENCES = ("child.reference", "review.reference")
"""The council's own numbers, of which there is one each: what a prefix is put before."""


@dataclass(frozen=True)
class Leavers:
    """Who goes: children by id, and requests to be contacted that name no letter, so nobody knows whose they are."""

    ids: tuple[str, ...]
    requests: tuple[str, ...] = ()


def tables() -> tuple[Table, ...]:
    """Every table, one that is referred to before those that refer to it."""
    return tuple(Base.metadata.sorted_tables)


def table_of(model: type[Base]) -> Table:
    """The table of a model."""
    return Base.metadata.tables[model.__tablename__]


def to_child(table: Table) -> ForeignKey | None:
    """The first reference that leads to a child, by itself or by what it refers to; None for none."""
    for column in table.columns:
        for reference in column.foreign_keys:
            other = reference.column.table
            if other.name == CHILD or to_child(other) is not None:
                return reference
    return None


def hangs_on_a_child(table: Table) -> bool:
    """Whether its rows are deleted when the child goes."""
    return table.name == CHILD or to_child(table) is not None


def going() -> tuple[Table, ...]:
    """Tables of which rows go, in the order in which they are written."""
    return tuple(each for each in tables() if each.name in BY_ID or (hangs_on_a_child(each) and each.name not in ENDS))


def of_children(table: Table, children: Leavers) -> ColumnElement[bool]:
    """Part of a query: the rows that hang on these children."""
    if table.name == CHILD:
        return is_any(table.c.id, children.ids)
    reference = to_child(table)
    if reference is None:
        raise ValueError(f"{table.name} hangs on no child")
    there = reference.column
    theirs = reference.parent.in_(select(there).where(of_children(there.table, children)))
    return or_(theirs, is_any(table.c.id, children.requests)) if table.name == REQUESTS else theirs


def about(table: Table, ids: Sequence[str]) -> ColumnElement[bool]:
    """Part of a query: the rows of a table of BY_ID that are about any of these."""
    named = table.c[BY_ID[table.name]]
    if table.name != "notice":
        return is_any(named, ids)
    part = func.unnest(func.string_to_array(named, "/")).table_valued("part").render_derived("parts")
    return select(part.c.part).where(is_any(part.c.part, ids)).correlate(table).exists()


def staff_columns(table: Table) -> Iterator[Column[str]]:
    """Which columns name somebody of the staff."""
    for column in table.columns:
        refers = any(reference.column.table.name == "staff" for reference in column.foreign_keys)
        if refers or f"{table.name}.{column.name}" in STAFF_WITHOUT_REFERENCE:
            yield column


def going_ids(current: Session, children: Leavers) -> list[str]:
    """Of whatever goes: what marks, endings and alerts may be about."""
    found: set[str] = set()
    for table in going():
        if table.name not in BY_ID:
            for column in table.columns:
                if column.name == "id" or [column] == list(table.primary_key.columns):
                    goes = column.is_not(None), of_children(table, children)
                    found |= set(current.scalars(select(column).where(*goes)))
    return sorted(found)


def is_any(column: ColumnElement[str] | InstrumentedAttribute[str], ids: Iterable[str]) -> ColumnElement[bool]:
    """Part of a query: one of these, however many; one parameter."""
    return column == any_(literal(list(ids), ARRAY(String)))
