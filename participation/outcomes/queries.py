"""How children took part, as recorded; and what came of what they asked for."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import select
from sqlalchemy.orm import joinedload, load_only

from participation import clock
from participation.db import session
from participation.locks.models import Lock
from participation.outcomes.models import Outcome, Participation, Reply
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
    shown_at: datetime | None


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
    found: dict[str, tuple[Answered, ...]] = {}
    for outcome, reply in session().execute(wanted):
        if answered := _opened(outcome, reply, private):
            found[outcome.submission_id] = (*found.get(outcome.submission_id, ()), answered)
    return found


_SHOWN = (
    Outcome.review_id,
    Outcome.submission_id,
    Outcome.question,
    Outcome.state,
    Outcome.answered_at,
    Outcome.shown_at,
)


def _opened(outcome: Outcome, reply: Reply, private: X25519PrivateKey) -> Answered | None:
    try:
        words = json.loads(open_envelope(reply.envelope, header_of(outcome), reply.lock_id, private))["words"]
    except CannotOpen:
        return None
    return Answered(outcome.question, outcome.state, words, outcome.answered_at or clock.now(), outcome.shown_at)


@dataclass(frozen=True)
class Answer:
    """One thing that a child said, as its officer sees it: what was answered, and whether the child can read it."""

    outcome: Outcome
    words: str
    lock_id: str
    """To which lock the words are sealed; empty where they are to none."""


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
    wanted = (
        select(Outcome, Reply.lock_id)
        .join(Review, Review.id == Outcome.review_id)
        .outerjoin(Reply, Reply.outcome_id == Outcome.id)
        .where(Outcome.review_id == review_id, is_readable_by(reader))
        .order_by(Outcome.id)
    )
    return {
        (outcome.submission_id, outcome.question): Answer(outcome, _own_words(outcome), lock_id or "")
        for outcome, lock_id in session().execute(wanted)
    }


def _own_words(outcome: Outcome) -> str:
    """The officer's own words again; nothing where there are none or their key is missing here."""
    if outcome.answer is None:
        return ""
    try:
        return str(json.loads(keyring().open(outcome.answer, header_of(outcome)))["words"])
    except CannotOpen:
        return ""
