"""What is due for the case record, and what went there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from participation.carried.models import CARRIED, SaidForChild
from participation.carried.queries import IS_CARRIED
from participation.db import session
from participation.disclosure.models import FiledAs, FileReceipt
from participation.disclosure.record import FOR_THE_CASE_RECORD
from participation.invitations.actions import OPEN_DAYS
from participation.invitations.models import Invitation
from participation.reviews.models import Review
from participation.submissions.models import Submission
from participation.submissions.queries import IS_READ, STANDS

NEWEST = 200
"""So many receipts on a page."""


@dataclass(frozen=True)
class Due:
    """Something that goes into the folder."""

    number: str
    meets_on: date | None
    is_final: bool
    """Its letter has ended: nothing more comes to it."""


def due(today: date) -> list[Due]:
    """What goes into the folder: what was read, once the meeting is over, and again once its letter has ended.

    In between an interpreter may add English, and the child say whether something is what they meant.
    """
    return [
        Due(number, meets_on, is_final)
        for wanted in (_sent(today), _carried(today))
        for number, meets_on, is_final in session().execute(wanted)
    ]


def _sent(today: date) -> Select[str, date | None, bool]:
    has_ended = or_(Invitation.ends_on < today, Invitation.revoked_at.is_not(None))
    wanted = select(Submission.id, Review.meets_on, has_ended).join(Submission.review)
    wanted = wanted.join(Invitation, Invitation.id == Submission.invitation_id)
    is_for_record = (Submission.kind.in_(FOR_THE_CASE_RECORD), IS_READ, STANDS)
    is_due = _waits(Submission.id, Review.meets_on < today, has_ended)
    return wanted.where(*is_for_record, is_due).order_by(Submission.sent_at)


def _carried(today: date) -> Select[str, date | None, bool]:
    """What stands of it; what was put in other words since is not what was said any more."""
    has_ended, later = Review.meets_on < today - timedelta(days=OPEN_DAYS), aliased(SaidForChild)
    is_later = (later.review_id == SaidForChild.review_id, later.at > SaidForChild.at, later.said_by.in_(CARRIED))
    wanted = select(SaidForChild.id, Review.meets_on, has_ended).join(Review, Review.id == SaidForChild.review_id)
    is_due = _waits(SaidForChild.id, Review.meets_on < today, has_ended)
    return wanted.where(IS_CARRIED, ~exists().where(*is_later), is_due).order_by(SaidForChild.at)


def _waits(
    id: SQLColumnExpression[str], is_over: ColumnElement[bool], has_ended: ColumnElement[bool]
) -> ColumnElement[bool]:
    went = exists().where(FileReceipt.about_id == id, FileReceipt.how.in_((FiledAs.DROPPED, FiledAs.FINAL)))
    went_at_last = exists().where(FileReceipt.about_id == id, FileReceipt.how == FiledAs.FINAL)
    return or_(and_(is_over, ~went), and_(has_ended, ~went_at_last))


def receipts(child_id: str | None = None) -> Sequence[FileReceipt]:
    """What was written out, the newest first; of one child, if that is asked."""
    wanted = select(FileReceipt).join(Review).options(joinedload(FileReceipt.review).joinedload(Review.child))
    if child_id:
        wanted = wanted.where(Review.child_id == child_id)
    return session().scalars(wanted.order_by(FileReceipt.at.desc(), FileReceipt.name).limit(NEWEST)).all()
