"""What was said for a child: for whoever may read the review, and for the child whose lock opens it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased, load_only

from participation import clock
from participation.carried.models import CARRIED, MEANT, NOT_MEANT, SaidForChild
from participation.db import session
from participation.invitations.marks import WITHDRAWN, Mark
from participation.invitations.models import Invitation
from participation.invitations.purposes import PUT_RIGHT
from participation.locks.models import Lock
from participation.permissions.queries import is_readable_by
from participation.reviews.models import Review
from participation.sealing import CannotOpen, Header, open_envelope
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff
from participation.submissions.models import OwnCopy, Submission


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


def not_quite(review_ids: Sequence[str]) -> Select[Any]:
    """Those of these reviews for which a "not quite" waits: how many, and when the child said so first.

    Whoever holds the public side may have written any moment.
    """
    waiting = [
        select(of.review_id, Mark.at).where(of.review_id.in_(review_ids), waits) for of, waits in _NOT_QUITE.items()
    ]
    each = union_all(*waiting).subquery()
    return select(each.c.review_id, func.count(), func.min(each.c.at)).group_by(each.c.review_id)


def meant_of(submission_ids: Iterable[str]) -> dict[str, bool]:
    """Of these those to which their child said that they are what they meant; False where anything was not quite."""
    said = select(Mark.about_id, func.count().filter(Mark.kind == NOT_MEANT) == 0)
    said = said.where(Mark.about_id.in_(list(submission_ids)), Mark.kind.in_((MEANT, NOT_MEANT)))
    return {id: bool(is_meant) for id, is_meant in session().execute(said.group_by(Mark.about_id))}


def _is_not_quite(table: type[SaidForChild] | type[Submission]) -> ColumnElement[bool]:
    """Part of a query: a row and the mark of its child, who has put nothing right since, nor talked about it."""
    correction, taken_back = aliased(Submission), aliased(Mark)
    is_put_right = exists().where(
        correction.review_id == table.review_id,
        correction.purpose == PUT_RIGHT,
        correction.sent_at >= Mark.at,
        ~exists().where(taken_back.about_id == correction.id, taken_back.kind == WITHDRAWN),
    )
    return and_(
        Mark.about_id == table.id,
        Mark.kind == NOT_MEANT,
        table.talked_about_on.is_(None),
        ~is_put_right.correlate(table, Mark),
    )


_NOT_QUITE: Mapping[Any, ColumnElement[bool]] = {
    SaidForChild: and_(_is_not_quite(SaidForChild), SaidForChild.lock_id.is_not(None)),
    Submission: _is_not_quite(Submission),
}
_OF_REVIEW = [(of, and_(of.review_id == Review.id, waits)) for of, waits in _NOT_QUITE.items()]
HAS_NOT_QUITE = or_(*(exists().where(waits).correlate(Review) for _, waits in _OF_REVIEW))
"""Part of a query: a child's "not quite" waits for the officer of a review."""
_COUNTS = [select(func.count(of.id)).where(waits).correlate(Review).scalar_subquery() for of, waits in _OF_REVIEW]
NOT_QUITES: ColumnElement[int] = sum(_COUNTS, start=literal(0))
"""Part of a query: how many of them."""


def said_beside(submission: Submission) -> Sequence[Carried]:
    """What was said for the child that belongs beside something they sent: its English; what they put right with it.

    Only for whoever has noted the opening.
    """
    if submission.purpose != PUT_RIGHT:
        return _all_said(SaidForChild.submission_id == submission.id)
    of_review = _all_said(SaidForChild.review_id == submission.review_id, SaidForChild.at <= submission.sent_at)
    return [each for each in of_review if each.is_not_meant]


IS_CARRIED = SaidForChild.said_by.in_(CARRIED)
"""Part of a query: somebody told it to the meeting."""


def carried_to(review_id: str) -> SaidForChild | None:
    """What was told to the meeting for the child, as it stands, closed."""
    wanted = select(SaidForChild).where(SaidForChild.review_id == review_id, IS_CARRIED)
    return session().scalar(wanted.order_by(SaidForChild.at.desc(), SaidForChild.id.desc()).limit(1))


def _all_said(*conditions: ColumnElement[bool]) -> Sequence[Carried]:
    wanted = select(SaidForChild).where(*conditions).order_by(SaidForChild.at, SaidForChild.id)
    return [*map(_opened, session().scalars(wanted))]


def said_behind(lock: Lock, private: X25519PrivateKey) -> tuple[Carried, ...]:
    """What was said for the child whose lock this is, the newest first. The staff's envelopes are not even loaded."""
    wanted = select(SaidForChild).where(SaidForChild.lock_id == lock.id).order_by(SaidForChild.at.desc())
    found = session().scalars(wanted.options(load_only(*_SHOWN, raiseload=True)))
    return tuple(filter(None, (_shown(each, lock, private) for each in found)))


def is_behind(lock: Lock, id: str) -> bool:
    """Whether this stands of what was said for the child whose lock this is, or is a form of theirs behind it."""
    said = select(SaidForChild.id).where(SaidForChild.id == id, SaidForChild.lock_id == lock.id)
    form = select(OwnCopy.submission_id).where(OwnCopy.submission_id == id, OwnCopy.lock_id == lock.id)
    return session().scalar(union_all(said, form).limit(1)) is not None


_SHOWN = (
    SaidForChild.review_id,
    SaidForChild.said_by,
    SaidForChild.at,
    SaidForChild.lock_id,
    SaidForChild.for_child,
    SaidForChild.meant_at,
    SaidForChild.not_meant_at,
    SaidForChild.read_at,
)


def _shown(said: SaidForChild, lock: Lock, private: X25519PrivateKey) -> Carried | None:
    try:
        return Carried(said, **json.loads(open_envelope(said.for_child or b"", header_of_said(said), lock.id, private)))
    except CannotOpen:
        return None


def is_to_put_right(review_id: str) -> bool:
    """The child of this review has said "not quite" to something that stands, or to a form with which they had help."""
    return session().scalar(_not_quite_of_one(), {"of_review": review_id}) is not None


@cache
def _not_quite_of_one() -> Select[Any]:
    """Asked for most pages of a child, so it is composed once."""
    of_review: BindParameter[str] = bindparam("of_review")
    said = select(SaidForChild.id).where(SaidForChild.review_id == of_review, SaidForChild.lock_id.is_not(None))
    behind = select(OwnCopy.submission_id).join(Lock, Lock.id == OwnCopy.lock_id)
    sent = behind.join(Invitation, Invitation.id == Lock.invitation_id).where(Invitation.review_id == of_review)
    is_marked = Mark.about_id.in_(union_all(said, sent)), Mark.kind == NOT_MEANT
    return select(Mark.about_id).where(*is_marked).limit(1)
