"""Recording how a child took part, and what came of what they asked for."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation import clock, sealing
from participation.audit import actions as audit
from participation.db import inserting, new_id, transaction
from participation.invitations.marks import SHOWN, mark
from participation.invitations.models import Invitation, Visit
from participation.locks.models import Lock
from participation.locks.queries import lock_of_letter
from participation.locks.secrets import is_key, public_half
from participation.outcomes.codes import Code, Suggestion, contradiction
from participation.outcomes.models import Outcome, Participation, Reply
from participation.outcomes.queries import header_of, to_answer
from participation.permissions.queries import review_for
from participation.reviews.models import Review
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff
from participation.submissions.models import Receipt, Submission


class TooEarly(Exception):
    """The day of the meeting has not come, or there is none."""


class Impossible(Exception):
    """The code cannot be true for a child of this age; `rule` is the national rule that says so."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class NoLock(Exception):
    """Words for a child whose letter has no lock: whoever finds the letter could read them."""


@dataclass(frozen=True)
class Beside:
    """What is recorded beside the code."""

    chaired: str = ""
    seen_before_on: date | None = None
    observed: bool = False


def record_participation(officer: Staff, review_id: str, code: Code, suggestion: Suggestion, beside: Beside) -> None:
    """Keep the code that the officer confirms, with the one that was suggested and why; again replaces it.

    Raises LookupError for a review that is not this officer's own, TooEarly, Impossible.
    """
    with transaction() as session:
        session.execute(select(Review.id).where(Review.id == review_id).with_for_update(key_share=True))
        review = review_for(officer, review_id)
        if review is None:
            raise LookupError(review_id)
        _refuse_what_cannot_be(review, code)
        row = session.get(Participation, review.id) or Participation(review_id=review.id)
        row.code = code
        row.suggested = suggestion.code or ""
        row.reasons = [str(reason) for reason in suggestion.reasons]
        row.chaired, row.seen_before_on, row.observed = beside.chaired, beside.seen_before_on, beside.observed
        row.recorded_by, row.recorded_at = officer.id, clock.now()
        session.add(row)
        audit.record(session, officer.id, "recorded participation", f"review/{review.id}", code)


def _refuse_what_cannot_be(review: Review, code: Code) -> None:
    if review.meets_on is None or clock.today() < review.meets_on:
        raise TooEarly
    rule = contradiction(code, review.child.born_on, review.meets_on)
    if rule:
        raise Impossible(rule)


def note_asked(asked: Iterable[tuple[Submission, str]]) -> None:
    """Remember that these things wait for an answer, each a submission and a question; again changes nothing."""
    if rows := [_waiting(sent, question) for sent, question in asked]:
        with transaction() as session:
            session.execute(inserting(Outcome).values(rows).on_conflict_do_nothing())


def _waiting(sent: Submission, question: str) -> dict[str, str]:
    about = {"review_id": sent.review_id, "submission_id": sent.id, "question": question}
    return {"id": new_id(), **about, "state": "open", "told": ""}


@dataclass(frozen=True)
class Decision:
    """What came of one thing that a child said: a state, words if there is a lock, and how else they were told."""

    state: str
    words: str = ""
    told: str = ""


def answer(officer: Staff, review_id: str, submission_id: str, question: str, decision: Decision) -> None:
    """Keep what came of something, sealed to the child's lock; again replaces it.

    Raises LookupError for what was not sent to this officer, NoLock.
    """
    with transaction() as session:
        submission = to_answer(officer, review_id, submission_id)
        if submission is None:
            raise LookupError(submission_id)
        lock = lock_of_letter(session.get_one(Invitation, submission.invitation_id))
        if decision.words and not (lock and is_key(lock.public)):
            raise NoLock
        outcome = _outcome(session, submission, question)
        outcome.state, outcome.told, outcome.answered_at = decision.state, decision.told, clock.now()
        if decision.told and outcome.told_at is None:
            outcome.told_at = clock.now()
        _seal(session, outcome, decision.words, lock)
        audit.record(session, officer.id, "answered", f"submission/{submission.id}", question)


def _outcome(session: Session, submission: Submission, question: str) -> Outcome:
    session.execute(inserting(Outcome).values(_waiting(submission, question)).on_conflict_do_nothing())
    wanted = select(Outcome).where(Outcome.submission_id == submission.id, Outcome.question == question)
    return session.scalars(wanted.with_for_update()).one()


def _seal(session: Session, outcome: Outcome, words: str, lock: Lock | None) -> None:
    """Once for the staff, and once for the child alone."""
    session.execute(delete(Reply).where(Reply.outcome_id == outcome.id))
    plain, header = json.dumps({"words": words}).encode(), header_of(outcome)
    outcome.answer = keyring().seal(plain, header) if words else None
    if lock and words:
        envelope = sealing.seal(plain, header, {lock.id: public_half(lock.public)})
        session.add(Reply(outcome_id=outcome.id, lock_id=lock.id, envelope=envelope))


def note_shown(visit: Visit, lock: Lock) -> None:
    """The child looks at every answer that waits behind the lock."""
    sent = select(Receipt.id).where(Receipt.invitation_id == visit.invitation_id)
    behind = select(Reply.outcome_id).where(Reply.lock_id == lock.id)
    waiting = select(Outcome.id).where(
        Outcome.submission_id.in_(sent), Outcome.id.in_(behind), Outcome.shown_at.is_(None)
    )
    with transaction() as session:
        mark(SHOWN, session.scalars(waiting).all(), clock.now())
