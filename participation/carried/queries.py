"""What was said for a child: for whoever may read the review, and for the child whose lock opens it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import exists, select
from sqlalchemy.orm import load_only

from participation import clock
from participation.carried.models import NOT_MEANT, SaidForChild
from participation.db import session
from participation.invitations.marks import Mark
from participation.locks.models import Lock
from participation.permissions.queries import is_readable_by
from participation.reviews.models import Review
from participation.sealing import CannotOpen, Header, open_envelope
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff


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


def words_said_for(ids: Iterable[str]) -> Mapping[str, str]:
    """The words of these, by id, also of what was put in other words since. Only for whoever has noted the opening."""
    found = session().scalars(select(SaidForChild).where(SaidForChild.id.in_(list(ids))))
    return {each.id: _opened(each).words for each in found}


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
