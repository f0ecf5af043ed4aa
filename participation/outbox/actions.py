"""Queueing a notice inside somebody else's transaction, and taking it out again to be sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, or_, select

from participation import clock
from participation.db import inserting, new_id, session, transaction
from participation.outbox.models import MAIL, OUT_OF_HOURS, RESPONDENT, SECOND, Notice

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=4)
"""So that everything has gone five minutes after a busy mail server is well again."""
WAIT_AFTER_REFUSAL = timedelta(hours=1)
"""An address that is refused for good may be put right."""
LATE = timedelta(minutes=15)
"""What has not gone by then goes by the second channel too."""
SECOND_PART = "/second"
"""Ends the key of what goes by the second channel, so that it has no second channel of its own."""
Names = Callable[[str], Sequence[str]]
"""The ids of everyone of a role."""
Second = Callable[[str, str], tuple[str, str] | None]
"""The second channel of somebody, for what a notice is about: `text` or `mail`, and to whom; None for none."""


def queue(about: str, key: str, *, to_staff_id: str | None = None, to_role: str = "", channel: str = MAIL) -> None:
    """Add a notice to the transaction that is open; the same event makes one notice."""
    now = clock.now()
    notice = {"id": new_id(), "about": about, "to_staff_id": to_staff_id, "to_role": to_role, "key": key}
    new = inserting(Notice).values(**notice, channel=channel, made_at=now, next_try_at=now, tries=0)
    # Two children may send at the same moment: neither may fail because of a notice that is there already.
    session().execute(new.on_conflict_do_nothing())


def spread(everyone_of: Names) -> None:
    """Turn each notice for a role into one for everybody of it, so that each mail has its own tries."""
    with transaction() as current:
        for notice in current.scalars(_waiting(Notice.to_role.not_in(("", OUT_OF_HOURS, RESPONDENT)))).all():
            people = everyone_of(notice.to_role)
            for staff_id in people:
                queue(notice.about, f"{notice.key}/{staff_id}", to_staff_id=staff_id, channel=notice.channel)
            if people:  # else it waits until there is somebody
                notice.sent_at = clock.now()


def spread_seconds(second_of: Second) -> None:
    """Turn each notice for a second channel into one for the channel that it is. What is late gets a second one."""
    late = (
        Notice.channel == MAIL,
        Notice.to_staff_id.is_not(None),
        Notice.made_at <= clock.now() - LATE,
        Notice.key.not_like(f"%{SECOND_PART}%"),
    )
    with transaction() as current:
        for notice in current.scalars(_waiting(*late)).all():
            if notice.to_staff_id and second_of(notice.to_staff_id, notice.about):
                queue(notice.about, notice.key + SECOND_PART, to_staff_id=notice.to_staff_id, channel=SECOND)
        for notice in current.scalars(_waiting(Notice.channel == SECOND, Notice.to_staff_id.is_not(None))).all():
            second = second_of(notice.to_staff_id or "", notice.about)
            if second:  # else it waits until there is one
                channel, staff_id = second
                queue(notice.about, f"{notice.key}/{staff_id}", to_staff_id=staff_id, channel=channel)
                notice.sent_at = clock.now()


def _waiting(*conditions: ColumnElement[bool]) -> Select[Notice]:
    """The oldest first, but for what another worker has its hands on."""
    not_sent = select(Notice).where(Notice.sent_at.is_(None), *conditions)
    return not_sent.order_by(Notice.next_try_at, Notice.made_at, Notice.id).with_for_update(skip_locked=True)


@dataclass(frozen=True)
class Claimed:
    """A notice that this worker is sending."""

    id: str
    about: str
    channel: str
    to_staff_id: str | None
    """None for the line that is there at night, and for respondents."""
    key: str


def _is_due(channel: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    is_for_one = or_(Notice.to_staff_id.is_not(None), Notice.to_role.in_((OUT_OF_HOURS, RESPONDENT)))
    return Notice.channel == channel, Notice.next_try_at <= now, is_for_one


def is_anything_due(channel: str) -> bool:
    """Whether there is a reason to speak to the server of a channel."""
    due = select(Notice.id).where(Notice.sent_at.is_(None), *_is_due(channel, clock.now()))
    found = session().scalar(due.limit(1))
    session().rollback()  # no transaction stays open while a mail server is spoken to
    return found is not None


def claim(channel: str = MAIL) -> Claimed | None:
    """Take the next notice of a channel that is due.

    Its next try is fixed before this one: a crash in between delays it, no more.
    No transaction stays open while the mail server is spoken to: on SQLite it would keep children from sending.
    """
    now = clock.now()
    with transaction() as current:
        notice = current.scalar(_waiting(*_is_due(channel, now)).limit(1))
        if notice is None:
            return None
        notice.next_try_at = now + min(FIRST_WAIT * (1 << min(notice.tries, 6)), LONGEST_WAIT)
        notice.tries += 1
        return Claimed(notice.id, notice.about, notice.channel, notice.to_staff_id, notice.key)


def note_sent(notice_id: str) -> None:
    """The mail server has taken it."""
    with transaction() as current:
        notice = current.get(Notice, notice_id)
        if notice is not None:
            notice.sent_at, notice.refusal = clock.now(), None


def drop(notice_id: str) -> None:
    """What it would have said is no longer so."""
    with transaction() as current:
        current.execute(delete(Notice).where(Notice.id == notice_id))


def note_refused(notice_id: str, code: int) -> None:
    """The mail server will not take it: the people who can put that right are shown so."""
    with transaction() as current:
        notice = current.get(Notice, notice_id)
        if notice is not None:
            notice.refusal, notice.next_try_at = code, clock.now() + WAIT_AFTER_REFUSAL


def confirm(notice_id: str, about: str) -> datetime | None:
    """It has reached somebody: since when that is known; None where there is no such notice."""
    with transaction() as current:
        notice = current.get(Notice, notice_id)
        if notice is None or notice.about != about:
            return None
        notice.confirmed_at = notice.confirmed_at or clock.now()
        return notice.confirmed_at
