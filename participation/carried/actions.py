"""Keeping what was said for a child, and what the child says of it."""

import json
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from participation import clock, sealing
from participation.audit import actions as audit
from participation.carried.models import MEANT, NOT_MEANT, SaidBy, SaidForChild
from participation.carried.queries import header_of_said, is_behind, meant_of, said_for
from participation.db import new_id, transaction
from participation.invitations.marks import SHOWN, mark_as_said
from participation.locks.models import Lock
from participation.locks.queries import lock_of_child
from participation.locks.secrets import is_key, public_half
from participation.permissions.queries import review_for
from participation.reviews.models import Review
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff
from participation.submissions.models import Submission


@dataclass(frozen=True)
class ToSay:
    """What is said for a child."""

    said_by: SaidBy
    words: str
    of: str = ""
    """The child's own words, where these are their English."""
    submission_id: str | None = None
    question: str = ""


def say_for(officer: Staff, review_id: str, to_say: ToSay) -> bool:
    """Keep what was said for a child, and show it to whoever knows the lock of their letter, if it has one.

    It takes the place of what stood there; the same again changes nothing, and gives False. Raises LookupError for a
    review that is not this officer's own: nobody shows a child words in another's name.
    """
    with transaction() as session:
        # Two Saves at once would leave two accounts of one thing.
        session.execute(select(Review.id).where(Review.id == review_id).with_for_update(key_share=True))
        review = review_for(officer, review_id)
        if review is None or review.officer_id != officer.id:
            raise LookupError(review_id)
        lock, said = _lock(review_id), _new(officer, review_id, to_say)
        if before := next((each for each in said_for(officer, review_id) if each.said.slot == said.slot), None):
            if before.stands_as(to_say.said_by, to_say.words, lock):
                return False
            before.said.lock_id = before.said.for_child = None
        plain = json.dumps({"words": to_say.words, "of": to_say.of}).encode()
        said.words = keyring().seal(plain, header_of_said(said))
        if lock:
            said.lock_id = lock.id
            said.for_child = sealing.seal(plain, header_of_said(said), {lock.id: public_half(lock.public)})
        session.add(said)
        audit.record(session, officer.id, "wrote what was said for", f"review/{review_id}", said.said_by)
    return True


def note_talked(officer: Staff, review_id: str, said_id: str) -> None:
    """The officer has talked with the child about their "not quite". Raises LookupError where nothing like it waits."""
    with transaction() as session:
        said = session.get(SaidForChild, said_id) or session.get(Submission, said_id)
        is_right = review_for(officer, review_id) and said and said.review_id == review_id
        if said is None or not is_right or meant_of([said_id]).get(said_id, True):
            raise LookupError(said_id)
        said.talked_about_on = said.talked_about_on or clock.today()
        audit.record(session, officer.id, "talked about what was said for", f"review/{review_id}")


def _lock(review_id: str) -> Lock | None:
    """The public side may have written anything there: what is no key locks nothing."""
    lock = lock_of_child(review_id)
    return lock if lock and is_key(lock.public) else None


def _new(officer: Staff, review_id: str, to_say: ToSay) -> SaidForChild:
    return SaidForChild(
        id=new_id(),
        review_id=review_id,
        said_by=to_say.said_by.value,
        submission_id=to_say.submission_id,
        question=to_say.question,
        by_id=officer.id,
        at=clock.now(),
    )


def note_meant(lock: Lock, said_id: str, word: str) -> None:
    """The child says that something is what they meant, or is not quite; nobody takes the second back.

    Raises LookupError for what is not behind this lock, ValueError for what is no answer to that.
    """
    mark_as_said(word, (MEANT, NOT_MEANT), said_id, partial(is_behind, lock))


def note_letter_read(lock: Lock, said_id: str) -> None:
    """The child opens the letter after the review. Raises LookupError for what is not behind this lock."""
    mark_as_said(SHOWN, (SHOWN,), said_id, partial(is_behind, lock))
