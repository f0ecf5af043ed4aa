"""Marking what was done after a review, and taking that back."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, select

from participation import clock
from participation.afterwards.models import Act, ActRecipient, ReviewAct
from participation.afterwards.queries import is_held, may_take_back
from participation.audit import actions as audit
from participation.db import inserting, new_id, transaction
from participation.permissions.queries import review_for
from participation.staff.models import Staff


class NotThen(Exception):
    """The day is before the meeting, or has not come."""


def mark_done(officer: Staff, review_id: str, act: Act, on: date, sent_to: Collection[str] = ()) -> bool:
    """Keep that it was done on a day, and to whom of the review's people it went; False where it was marked before.

    Raises LookupError for a review that this officer does not care for or that was not held, and NotThen.
    """
    with transaction() as session:
        review = review_for(officer, review_id)
        if review is None or not is_held(review):
            raise LookupError(review_id)
        if review.meets_on is None or not review.meets_on <= on <= clock.today():
            raise NotThen
        id, about = new_id(), {"review_id": review.id, "act": act}
        row = {"id": id, **about, "done_on": on, "by_id": officer.id, "entered_at": clock.now()}
        session.execute(inserting(ReviewAct).values(row).on_conflict_do_nothing())
        if session.scalar(select(ReviewAct.id).filter_by(**about)) != id:
            return False
        known = {person.id for person in review.people if person.ending_id is None}
        session.add_all(ActRecipient(act_id=id, person_id=person_id) for person_id in known.intersection(sent_to))
        audit.record(session, officer.id, "marked as done", f"review/{review.id}", act)
    return True


def take_back(officer: Staff, review_id: str, act: Act) -> bool:
    """It is not done after all; False unless the same person says so within a day."""
    with transaction() as session:
        review = review_for(officer, review_id)
        wanted = select(ReviewAct).where(ReviewAct.review_id == review_id, ReviewAct.act == act).with_for_update()
        done = session.scalar(wanted)
        if review is None or done is None or not may_take_back(officer, done):
            return False
        session.execute(delete(ActRecipient).where(ActRecipient.act_id == done.id))
        session.execute(delete(ReviewAct).where(ReviewAct.id == done.id))
        audit.record(session, officer.id, "marked as not done", f"review/{review_id}", act)
    return True
