"""What was erased on purpose: its ids are kept as long as backups are, so that none that is restored brings it back."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Select, String, Table, delete, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from participation import clock
from participation.carried.models import SaidForChild
from participation.children.models import Child
from participation.complaints.models import ComplaintReply
from participation.db import Base, UTCDateTime, inserting
from participation.endings.models import Ending
from participation.interpreting.models import InterpreterLink
from participation.invitations.marks import Mark
from participation.invitations.models import Invitation
from participation.outcomes.models import Outcome, Reply
from participation.reviews.models import Move, Person, Review
from participation.submissions.models import Receipt, Submission

KEPT = timedelta(days=36)
"""A day longer than any backup is kept."""
BATCH = 500
"""So many ids in one statement."""


class Erased(Base):
    """A row that is gone for good. Nothing is kept of it but its random id."""

    __tablename__ = "erased"

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    """The table that it stood in."""
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    erased_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class Erasure(NamedTuple):
    """What is left of an erased row, as a backup carries it; the moment as ISO 8601."""

    kind: str
    id: str
    erased_at: str


def erase(session: Session, rows: type[Base], ids: Iterable[str]) -> None:
    """Delete these rows with everything that hangs on them, and remember it, in the transaction that is open.

    `rows` is a table with one column for a key. Staff are never erased: their accounts are closed.
    """
    _erase(session, rows.__tablename__, ids, clock.now())
    sweep_endings(session)


def erasures(session: Session) -> Sequence[Erasure]:
    """All that must not come back, the oldest first."""
    kept = session.scalars(select(Erased).order_by(Erased.erased_at, Erased.kind, Erased.id))
    return [Erasure(each.kind, each.id, each.erased_at.isoformat()) for each in kept]


def erase_again(session: Session, known: Iterable[Erasure]) -> None:
    """After a restore: delete once more what was erased since the backup was made."""
    for kind, id, erased_at in known:
        _erase(session, kind, [id], datetime.fromisoformat(erased_at))
    sweep_marks(session)
    sweep_endings(session)


def forget_old(session: Session) -> int:
    """Drop what no backup holds any more; returns how many ids were dropped."""
    gone = session.execute(delete(Erased).where(Erased.erased_at <= clock.now() - KEPT).returning(Erased.id))
    return len(gone.all())


def _erase(session: Session, kind: str, ids: Iterable[str], at: datetime) -> None:
    table = Base.metadata.tables[kind]
    if kind == "staff" or len(table.primary_key.columns) != 1:
        raise ValueError(f"rows of {kind} are not erased")
    for some in _batches(ids):
        delete_with_hanging(session, table, some)
        known = inserting(Erased).values([{"kind": kind, "id": id, "erased_at": at} for id in some])
        session.execute(known.on_conflict_do_nothing())


def delete_with_hanging(session: Session, table: Table, keys: Select[Any] | Sequence[str]) -> None:
    """Delete rows by their keys. Whatever table refers to them, now or in a later version, loses its rows first."""
    (key,) = table.primary_key.columns
    for other in Base.metadata.sorted_tables:
        for reference in other.foreign_keys:
            if reference.column is not key:
                continue
            hanging = reference.parent.in_(keys)
            if len(other.primary_key.columns) == 1:
                delete_with_hanging(session, other, select(*other.primary_key.columns).where(hanging))
            else:
                session.execute(delete(other).where(hanging))
    session.execute(delete(table).where(key.in_(keys)))


def sweep_marks(session: Session) -> None:
    """Delete every mark about something that is gone: marks refer to no table, so nothing takes them along."""
    marked = (Invitation, Submission, Receipt, Outcome, Reply, ComplaintReply, InterpreterLink, SaidForChild, Move)
    gone = (~exists().where(table.id == Mark.about_id) for table in marked)
    session.execute(delete(Mark).where(*gone), execution_options={"synchronize_session": False})


def sweep_endings(session: Session) -> None:
    """Delete why something was ended that is gone: there may be words about a child among it."""
    gone = (~exists().where(table.id == Ending.about_id) for table in (Invitation, Person, Review, Child))
    session.execute(delete(Ending).where(*gone), execution_options={"synchronize_session": False})


def _batches(ids: Iterable[str]) -> Iterator[Sequence[str]]:
    left = iter(ids)
    while some := list(islice(left, BATCH)):
        yield some
