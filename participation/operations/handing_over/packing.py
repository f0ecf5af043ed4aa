"""The rows that go, as the database itself writes them, each envelope sealed anew to those who read it there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Table, func, inspect, literal_column, select
from sqlalchemy.orm import Session

from participation.invitations.models import Invitation
from participation.letters.facts import signed_as
from participation.letters.models import PrintedSheet
from participation.operations.handing_over.box import CouncilCard, Row
from participation.operations.handing_over.people import Along
from participation.operations.handing_over.rules import (
    BY_ID,
    REFERENCES,
    Leavers,
    about,
    going,
    going_ids,
    is_any,
    of_children,
    staff_columns,
    table_of,
)
from participation.operations.rotation import SEALED, SealedColumn
from participation.profiles.models import Profile
from participation.reviews.models import Review
from participation.sealing import CannotOpen
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff

BATCH = 100


class Packing:
    """All rows of some children, for one council."""

    def __init__(self, current: Session, children: Leavers, card: CouncilCard, with_whom: Along) -> None:
        self.current, self.children, self.card, self.with_whom = current, children, card, with_whom
        self.counts: dict[str, int] = {}
        self.closed: list[str] = []
        """What nothing here opens: it goes as it is."""
        self.sealed_anew = 0

    def lines(self, renamed: tuple[str, str]) -> Iterator[Row]:
        """Table by table, some rows at a time; at the end how many there are, and what does not open.

        `renamed`: what is taken from before each reference, and what is put there.
        """
        ids = going_ids(self.current, self.children)
        for table in going():
            goes = about(table, ids) if table.name in BY_ID else of_children(table, self.children)
            for rows in _batches(self.current, table, goes):
                self._seal_anew(table, rows)
                if table is table_of(PrintedSheet):
                    self._sign_as_there(rows)
                yield {"table": table.name, "rows": [self._as_there(table, row, renamed) for row in rows]}
                self.counts[table.name] = self.counts.get(table.name, 0) + len(rows)
        yield {"counts": self.counts, "closed": self.closed}

    def _as_there(self, table: Table, row: Row, renamed: tuple[str, str]) -> Row:
        before, after = renamed
        changed = staff_as_there(table, row, self.with_whom)
        for name in (name for name in row if f"{table.name}.{name}" in REFERENCES and row[name] is not None):
            changed[name] = after + row[name].removeprefix(before)
        return changed

    def _seal_anew(self, table: Table, rows: list[Row]) -> None:
        keys = [key.name for key in table.primary_key.columns]
        by_key = {tuple(row[key] for key in keys): row for row in rows}
        for column in (each for each in SEALED if each.model.__tablename__ == table.name):
            named = [row[column.key.name] for row in rows if row[column.name] is not None]
            for loaded in self.current.scalars(select(column.model).where(is_any(column.key, named))):
                row = by_key.get(inspect(loaded).identity)
                if row is not None and row[column.name] is not None:
                    row[column.name] = self._for_there(column, loaded) or row[column.name]
        self.current.expunge_all()

    def _sign_as_there(self, rows: list[Row]) -> None:
        """A sheet knows by a digest who signs it: else it would say another officer, who has another id there."""
        by_id = {row["invitation_id"]: row for row in rows}
        signed = select(PrintedSheet, Staff, Profile).join(Invitation, Invitation.id == PrintedSheet.invitation_id)
        signed = signed.join(Review).join(Staff, Staff.id == Review.officer_id)
        signed = signed.outerjoin(Profile, Profile.staff_id == Staff.id)
        known = is_any(PrintedSheet.invitation_id, list(by_id)), is_any(Staff.id, list(self.with_whom.known))
        for sheet, officer, profile in self.current.execute(signed.where(*known)):
            there = self.with_whom.mapped(officer.id)
            by_id[sheet.invitation_id]["digests"] = dict(signed_as(sheet, officer, profile, there))

    def _for_there(self, column: SealedColumn, loaded: Any) -> str:
        header = column.header_of(loaded)
        facts = {name: self.with_whom.mapped(fact) for name, fact in header.facts.items()}
        try:
            words = keyring().open(getattr(loaded, column.name), header)
        except CannotOpen:
            self.closed.append(name_of(column, loaded))
            return ""
        self.sealed_anew += 1
        return "\\x" + self.card.sealed(words, replace(header, facts=facts)).hex()


def name_of(column: SealedColumn, row: Any) -> str:
    """How something sealed is named on both sides, and to whoever runs this."""
    return "/".join((str(column), *inspect(row).identity))


def staff_as_there(table: Table, row: Row, with_whom: Along) -> Row:
    """A row with everybody of the staff by the id that they have there."""
    return row | {
        column.name: with_whom.mapped(row[column.name])
        for column in staff_columns(table)
        if row[column.name] is not None
    }


def _batches(current: Session, table: Table, goes: ColumnElement[bool]) -> Iterator[list[Row]]:
    whole = select(func.row_to_json(literal_column(f'"{table.name}"'))).select_from(table).where(goes)
    rows: Iterable[Row] = current.scalars(whole).all()
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == BATCH:
            yield some
            some = []
    if some:
        yield some
