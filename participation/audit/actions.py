"""Recording an act inside the transaction that does it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from participation import clock
from participation.audit.chain import entry_mac
from participation.audit.models import AuditEntry
from participation.audit.queries import CUT, last_before, object_of_cut
from participation.db.one_at_a_time import take_turn
from participation.sealing.of_this_app import keyring

RESPONDENT = "respondent"
"""Whoever had the letter: the public side cannot write here, so the worker says it when it sees it."""
_LAST = select(AuditEntry.number, AuditEntry.mac).order_by(AuditEntry.number.desc()).limit(1)
_MORE = insert(AuditEntry.__table__)  # type: ignore[arg-type]
_FOR_ROWS_NOT_LOADED = {"synchronize_session": False}


def record(session: Session, actor: str, action: str, about: str, purpose: str = "") -> None:
    """Add an entry to the transaction that is open."""
    record_each(session, actor, action, [about], purpose)


def record_each(session: Session, actor: str, action: str, of_these: Iterable[str], purpose: str = "") -> None:
    """Add an entry for each of these to the transaction that is open, in as many statements as for one."""
    take_turn(session, "audit")  # numbers follow each other: two must not both continue from the same entry
    last = session.execute(_LAST).one_or_none()
    first, mac = (last.number + 1, last.mac) if last else (1, "")
    rows = []
    for number, about in enumerate(of_these, first):
        row = {"number": number, "at": clock.now(), "actor": actor, "action": action, "object": about}
        entry = AuditEntry(**row, purpose=purpose)
        mac = entry_mac(keyring().secret("audit"), mac, entry.fields())
        rows.append({**row, "purpose": purpose, "mac": mac})
    if rows:
        session.connection().execute(_MORE, rows)


def cut(session: Session, moment: datetime) -> int:
    """Delete what happened up to a moment, in the transaction that is open; returns how many entries.

    The chain notes its own cut first, so that `audit verify` can begin where it now begins.
    """
    last = last_before(moment)
    if last is None:
        return 0
    number, mac = last.number, last.mac
    record(session, "system", CUT, object_of_cut(number), mac)
    gone = session.scalar(select(func.count()).where(AuditEntry.number <= number)) or 0
    session.execute(delete(AuditEntry).where(AuditEntry.number <= number), execution_options=_FOR_ROWS_NOT_LOADED)
    return gone
