"""What was challenged, for whoever may read it; what a child is told of it; and all of it counted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation import clock
from participation.challenges.models import ChallengeKind, ChallengeStep, OfficerChallenge
from participation.db import session
from participation.outcomes.models import Outcome
from participation.permissions.queries import is_cared_for_by, is_readable_by
from participation.reviews.models import Review
from participation.sealing import Header
from participation.staff.models import Role, Staff
from participation.submissions.models import Submission

_IS_CHALLENGE = OfficerChallenge.kind == ChallengeKind.CHALLENGE


def header_of_words(challenge: OfficerChallenge) -> Header:
    """What the officer's words are bound to."""
    return _header("challenge", challenge)


def header_of_answer(challenge: OfficerChallenge) -> Header:
    """What the words about what came of it are bound to."""
    return _header("challenge_answer", challenge)


def _header(kind: str, challenge: OfficerChallenge) -> Header:
    return Header(kind, challenge.id, challenge.review_id, language="en", questionnaire="", day=challenge.raised_on)


def _is_open_to(reader: Staff) -> ColumnElement[bool]:
    """Part of a query: of reviews that somebody may read; a manager, who runs the service, sees all."""
    return or_(is_readable_by(reader), literal(reader.role) == Role.MANAGER)


def challenges_for(reader: Staff) -> Sequence[OfficerChallenge]:
    """An officer's own, a manager all: those that wait first, the longest due first; then the newest."""
    own = or_(is_cared_for_by(reader), literal(reader.role) == Role.MANAGER)
    found = session().scalars(select(OfficerChallenge).join(Review).where(own).options(*_LOADED)).all()
    far = date.max
    return sorted(found, key=lambda each: (_waits_until(each) or far, -each.raised_on.toordinal(), each.id))


def _waits_until(challenge: OfficerChallenge) -> date | None:
    now = challenge.now
    return now.due_on if now and now.answered_on is None else None


def late_challenges(officer: Staff) -> int:
    """How many about reviews that this officer cares for were to be answered by now, and were not."""
    newest = (ChallengeStep.challenge_id == OfficerChallenge.id) & (ChallengeStep.level == OfficerChallenge.level)
    is_late = ChallengeStep.answered_on.is_(None), ChallengeStep.due_on < clock.today()
    late = select(func.count()).select_from(ChallengeStep).join(OfficerChallenge, newest).join(Review)
    return session().scalar(late.where(is_cared_for_by(officer), *is_late)) or 0


def challenges_about(reader: Staff, review: Review) -> Sequence[OfficerChallenge]:
    """What was raised about a child, the newest first, as far as this person may read it."""
    wanted = select(OfficerChallenge).join(Review).where(Review.child_id == review.child_id, _is_open_to(reader))
    return (
        session()
        .scalars(wanted.options(*_LOADED).order_by(OfficerChallenge.raised_on.desc(), OfficerChallenge.id))
        .all()
    )


def challenge_to_read(reader: Staff, challenge_id: str) -> OfficerChallenge | None:
    """One of them; for a stranger there is none."""
    wanted = select(OfficerChallenge).join(Review).where(OfficerChallenge.id == challenge_id, _is_open_to(reader))
    return session().scalar(wanted.options(*_LOADED))


def challenge_to_answer(officer: Staff, challenge_id: str) -> OfficerChallenge | None:
    """One about a review that this officer cares for, held until the transaction ends."""
    wanted = select(OfficerChallenge).join(Review).where(OfficerChallenge.id == challenge_id, is_cared_for_by(officer))
    return session().scalar(wanted.options(selectinload(OfficerChallenge.steps)).with_for_update(of=OfficerChallenge))


_LOADED = (
    joinedload(OfficerChallenge.review).options(joinedload(Review.child), joinedload(Review.officer)),
    joinedload(OfficerChallenge.raised_by),
    selectinload(OfficerChallenge.steps),
)


class Wish(NamedTuple):
    """A thing that a child asked for, without their words."""

    id: str
    question: str
    state: str
    purpose: str
    level: str
    version: int
    """Of the questionnaire in which it was asked."""


def wishes_of(officer: Staff, review_id: str) -> Sequence[Wish]:
    """What a child asked for before a review that this officer cares for."""
    wanted = (
        select(Outcome.id, Outcome.question, Outcome.state, Submission.purpose, Submission.level, Submission.version)
        .join(Submission, Submission.id == Outcome.submission_id)
        .join(Review, Review.id == Outcome.review_id)
        .where(Outcome.review_id == review_id, is_cared_for_by(officer))
        .order_by(Outcome.id)
    )
    return [Wish(*row) for row in session().execute(wanted)]


def asked_again(submission_ids: Iterable[str]) -> Mapping[tuple[str, str], date]:
    """When an officer last challenged what became of wishes that were sent, by what was sent and the question.

    The public side asks this too; its role sees nothing else of a challenge.
    """
    newest = (
        select(Outcome.submission_id, Outcome.question, func.max(OfficerChallenge.asked_on))
        .join(OfficerChallenge, OfficerChallenge.outcome_id == Outcome.id)
        .where(Outcome.submission_id.in_(list(submission_ids)), _IS_CHALLENGE)
        .group_by(Outcome.submission_id, Outcome.question)
    )
    return {(submission_id, question): day for submission_id, question, day in session().execute(newest)}


class ChallengeCounted(NamedTuple):
    """One challenge as far as it is counted, with the levels that were asked."""

    kind: str
    level: int
    category: str
    agency: str
    outcome: str


class RaisedCounted(NamedTuple):
    """What was raised in one period."""

    raised: Sequence[ChallengeCounted]
    in_time: int
    """Of the levels asked in the period that were answered or are late: how many were answered by their last day."""
    over: int


def challenges_counted(first: date, until: date) -> RaisedCounted:
    """Everything about these days, in one query."""
    columns = [getattr(OfficerChallenge, name) for name in ChallengeCounted._fields]
    is_raised = OfficerChallenge.raised_on.between(first, until)
    step = ChallengeStep.asked_on, ChallengeStep.due_on, ChallengeStep.answered_on
    asked = select(ChallengeStep.challenge_id).where(ChallengeStep.asked_on.between(first, until))
    wanted = (
        select(OfficerChallenge.id, is_raised, *columns, *step)
        .outerjoin(ChallengeStep, ChallengeStep.challenge_id == OfficerChallenge.id)
        .where(or_(is_raised, OfficerChallenge.id.in_(asked)))
    )
    raised, over = dict[str, ChallengeCounted](), list[bool]()
    for id, was_raised, *fields, asked_on, due_on, answered_on in session().execute(wanted):
        raised |= {id: ChallengeCounted(*fields)} if was_raised else {}
        if asked_on and first <= asked_on <= until and (answered_on or due_on < clock.today()):
            over.append(bool(answered_on and answered_on <= due_on))
    return RaisedCounted(list(raised.values()), sum(over), len(over))
