"""How children took part, as recorded; and what came of what they asked for."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import defer, joinedload, load_only

from participation import clock
from participation.db import session
from participation.invitations.marks import IS_OK, is_ok_with
from participation.locks.models import Lock
from participation.outcomes.models import IS_NOT_OK, PROMISED, Outcome, Participation, Reply
from participation.permissions.queries import is_readable_by
from participation.reviews.models import REVIEW_STANDS, Review
from participation.sealing import CannotOpen, Header, open_envelope
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff
from participation.submissions.models import Receipt, Submission
from participation.submissions.queries import STANDS


def recorded(review_ids: Iterable[str]) -> dict[str, Participation]:
    """What is recorded for these reviews, by review."""
    wanted = select(Participation).where(Participation.review_id.in_(list(review_ids)))
    return {each.review_id: each for each in session().scalars(wanted)}


def history(child_id: str, before: date) -> Sequence[tuple[date, str]]:
    """The days of this child's reviews before a day, the newest first, each with its code or nothing.

    Whoever may open a child's review may know these: they are the child's own, and hold nobody's words.
    """
    wanted = (
        select(Review.meets_on, Participation.code)
        .outerjoin(Participation, Participation.review_id == Review.id)
        .where(Review.child_id == child_id, Review.meets_on < before, REVIEW_STANDS)
        .order_by(Review.meets_on.desc())
    )
    return [(met_on, code or "") for met_on, code in session().execute(wanted) if met_on]


@dataclass(frozen=True)
class Answered:
    """What a child is told of one thing that they said."""

    question: str
    state: str
    words: str
    answered_at: datetime
    seen_at: datetime | None
    who_does: str = ""
    by_when: date | None = None
    talked_about_on: date | None = None
    done_on: date | None = None
    id: str = ""
    """Of this answer; a later one to the same thing has another."""
    is_ok: str = ""
    """What the child says of it, one of IS_OK."""


def header_of_why(recorded: Participation) -> Header:
    """What an officer's reason for another code is bound to."""
    day = clock.local(recorded.recorded_at).date()
    return Header("why", recorded.review_id, recorded.review_id, language="", questionnaire=recorded.code, day=day)


def why_of(recorded: Participation | None) -> str:
    """Why an officer recorded another code than the suggested one; nothing where there is no reason to be had."""
    if recorded is None or recorded.why is None:
        return ""
    try:
        return keyring().open(recorded.why, header_of_why(recorded)).decode()
    except CannotOpen:
        return ""


def header_of(outcome: Outcome) -> Header:
    """What an answer is bound to, read from its row."""
    if outcome.answered_at is None:
        raise ValueError("nothing has been answered")
    day = clock.local(outcome.answered_at).date()
    return Header("answer", outcome.id, outcome.review_id, language="", questionnaire=outcome.question, day=day)


def answers_to(
    receipts: Iterable[Receipt], lock: Lock, private: X25519PrivateKey
) -> Mapping[str, tuple[Answered, ...]]:
    """The officer's answers that this lock opens, by what was sent. Their words for the staff are not even loaded."""
    wanted = (
        select(Outcome, Reply)
        .join(Reply, Reply.outcome_id == Outcome.id)
        .where(Outcome.submission_id.in_([receipt.id for receipt in receipts]), Reply.lock_id == lock.id)
        .options(load_only(*_SHOWN, raiseload=True))
        .order_by(Outcome.answered_at, Outcome.id)
    )
    there = session().execute(wanted).all()
    said = is_ok_with(reply.id for _, reply in there)
    found: dict[str, tuple[Answered, ...]] = {}
    for outcome, reply in there:
        if answered := _opened(outcome, reply, private):
            answered = replace(answered, is_ok=said.get(answered.id, ""))
            found[outcome.submission_id] = (*found.get(outcome.submission_id, ()), answered)
    return found


def decided(receipts: Iterable[Receipt]) -> frozenset[tuple[str, str]]:
    """Which things have an answer, wherever it was given: by what was sent and the question."""
    wanted = select(Outcome.submission_id, Outcome.question).where(
        Outcome.submission_id.in_([receipt.id for receipt in receipts]), Outcome.state != "open"
    )
    return frozenset((submission_id, question) for submission_id, question in session().execute(wanted))


def is_behind(invitation_id: str, lock: Lock, answer_id: str) -> bool:
    """Whether this is an answer to what was sent with this letter, behind this lock."""
    wanted = (
        select(Reply.id)
        .join(Outcome, Outcome.id == Reply.outcome_id)
        .join(Receipt, Receipt.id == Outcome.submission_id)
        .where(Reply.id == answer_id, Reply.lock_id == lock.id, Receipt.invitation_id == invitation_id)
    )
    return session().scalar(wanted) is not None


