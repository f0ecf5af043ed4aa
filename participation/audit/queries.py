"""The chain, read from its start."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from participation.audit.chain import START, ChainMark, Entry
from participation.audit.models import AuditEntry
from participation.db import session

CUT = "cut"
"""The act of deleting the oldest entries. Its object is the last one that went, its purpose that one's MAC."""
READ_AT_ONCE = 1000


def object_of_cut(number: int) -> str:
    """What the entry about a cut says that it is about."""
    return f"audit/{number}"


def kept_from() -> ChainMark:
    """The last entry that was purged for its age, as the chain itself has noted it; START where none was.

    Whoever deletes the oldest entries without the key cannot note that in the chain, and so breaks it.
    """
    first = session().scalar(select(func.min(AuditEntry.number)))
    if first is None or first == 1:
        return START
    noted = select(AuditEntry).where(AuditEntry.action == CUT, AuditEntry.object == object_of_cut(first - 1))
    cut = session().scalar(noted.order_by(AuditEntry.number.desc()).limit(1))
    return ChainMark(first - 1, cut.purpose) if cut else START


def last_before(moment: datetime) -> AuditEntry | None:
    """The last entry of the unbroken run of old ones at the start of the chain."""
    young = select(func.min(AuditEntry.number)).where(AuditEntry.at > moment).scalar_subquery()
    old = select(AuditEntry).where(
        AuditEntry.at <= moment, AuditEntry.number < func.coalesce(young, AuditEntry.number + 1)
    )
    return session().scalar(old.order_by(AuditEntry.number.desc()).limit(1))


def how_many_before(moment: datetime) -> int:
    """How many entries would go."""
    last = last_before(moment)
    return session().scalar(select(func.count()).where(AuditEntry.number <= last.number)) or 0 if last else 0


def chain(after: int = 0) -> Iterator[Entry]:
    """Every entry after a number, in the order of the chain. Whoever finds a broken one may stop reading there."""
    in_order = select(AuditEntry).order_by(AuditEntry.number).limit(READ_AT_ONCE)
    while entries := session().scalars(in_order.where(AuditEntry.number > after)).all():
        yield from (Entry(entry.number, entry.fields(), entry.mac) for entry in entries)
        after = entries[-1].number


def newest(reading: Session | None = None) -> ChainMark:
    """The chain's end as it is now, or in what is being read; START where nothing was ever recorded."""
    last = (reading or session()).scalar(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1))
    return ChainMark(last.number, last.mac) if last else START
