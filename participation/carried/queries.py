"""What was said for a child: for whoever may read the review, and for the child whose lock opens it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import ColumnElement, and_, exists, func, select, type_coerce
from sqlalchemy.orm import load_only

from participation import clock
from participation.carried.models import NOT_MEANT, SaidForChild
from participation.db import session
from participation.invitations.marks import Mark
from participation.invitations.purposes import PUT_RIGHT
from participation.locks.models import Lock
from participation.permissions.queries import is_readable_by
from participation.reviews.models import Review
from participation.sealing import CannotOpen, Header, open_envelope
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff
from participation.submissions.models import Submission
from participation.submissions.queries import STANDS


def header_of_said(said: SaidForChild) -> Header:
    """What both envelopes are bound to, read from columns that both sides see."""
    day = clock.local(said.at).date()
    return Header("said for", said.id, said.review_id, language="", questionnaire=said.said_by, day=day)


@dataclass(frozen=True)
class Carried:
    """One thing that was said for a child, opened."""

    said: SaidForChild
    words: str
    of: str = ""
    """The child's own words of which it is the English."""

    def stands_as(self, said_by: str, words: str, lock: Lock | None) -> bool:
        """It is these words, and the lock that the letter has now opens them, if it has one."""
        return (said_by, words, lock.id if lock else None) == (self.said.said_by, self.words, self.said.lock_id)

    @property
    def is_meant(self) -> bool:
        """The child says that it is what they meant, and nothing else since."""
        return self.said.meant_at is not None and not self.is_not_meant

    @property
    def is_not_meant(self) -> bool:
        """The child says that it is not quite what they meant."""
        return self.said.not_meant_at is not None


def said_for(reader: Staff, review_id: str) -> Sequence[Carried]:
    """What stands of what was said for the child of a review that somebody may read; what it stands for is left out."""
    wanted = select(SaidForChild).join(Review).where(SaidForChild.review_id == review_id, is_readable_by(reader))
    found = session().scalars(wanted.order_by(SaidForChild.at, SaidForChild.id))
    return [*map(_opened, {each.slot: each for each in found}.values())]


def _opened(said: SaidForChild) -> Carried:
    try:
        return Carried(said, **json.loads(keyring().open(said.words, header_of_said(said))))
    except CannotOpen:
        return Carried(said, "")


def said_with_ids(ids: Iterable[str]) -> Sequence[Carried]:
    """These, also what was put in other words since, the first one first. Only for whoever has noted the opening."""
    return _all_said(SaidForChild.id.in_(list(ids)))


@dataclass(frozen=True)
class NotQuite:
    """What a child has said "not quite" to and nobody has talked about with them, nor have they put it right."""

    number: int
    first_at: datetime
    """When they said so first; whoever holds the public side may have written any moment."""


def not_quite(review_ids: Iterable[str]) -> dict[str, NotQuite]:
    """Of these reviews those for which that waits."""
    wanted = select(SaidForChild.review_id, func.count(), type_coerce(func.min(Mark.at), Mark.at.type))
    wanted = wanted.join(Mark, Mark.about_id == SaidForChild.id).where(SaidForChild.review_id.in_(list(review_ids)))
    found = session().execute(wanted.where(_IS_NOT_QUITE).group_by(SaidForChild.review_id))
    return {review_id: NotQuite(number, first_at) for review_id, number, first_at in found}


_IS_PUT_RIGHT = exists().where(
    Submission.review_id == SaidForChild.review_id,
    Submission.purpose == PUT_RIGHT,
    Submission.sent_at >= Mark.at,
    STANDS,
)
_IS_NOT_QUITE = and_(
    SaidForChild.lock_id.is_not(None),
    SaidForChild.talked_about_on.is_(None),
    Mark.kind == NOT_MEANT,
    ~_IS_PUT_RIGHT.correlate(SaidForChild, Mark),
)
_OF_REVIEW = and_(SaidForChild.review_id == Review.id, Mark.about_id == SaidForChild.id, _IS_NOT_QUITE)
HAS_NOT_QUITE = exists().where(_OF_REVIEW).correlate(Review)
"""Part of a query: a child's "not quite" waits for the officer of a review."""
NOT_QUITES = select(func.count(SaidForChild.id)).where(_OF_REVIEW).correlate(Review).scalar_subquery()
"""Part of a query: how many of them."""


def said_beside(submission: Submission) -> Sequence[Carried]:
    """What was said for the child that belongs beside something they sent: its English; what they put right with it.

    Only for whoever has noted the opening.
    """
    if submission.purpose != PUT_RIGHT:
        return _all_said(SaidForChild.submission_id == submission.id)
    of_review = _all_said(SaidForChild.review_id == submission.review_id, SaidForChild.at <= submission.sent_at)
    return [each for each in of_review if each.is_not_meant]


def _all_said(*conditions: ColumnElement[bool]) -> Sequence[Carried]:
    wanted = select(SaidForChild).where(*conditions).order_by(SaidForChild.at, SaidForChild.id)
    return [*map(_opened, session().scalars(wanted))]


def said_behind(lock: Lock, private: X25519PrivateKey) -> tuple[Carried, ...]:
    """What was said for the child whose lock this is, the newest first. The staff's envelopes are not even loaded."""
    wanted = select(SaidForChild).where(SaidForChild.lock_id == lock.id).order_by(SaidForChild.at.desc())
    found = session().scalars(wanted.options(load_only(*_SHOWN, raiseload=True)))
    return tuple(filter(None, (_shown(each, lock, private) for each in found)))


def is_behind(lock: Lock, said_id: str) -> bool:
    """Whether this was said for the child whose lock this is, and stands."""
    behind = SaidForChild.id == said_id, SaidForChild.lock_id == lock.id
    return session().scalar(select(SaidForChild.id).where(*behind)) is not None


_SHOWN = (
    SaidForChild.review_id,
    SaidForChild.said_by,
    SaidForChild.at,
    SaidForChild.lock_id,
    SaidForChild.for_child,
    SaidForChild.meant_at,
    SaidForChild.not_meant_at,
)


def _shown(said: SaidForChild, lock: Lock, private: X25519PrivateKey) -> Carried | None:
    try:
        return Carried(said, **json.loads(open_envelope(said.for_child or b"", header_of_said(said), lock.id, private)))
    except CannotOpen:
        return None


def is_to_put_right(review_id: str) -> bool:
    """The child of this review has said of something that stands that it is not quite what they meant."""
    is_marked = exists().where(Mark.about_id == SaidForChild.id, Mark.kind == NOT_MEANT)
    of_review = SaidForChild.review_id == review_id, SaidForChild.lock_id.is_not(None)
    return session().scalar(select(SaidForChild.id).where(*of_review, is_marked).limit(1)) is not None
