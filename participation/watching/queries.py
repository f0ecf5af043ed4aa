"""How much waits, and since when. No row of these says whose it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, func, or_, select

from participation.db import session
from participation.invitations.models import CHILD
from participation.outbox.models import RESPONDENT, Notice
from participation.staff.models import Staff
from participation.submissions.models import Submission


class NoticesWaiting(NamedTuple):
    """Notices that have not gone."""

    channel: str
    to: str
    """`staff` or `respondent`."""
    is_refused: bool
    how_many: int
    since: datetime


def notices_waiting() -> Sequence[NoticesWaiting]:
    """What waits in the outbox, but for accounts that are closed: these get none."""
    to = case((Notice.to_role == RESPONDENT, "respondent"), else_="staff")
    is_refused = Notice.refusal.is_not(None)
    waiting = (
        select(Notice.channel, to, is_refused, func.count(), func.min(Notice.made_at))
        .outerjoin(Staff, Staff.id == Notice.to_staff_id)
        .where(Notice.sent_at.is_(None), or_(Notice.to_staff_id.is_(None), Staff.disabled_at.is_(None)))
        .group_by(Notice.channel, to, is_refused)
    )
    return [NoticesWaiting(*row) for row in session().execute(waiting)]


def sent_since(moment: datetime) -> dict[bool, int]:
    """How much was sent since a moment: by children, and by everybody else."""
    is_child = Submission.respondent == CHILD
    found = session().execute(select(is_child, func.count()).where(Submission.sent_at >= moment).group_by(is_child))
    return {bool(is_of_child): how_many for is_of_child, how_many in found}
