"""Finding the lock of a letter."""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, or_, select

from participation.db import session
from participation.invitations.models import CHILD, Invitation, StillOpens
from participation.invitations.queries import LETTER_STANDS
from participation.locks.models import Lock
from participation.locks.secrets import header_for
from participation.sealing import Header

_LOCK = select(Lock).where(Lock.invitation_id == bindparam("invitation_id"), Lock.printing == bindparam("printing"))


def lock_of(invitation_id: str, printing: int) -> Lock | None:
    """The lock on this printing of a letter, if the child has put one on it."""
    return session().scalar(_LOCK, {"invitation_id": invitation_id, "printing": printing})


def lock_of_child(review_id: str) -> Lock | None:
    """The lock on the child's letter about a review, as it was printed last."""
    return session().scalar(
        select(Lock)
        .join(Invitation, (Invitation.id == Lock.invitation_id) & (Invitation.printings == Lock.printing))
        .where(Invitation.review_id == review_id, Invitation.respondent == CHILD)
        .where(or_(LETTER_STANDS, Invitation.still_opens == StillOpens.OWN_WORDS))
    )


def lock_of_letter(invitation: Invitation) -> Lock | None:
    """The lock on the letter as it was printed last."""
    return lock_of(invitation.id, invitation.printings)


def locks_of(invitation_ids: Iterable[str]) -> Sequence[tuple[Lock, bool]]:
    """The locks on these letters as they were printed last, and whether each can go along to a new letter."""
    is_printed_last = (Invitation.id == Lock.invitation_id) & (Invitation.printings == Lock.printing)
    wanted = select(Lock, Lock.for_next_letter.is_not(None)).join(Invitation, is_printed_last)
    return session().execute(wanted.where(Lock.invitation_id.in_(list(invitation_ids)))).all()


def header_of(lock: Lock) -> Header:
    """What `for_next_letter` is bound to: nothing that changes while the lock is there."""
    return header_for(lock.id, lock.set_at)
