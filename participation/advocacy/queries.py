"""Requests for an advocate: whole for the advocacy provider; for the officer only that there is one, if that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, literal, select
from sqlalchemy.orm import joinedload

from participation.advocacy.models import STATES, AdvocacyStep
from participation.db import session
from participation.permissions.queries import is_cared_for_by
from participation.reviews.models import Review
from participation.staff.models import Role, Staff
from participation.submissions.models import Submission
from participation.submissions.queries import IS_WITHDRAWN, STANDS

COUNTED = STATES[:3]
"""The steps that the figures count, in their order: closing one is none."""


@dataclass(frozen=True)
class Request:
    """A child's request and the steps taken since, the first one first."""

    submission: Submission
    steps: tuple[AdvocacyStep, ...]

    @property
    def state(self) -> str:
        """How far it is; empty when nobody has taken it."""
        return self.steps[-1].state if self.steps else ""


@dataclass(frozen=True)
class RequestOutline:
    """That a child asked for an advocate, and how far it is: all that their officer is told."""

    review_id: str
    asked_at: datetime
    state: str


def requests_for(advocate: Staff) -> tuple[Request, ...]:
    """Every request: first those that nobody has taken, the longest waiting on top; those that are closed last."""
    found = session().scalars(_meant_for(advocate).order_by(Submission.sent_at)).all()
    steps = _steps_of(found)
    requests = [Request(submission, steps.get(submission.id, ())) for submission in found]
    return tuple(sorted(requests, key=lambda request: (request.state == "closed", bool(request.state))))


def request_for(advocate: Staff, submission_id: str) -> Request | None:
    """One request; for anybody but an advocate there is none."""
    submission = session().scalar(_meant_for(advocate).where(Submission.id == submission_id))
    return Request(submission, _steps_of([submission]).get(submission.id, ())) if submission else None


def withdrawn(advocate: Staff) -> Sequence[Submission]:
    """Requests that children withdrew before anybody had opened them, the newest first: that, and when."""
    return session().scalars(_asked_of(advocate).where(IS_WITHDRAWN).order_by(Submission.withdrawn_at.desc())).all()


def _meant_for(advocate: Staff) -> Select[Submission]:
    return _asked_of(advocate).where(STANDS)


def _asked_of(advocate: Staff) -> Select[Submission]:
    return (
        select(Submission)
        .where(Submission.asks_for_advocate, Submission.kind == "advocacy", literal(advocate.role) == Role.ADVOCATE)
        .options(joinedload(Submission.review).joinedload(Review.child))
    )


def _steps_of(submissions: Sequence[Submission]) -> dict[str, tuple[AdvocacyStep, ...]]:
    steps: dict[str, tuple[AdvocacyStep, ...]] = {}
    ids = [submission.id for submission in submissions]
    wanted = select(AdvocacyStep).where(AdvocacyStep.submission_id.in_(ids)).options(joinedload(AdvocacyStep.by))
    for step in sorted(session().scalars(wanted), key=lambda step: STATES.index(step.state)):
        steps[step.submission_id] = (*steps.get(step.submission_id, ()), step)
    return steps


def asked_for(officer: Staff, review_ids: Iterable[str]) -> dict[str, RequestOutline]:
    """What an officer cares for and an advocate was asked for, but for those whose child said not to tell."""
    wanted = (
        select(Submission.review_id, Submission.sent_at, AdvocacyStep.state)
        .join(Review, Review.id == Submission.review_id)
        .outerjoin(AdvocacyStep, AdvocacyStep.submission_id == Submission.id)
        .where(
            is_cared_for_by(officer),
            Review.id.in_(list(review_ids)),
            Submission.asks_for_advocate,
            Submission.is_kept_from_officer.is_(False),
            STANDS,
        )
    )
    asked = sorted(
        (RequestOutline(review_id, asked_at, state or "") for review_id, asked_at, state in session().execute(wanted)),
        key=lambda each: (each.asked_at, ("", *STATES).index(each.state)),
    )
    return {each.review_id: each for each in asked}  # the last one stands: the newest request, as far as it is


def how_far() -> ColumnElement[str]:
    """How far a submission's request for an advocate has come, of the steps that are counted; empty before them."""

    def is_at(state: str) -> ColumnElement[bool]:
        steps = select(AdvocacyStep.state).where(AdvocacyStep.submission_id == Submission.id)
        return steps.where(AdvocacyStep.state == state).exists()

    return case(*((is_at(state), state) for state in reversed(COUNTED)), else_="")