def not_ok(review_ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """By review, the outcomes whose answer the child says is not OK, and the officer has not answered again."""
    wanted = select(Outcome.review_id, Outcome.id).where(Outcome.review_id.in_(list(review_ids)), IS_NOT_OK)
    found: dict[str, tuple[str, ...]] = {}
    for review_id, outcome_id in session().execute(wanted.order_by(Outcome.id)):
        found[review_id] = (*found.get(review_id, ()), outcome_id)
    return found


_SHOWN = (
    Outcome.review_id,
    Outcome.submission_id,
    Outcome.question,
    Outcome.state,
    Outcome.answered_at,
    Outcome.shown_at,
    Outcome.by_when,
    Outcome.talked_about_on,
    Outcome.done_on,
)


def _opened(outcome: Outcome, reply: Reply, private: X25519PrivateKey) -> Answered | None:
    try:
        said = json.loads(open_envelope(reply.envelope, header_of(outcome), reply.lock_id, private))
    except CannotOpen:
        return None
    return Answered(
        outcome.question,
        outcome.state,
        said["words"],
        outcome.answered_at or clock.now(),
        reply.seen_at(outcome),
        said.get("who_does", ""),
        outcome.by_when,
        outcome.talked_about_on,
        outcome.done_on,
        reply.id or "",
    )


@dataclass(frozen=True)
class Answer:
    """One thing that a child said, as its officer sees it: what was answered, and whether the child can read it."""

    outcome: Outcome
    words: str
    lock_id: str
    """To which lock the words are sealed; empty where they are to none."""
    why: str = ""
    who_does: str = ""
    is_ok: str = ""
    """What the child says of it, one of IS_OK."""
    seen_at: datetime | None = None
    """When the child saw these words behind their lock."""

    @property
    def is_not_ok(self) -> bool:
        """The child says that it is not OK."""
        return self.is_ok == IS_OK[-1]

    @property
    def is_promised(self) -> bool:
        """It was agreed, all or in part, and is still to be done."""
        return self.outcome.state in PROMISED and self.outcome.done_on is None


def to_answer(officer: Staff, review_id: str, submission_id: str) -> Submission | None:
    """What a child sent for a review of this officer's own: nobody answers in another's name."""
    return session().scalar(
        select(Submission)
        .join(Review)
        .where(
            Submission.id == submission_id,
            Submission.review_id == review_id,
            Submission.kind == "views",
            STANDS,
            Review.officer_id == officer.id,
        )
        .options(joinedload(Submission.review).joinedload(Review.child), joinedload(Submission.invitation))
    )


def answers_of(reader: Staff, review_id: str) -> Mapping[tuple[str, str], Answer]:
    """What came of what was asked before a review that somebody may read, by submission and question."""
    found = _answers(Outcome.review_id == review_id, is_readable_by(reader))
    return {(each.outcome.submission_id, each.outcome.question): each for each in found}


def promised_before(reader: Staff, review: Review) -> Sequence[Answer]:
    """What came of what this child asked for at earlier reviews, the newest first.

    For whoever may open the present one, whoever the officer was: docs/decisions/0032.
    """
    present = select(Review.child_id).where(Review.id == review.id, is_readable_by(reader)).correlate(None)
    of_child = Review.child_id == present.scalar_subquery()
    found = _answers(of_child, Review.meets_on < _day_of(review))
    return sorted(found, key=lambda each: each.outcome.review.meets_on or date.min, reverse=True)


def to_be_done(officer: Staff, review_id: str, outcome_id: str) -> Outcome | None:
    """What was agreed at a review of this officer's own, or earlier with the same child by whoever it was."""
    present = session().scalar(select(Review).where(Review.id == review_id, Review.officer_id == officer.id))
    if present is None:
        return None
    is_here = or_(Review.id == present.id, Review.meets_on < _day_of(present))
    wanted = select(Outcome).join(Review).where(Outcome.id == outcome_id, Outcome.state.in_(PROMISED))
    wanted = wanted.where(Review.child_id == present.child_id, is_here)
    return session().scalar(wanted.with_for_update(of=Outcome))


def _day_of(review: Review) -> date:
    return review.meets_on or clock.today()


def _answers(*wanted: ColumnElement[bool]) -> Sequence[Answer]:
    there = session().execute(
        select(Outcome, Reply)
        .join(Review, Review.id == Outcome.review_id)
        .outerjoin(Reply, Reply.outcome_id == Outcome.id)
        .where(*wanted)
        .options(joinedload(Outcome.review).joinedload(Review.officer), defer(Reply.envelope))
        .order_by(Outcome.id)
    )
    rows = there.all()
    said = is_ok_with(reply.id for _, reply in rows if reply)
    return [_answer(outcome, reply, said) for outcome, reply in rows]


def _answer(outcome: Outcome, reply: Reply | None, said: Mapping[str, str]) -> Answer:
    own = _own_words(outcome)
    answer = Answer(outcome, own.get("words", ""), "", own.get("why", ""), own.get("who_does", ""))
    if reply is None:
        return answer
    return replace(answer, lock_id=reply.lock_id, is_ok=said.get(reply.id or "", ""), seen_at=reply.seen_at(outcome))


def _own_words(outcome: Outcome) -> Mapping[str, str]:
    """The officer's own words again; nothing where there are none or their key is missing here."""
    if outcome.answer is None:
        return {}
    try:
        found: Mapping[str, str] = json.loads(keyring().open(outcome.answer, header_of(outcome)))
    except CannotOpen:
        return {}
    return found
