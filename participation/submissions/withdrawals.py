"""What was withdrawn: when the staff side first sees it, and who has looked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Update, delete, func, or_, select, update

from participation import clock
from participation.audit import actions as audit
from participation.audit.claims import as_text, told
from participation.db import inserting, new_id, session, transaction
from participation.outbox.actions import queue
from participation.staff.models import Role, Staff
from participation.submissions.models import Submission, WithdrawalSeen
from participation.submissions.queries import IS_WITHDRAWN

MANY, HALF_A_DAY = 10, timedelta(hours=12)
"""More than so many things withdrawn in so long are looked into."""


def note_withdrawals() -> int:
    """Note, also in the audit, when the staff side first sees that something was withdrawn; returns how many are new.

    A mark that is gone again is forgotten, or its 30 days would have begun before it was set once more. Many in half a
    day are no children: every manager is told.
    """
    noted, now = Submission.withdrawal_noted_at, clock.now()
    new = select(Submission.id, as_text(Submission.withdrawn_at)).where(IS_WITHDRAWN, noted.is_(None))
    gone = select(Submission.id).where(Submission.withdrawn_at.is_(None), noted.is_not(None))
    if session().scalar(select(or_(new.exists(), gone.exists()))) is not True:
        return 0
    with transaction() as current:
        stale = current.scalars(gone.with_for_update(key_share=True)).all()
        current.execute(delete(WithdrawalSeen).where(WithdrawalSeen.submission_id.in_(stale)))
        current.execute(_noted(stale, None))
        for id in stale:
            audit.record(current, "system", "no longer taken back", f"submission/{id}")
        found = current.execute(new.with_for_update(key_share=True)).all()
        current.execute(_noted([id for id, _ in found], now))
        for id, said in found:
            audit.record(current, audit.RESPONDENT, "taken back", f"submission/{id}", told(said))
        lately = select(func.count()).select_from(Submission).where(IS_WITHDRAWN, noted > now - HALF_A_DAY)
        if (current.scalar(lately) or 0) > MANY:
            queue("unread", f"unread/many taken back/{clock.today()}", to_role=Role.MANAGER)
    return len(found)


def _noted(ids: Sequence[str], at: datetime | None) -> Update:
    return update(Submission).where(Submission.id.in_(ids)).values(withdrawal_noted_at=at)


def note_seen(officer: Staff, submission_ids: Sequence[str]) -> None:
    """The officer, or who covers for them, has seen that these were withdrawn."""
    if submission_ids:
        with transaction() as session:
            seen = [
                {"id": new_id(), "submission_id": id, "staff_id": officer.id, "seen_at": clock.now()}
                for id in submission_ids
            ]
            session.execute(inserting(WithdrawalSeen).values(seen))
            seen_now = [f"submission/{id}" for id in submission_ids]
            audit.record_each(session, officer.id, "saw that it was taken back", seen_now)
