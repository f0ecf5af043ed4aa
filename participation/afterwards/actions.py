"""Marking what was done after a review, and taking that back."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation import clock
from participation.afterwards.models import READ, Act, ActRecipient, ReviewAct
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
        id = _kept(session, review.id, {"act": act, "done_on": on, "by_id": officer.id})
        if id is None:
            return False
        known = {person.id for person in review.people if person.ending_id is None}
        session.add_all(ActRecipient(act_id=id, person_id=person_id) for person_id in known.intersection(sent_to))
        audit.record(session, officer.id, "marked as done", f"review/{review.id}", act)
    return True


def note_letter_read(review_id: str, by_id: str, on: date) -> bool:
    """The child has read the letter on its page: that day they had it. False where it was marked before."""
    with transaction() as session:
        read = {"act": Act.LETTER, "done_on": on, "by_id": by_id, "how": READ}
        is_news = _kept(session, review_id, read) is not None
        if is_news:
            audit.record(session, "system", "marked as done", f"review/{review_id}", Act.LETTER)
    return is_news


def _kept(session: Session, review_id: str, values: dict[str, object]) -> str | None:
    """The id of the row; None where this act of the review was marked before."""
    id = new_id()
    row = {"id": id, "review_id": review_id, "how": "", "entered_at": clock.now(), **values}
    session.execute(inserting(ReviewAct).values(row).on_conflict_do_nothing())
    stands = select(ReviewAct.id).where(ReviewAct.review_id == review_id, ReviewAct.act == values["act"])
    return id if session.scalar(stands) == id else None


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
