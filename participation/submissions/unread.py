"""What nobody has read yet, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from participation.db import session
from participation.invitations.models import Invitation
from participation.reviews.models import CHILD_HAS_DIED, Review
from participation.staff.models import Role, Staff
from participation.submissions.models import Submission, WithdrawalSeen
from participation.submissions.queries import IS_READ, IS_WITHDRAWN, STANDS

WITH_WORDS = ("views", "adult")
"""What is meant for the officer. Feedback and requests for an advocate are not."""
_NOBODY_HAS_SEEN = and_(
    IS_WITHDRAWN,
    Submission.withdrawal_noted_at.is_not(None),
    Submission.kind.in_(WITH_WORDS),
    ~exists().where(WithdrawalSeen.submission_id == Submission.id),
)
"""That it was withdrawn: the officer has to look at that as at what was sent."""
NOBODY_HAS_LOOKED = or_(and_(STANDS, ~IS_READ), _NOBODY_HAS_SEEN)
"""Part of a query: somebody in whose care it is has still to look."""
_SINCE = case(
    (IS_WITHDRAWN, Submission.withdrawal_noted_at), else_=func.coalesce(Submission.came_at, Submission.sent_at)
)


@dataclass(frozen=True)
class Unread:
    """Something sent that nobody has read, or withdrawn and nobody has seen that."""

    submission_id: str
    kind: str
    sent_at: datetime
    officer_id: str | None
    is_withdrawn: bool = False
    link_id: str = ""
    """Where it is not the words but what an interpreter made of them: the link by which it came."""


def unread() -> Sequence[Unread]:
    """Everything of which somebody is to be told that nobody has read it, the longest waiting first. Sealed.

    About a child who has died nothing is sent to anybody; what they said stands on the pages of those who read.
    """
    found = session().execute(
        select(Submission.id, Submission.kind, _SINCE, Review.officer_id, IS_WITHDRAWN)
        .join(Review)
        .where(NOBODY_HAS_LOOKED, ~CHILD_HAS_DIED)
        .order_by(_SINCE)
    )
    return tuple(Unread(*row) for row in found)


def unread_for(manager: Staff) -> Sequence[Submission]:
    """What nobody has read, with its review, for managers; for anybody else there is none."""
    if manager.role != Role.MANAGER:
        return ()
    wanted = (
        select(Submission)
        .join(Submission.review)
        .where(NOBODY_HAS_LOOKED)
        .options(
            contains_eager(Submission.review).joinedload(Review.child),
            contains_eager(Submission.review).joinedload(Review.officer),
            joinedload(Submission.invitation).joinedload(Invitation.person),
        )
        .order_by(Submission.sent_at)
    )
    return session().scalars(wanted).all()
