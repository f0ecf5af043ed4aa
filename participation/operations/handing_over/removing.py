"""What went is taken out where it was, and its letters lead on."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Select, cast, delete, insert, select
from sqlalchemy.orm import Session

from participation import clock
from participation.db import Base
from participation.interpreting.models import InterpreterLink
from participation.invitations.models import Invitation, MovedLetter
from participation.operations.handing_over.rules import (
    BY_ID,
    Leavers,
    about,
    going_ids,
    hangs_on_a_child,
    is_any,
    of_children,
    table_of,
    tables,
)
from participation.retention.erasure import Erased


def remove(current: Session, children: Leavers) -> None:
    """Delete all that hangs on these children, and what is about it, in the transaction that is open."""
    ids = going_ids(current, children)
    for name in BY_ID:
        table = Base.metadata.tables[name]
        current.execute(delete(table).where(about(table, ids)))
    for table in reversed(tables()):
        if hangs_on_a_child(table):
            current.execute(delete(table).where(of_children(table, children)))
    current.expire_all()


def lead_on(current: Session, children: Leavers, address: str) -> None:
    """Before they are removed: note where the letters of these children, and their interpreters' links, open now."""
    theirs = of_children(table_of(Invitation), children)
    for lookup in (Invitation.token_lookup, Invitation.code_lookup):
        _note(current, select(lookup, Invitation.ends_on).where(lookup.is_not(None), theirs), address)
    ends_on = cast(InterpreterLink.ends_at, Date)
    of_links = select(InterpreterLink.lookup, ends_on).where(of_children(table_of(InterpreterLink), children))
    _note(current, of_links, address)


def lead_here(current: Session, children: Leavers) -> None:
    """What has come opens here: whatever led on from here before leads on no more, and no restore erases it."""
    for model, name in ((Invitation, "token_lookup"), (Invitation, "code_lookup"), (InterpreterLink, "lookup")):
        lookup = table_of(model).c[name]
        theirs = select(lookup).where(lookup.is_not(None), of_children(table_of(model), children))
        current.execute(delete(MovedLetter).where(MovedLetter.lookup.in_(theirs)))
        current.execute(delete(Erased).where(Erased.kind == "child", is_any(Erased.id, children.ids)))


def keep_from_coming_back(current: Session, children: Leavers) -> None:
    """A backup of before does not bring back here who is another council's now: as whoever was erased."""
    gone = [{"kind": "child", "id": each, "erased_at": clock.now()} for each in children.ids]
    current.execute(insert(Erased), gone)


def _note(current: Session, wanted: Select[Any, date], address: str) -> None:
    rows = [{"lookup": lookup, "address": address, "ends_on": on} for lookup, on in current.execute(wanted)]
    if rows:
        current.execute(insert(MovedLetter), rows)
