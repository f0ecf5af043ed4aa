"""Finding the lock of a letter."""

from sqlalchemy import bindparam, or_, select

from participation.db import session
from participation.invitations.models import CHILD, Invitation, StillOpens
from participation.invitations.queries import LETTER_STANDS
from participation.locks.models import Lock

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
