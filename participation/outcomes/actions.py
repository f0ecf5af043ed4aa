"""Recording how a child took part, and what came of what they asked for."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation import clock, sealing
from participation.audit import actions as audit
from participation.db import inserting, new_id, transaction
from participation.invitations.marks import IS_OK, SHOWN, mark, mark_as_said
from participation.invitations.models import Invitation
from participation.invitations.open_visits import OpenVisit
from participation.locks.models import Lock
from participation.locks.queries import lock_of_letter
from participation.locks.secrets import is_key, public_half
from participation.outcomes.codes import Code, Suggestion, contradiction
from participation.outcomes.models import NEEDS_A_REASON, Outcome, Participation, Reply
from participation.outcomes.queries import header_of, header_of_why, is_behind, to_answer, to_be_done
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


class Unexplained(Exception):
    """Another code than the suggested one, or less than the child asked for, and nobody says why."""


class NoLock(Exception):
    """Words for a child whose letter has no lock: whoever finds the letter could read them."""


@dataclass(frozen=True)
class Beside:
    """What is recorded beside the code."""

    chaired: str = ""
    seen_before_on: date | None = None
    observed: bool = False
    why: str = ""
    """Why it is not the code that was suggested."""


def record_participation(officer: Staff, review_id: str, code: Code, suggestion: Suggestion, beside: Beside) -> None:
    """Keep the code that the officer confirms, with the one that was suggested and why; again replaces it.

    Raises LookupError for a review that is not this officer's own, TooEarly, Impossible, and Unexplained where the
    officer knows better than the suggestion and does not say why.
    """
    knows_better = suggestion.code not in (None, code)
    if knows_better and not beside.why:
        raise Unexplained
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
        row.why = keyring().seal(beside.why.encode(), header_of_why(row)) if knows_better else None
        session.add(row)
        audit.record(session, officer.id, "recorded participation", f"review/{review.id}", code)
        if knows_better:
            audit.record(session, officer.id, "knew better", f"review/{review.id}", f"suggested {suggestion.code}")


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


def forget_asked(replaced: Iterable[tuple[Submission, str]]) -> None:
    """These wait no more: the child has said something else in their place before anybody answered."""
    for sent, question in replaced:
        with transaction() as session:
            of = Outcome.submission_id == sent.id, Outcome.question == question, Outcome.answered_at.is_(None)
            session.execute(delete(Outcome).where(*of))


def _waiting(sent: Submission, question: str) -> dict[str, str]:
    about = {"review_id": sent.review_id, "submission_id": sent.id, "question": question}
    return {"id": new_id(), **about, "state": "open", "told": ""}


@dataclass(frozen=True)
class Decision:
    """What came of one thing that a child said: a state, words if there is a lock, and how else they were told."""

    state: str
    words: str = ""
    told: str = ""
    why: str = ""
    """For the record alone, where the child was not written to here."""
    who_does: str = ""
    by_when: date | None = None
    talked_about_on: date | None = None

    @property
    def is_unexplained(self) -> bool:
        """Less than was asked for, and not a word of why."""
        return self.state in NEEDS_A_REASON and not (self.words or self.why)


def answer(officer: Staff, review_id: str, submission_id: str, question: str, decision: Decision) -> None:
    """Keep what came of something, sealed to the child's lock; again replaces it.

    Raises LookupError for what was not sent to this officer, Unexplained, NoLock.
    """
    if decision.is_unexplained:
        raise Unexplained
    with transaction() as session:
        submission = to_answer(officer, review_id, submission_id)
        if submission is None:
            raise LookupError(submission_id)
        lock = lock_of_letter(session.get_one(Invitation, submission.invitation_id))
        if decision.words and not (lock and is_key(lock.public)):
            raise NoLock
        outcome = _outcome(session, submission, question)
        _decide(outcome, decision)
        _seal(session, outcome, decision, lock)
        audit.record(session, officer.id, "answered", f"submission/{submission.id}", question)


def _decide(outcome: Outcome, decision: Decision) -> None:
    if outcome.state != decision.state:
        outcome.done_on = clock.today() if decision.state == "done" else None
    outcome.state, outcome.told, outcome.answered_at = decision.state, decision.told, clock.now()
    outcome.by_when, outcome.talked_about_on = decision.by_when, decision.talked_about_on
    if decision.told and outcome.told_at is None:
        outcome.told_at = clock.now()


def mark_done(officer: Staff, review_id: str, outcome_id: str, *, is_done: bool) -> None:
    """What was agreed at this review of the officer's own, or at an earlier one of the same child, is done today.

    What was decided and said stays as it is. Raises LookupError for what is not theirs, and for what nobody agreed to.
    """
    with transaction() as session:
        outcome = to_be_done(officer, review_id, outcome_id)
        if outcome is None:
            raise LookupError(outcome_id)
        if is_done == (outcome.done_on is not None):
            return
        outcome.done_on = clock.today() if is_done else None
        act = "noted as done" if is_done else "noted as not done"
        audit.record(session, officer.id, act, f"submission/{outcome.submission_id}", outcome.question)


def _outcome(session: Session, submission: Submission, question: str) -> Outcome:
    session.execute(inserting(Outcome).values(_waiting(submission, question)).on_conflict_do_nothing())
    wanted = select(Outcome).where(Outcome.submission_id == submission.id, Outcome.question == question)
    return session.scalars(wanted.with_for_update()).one()


def _seal(session: Session, outcome: Outcome, decision: Decision, lock: Lock | None) -> None:
    """Once for the staff, and once for the child alone."""
    session.execute(delete(Reply).where(Reply.outcome_id == outcome.id))
    header, said = header_of(outcome), {"words": decision.words, "who_does": decision.who_does}
    is_empty = not (decision.words or decision.why or decision.who_does)
    outcome.answer = None if is_empty else keyring().seal(_json({**said, "why": decision.why}), header)
    if lock and decision.words:
        envelope = sealing.seal(_json(said), header, {lock.id: public_half(lock.public)})
        session.add(Reply(outcome_id=outcome.id, lock_id=lock.id, envelope=envelope))


def _json(words: Mapping[str, str]) -> bytes:
    return json.dumps(words).encode()


def note_shown(visit: OpenVisit, lock: Lock) -> None:
    """The child looks at every answer that waits behind the lock: each, and what it answers, is marked."""
    sent = select(Receipt.id).where(Receipt.invitation_id == visit.invitation_id)
    behind = (
        select(Outcome.id, Reply.id)
        .join(Reply, Reply.outcome_id == Outcome.id)
        .where(Outcome.submission_id.in_(sent), Reply.lock_id == lock.id)
    )
    with transaction() as session:
        mark(SHOWN, (id for row in session.execute(behind) for id in row if id), clock.now())


def note_ok(visit: OpenVisit, lock: Lock, answer_id: str, said: str) -> None:
    """The child says whether an answer behind their lock is OK. A no stands until the officer answers again.

    Raises LookupError for what is not behind this lock, ValueError for what is no answer to that.
    """
    mark_as_said(said, IS_OK, answer_id, partial(is_behind, visit.invitation_id, lock))
