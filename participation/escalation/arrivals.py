"""What has come since the worker looked last: when it came is noted, and whose it is hears of it.

The public side cannot write to the outbox: whoever held it could say there that somebody has been told already.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import load_only

from participation import clock
from participation.advocacy.notices import ADVOCATE_ASKED
from participation.contact.models import ContactRequest
from participation.db import session, transaction
from participation.db.arriving import believed
from participation.outbox.actions import queue
from participation.reviews.models import CHILD_HAS_DIED, Review
from participation.staff.models import Role
from participation.submissions.models import Submission

VIEWS_SENT = "views_sent"
AT_ONCE = 200
"""So many in one transaction: on SQLite a child who sends meanwhile has to wait for it."""


def note_arrivals() -> int:
    """Note what came, in one transaction with the notices of it; returns how much."""
    return _note_submissions() + _note_requests()


def _note_submissions() -> int:
    new = select(Submission.id).where(Submission.came_at.is_(None)).limit(AT_ONCE)
    if session().scalar(new.limit(1)) is None:
        return 0
    with transaction() as current:
        columns = load_only(Submission.sent_at, Submission.kind, Submission.asks_for_advocate)
        wanted = select(Submission, Review.officer_id, CHILD_HAS_DIED).join(Review).where(Submission.came_at.is_(None))
        locked = wanted.options(columns).limit(AT_ONCE).with_for_update(skip_locked=True, key_share=True, of=Submission)
        found = current.execute(locked).all()
        for submission, officer_id, has_died in found:
            submission.came_at = believed(submission.sent_at, clock.now())
            if has_died:
                continue  # nothing is sent to anybody
            if submission.asks_for_advocate:
                queue(ADVOCATE_ASKED, f"{ADVOCATE_ASKED}/{submission.id}", to_role=Role.ADVOCATE)
            if submission.kind in ("views", "adult") and officer_id:
                # However much comes in a day, the officer is told of it once.
                queue(VIEWS_SENT, key_of_day(officer_id, clock.today()), to_staff_id=officer_id)
    return len(found)


def _note_requests() -> int:
    new = select(ContactRequest).where(ContactRequest.came_at.is_(None)).options(load_only(ContactRequest.asked_at))
    if session().scalar(select(new.limit(1).exists())) is not True:
        return 0
    with transaction() as current:
        found = current.scalars(new.limit(AT_ONCE).with_for_update(skip_locked=True, key_share=True)).all()
        for request in found:
            request.came_at = believed(request.asked_at, clock.now())
    return len(found)


def key_of_day(officer_id: str, day: date) -> str:
    """The key of the notice that something came for an officer on a day."""
    return f"{VIEWS_SENT}/{officer_id}/{day}"
