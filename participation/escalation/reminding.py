"""What a manager does about what is left undone: one press reminds its officer, or gives it to another."""

from participation import clock
from participation.audit import actions as audit
from participation.db import as_one, transaction
from participation.endings.actions import Takers, hand_over
from participation.escalation.queries import review_to_give
from participation.outbox.actions import queue
from participation.outbox.queries import known_keys
from participation.permissions.queries import takers
from participation.staff.models import Role, Staff
from participation.staff.queries import can_be_alerted

LEFT_UNDONE = "left_undone"


def remind(by: Staff, officer_id: str) -> bool:
    """Tell an officer by mail that something waits, once a day at most: False where that was done today.

    Raises LookupError for whoever cannot be told.
    """
    if officer_id not in {each.id for each in can_be_alerted((Role.OFFICER,))}:
        raise LookupError(officer_id)
    key = f"{LEFT_UNDONE}/{officer_id}/{clock.today().isoformat()}"
    with transaction() as session:
        if known_keys([key]):
            return False
        queue(LEFT_UNDONE, key, to_staff_id=officer_id)
        audit.record(session, by.id, "reminded", f"staff/{officer_id}")
    return True


def give_review(by: Staff, review_id: str, officer_id: str) -> bool:
    """Give one review to another officer, who is told; False where nobody like that may have it.

    Raises LookupError for a review that this person may not give.
    """
    with as_one():
        review = review_to_give(by, review_id)
        if review is None:
            raise LookupError(review_id)
        taker = next((each for each in takers() if each.id == officer_id), None)
        if taker is None or taker.id == review.officer_id:
            return False
        hand_over([review], Takers(taker), by.id)
    return True
