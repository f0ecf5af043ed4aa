"""Queueing a notice inside somebody else's transaction, and taking it out again to be sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from participation import clock
from participation.db import inserting, new_id, session, transaction
from participation.notices.models import Notice

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
Names = Callable[[str], Sequence[str]]
"""The ids of everyone of a role."""


def queue(about: str, key: str, *, to_staff_id: str | None = None, to_role: str = "") -> None:
    """Add a notice to the transaction that is open; the same event makes one notice."""
    now = clock.now()
    notice = {"id": new_id(), "about": about, "to_staff_id": to_staff_id, "to_role": to_role, "key": key}
    new = inserting(Notice).values(**notice, made_at=now, next_try_at=now, tries=0)
    # Two children may send at the same moment: neither may fail because of a notice that is there already.
    session().execute(new.on_conflict_do_nothing())


def spread(everyone_of: Names) -> None:
    """Turn each notice for a role into one for everybody of it, so that each mail has its own tries."""
    with transaction() as current:
        for notice in current.scalars(
            select(Notice)
            .where(Notice.to_role != "", Notice.sent_at.is_(None))
            .order_by(Notice.made_at)
            .with_for_update(skip_locked=True)
        ).all():
            people = everyone_of(notice.to_role)
            for staff_id in people:
                queue(notice.about, f"{notice.key}/{staff_id}", to_staff_id=staff_id)
            if people:  # else it waits until there is somebody
                notice.sent_at = clock.now()


@dataclass(frozen=True)
class Claimed:
    """A notice that this worker is sending."""

    id: str
    to_staff_id: str


def claim() -> Claimed | None:
    """Take the next notice that is due. Its next try is fixed before this one: a crash in between delays it, no more.

    No transaction stays open while the mail server is spoken to: on SQLite it would keep children from sending.
    """
    now = clock.now()
    with transaction() as current:
        notice = current.scalar(
            select(Notice)
            .where(Notice.sent_at.is_(None), Notice.next_try_at <= now, Notice.to_staff_id.is_not(None))
            .order_by(Notice.next_try_at, Notice.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if notice is None or notice.to_staff_id is None:
            return None
        notice.next_try_at = now + min(FIRST_WAIT * (1 << min(notice.tries, 6)), LONGEST_WAIT)
        notice.tries += 1
        return Claimed(notice.id, notice.to_staff_id)


def note_sent(notice_id: str) -> None:
    """The mail server has taken it."""
    with transaction() as current:
        notice = current.get(Notice, notice_id)
        if notice is not None:
            notice.sent_at = clock.now()
