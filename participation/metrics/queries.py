"""Counting rows for the figures of one period: the same statements on SQLite and PostgreSQL.

Every figure is about reviews held in the period: those whose day has come. Rows come apart by the kind of review.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Executable, and_, func, or_, select

from participation import clock
from participation.advocacy.models import AdvocacyStep
from participation.db import UTCDateTime, session
from participation.invitations.models import CHILD, Invitation
from participation.metrics.calendar import Day
from participation.metrics.expressions import count_if, due, is_under_4
from participation.metrics.models import Tally
from participation.metrics.rows import Answered, Asked, Chosen, Coded, Held, Read, Waiting, Wanted
from participation.outcomes.models import Outcome, Participation
from participation.people.models import Child, Role, Staff
from participation.reviews.models import Move, Review
from participation.submissions.models import Draft, Reading, Submission

Shape = TypeVar("Shape")

FOR_THE_OFFICER = ("views", "adult")
"""The kinds of submission that are about the review and that its officer reads."""
_stands = Submission.withdrawn_at.is_(None)
"""Who took something back did not send it."""


def held(first: date, until: date) -> list[Held]:
    """Reviews by day."""
    moved = select(Move.id).where(Move.review_id == Review.id).exists()
    return _rows(
        Held,
        select(
            Review.kind,
            Review.meets_on,
            func.count(),
            func.count(Review.due_on),
            count_if(Review.meets_on <= Review.due_on),
            count_if(moved),
        )
        .where(Review.meets_on.between(first, until))
        .group_by(Review.kind, Review.meets_on),
    )


def coded(first: date, until: date, days: Iterable[Day]) -> list[Coded]:
    """Reviews by code."""
    day = due(days, "letters_on")
    under_4 = is_under_4()
    in_time = (
        select(Invitation.id)
        .where(
            Invitation.review_id == Review.id,
            Invitation.respondent == CHILD,
            Invitation.invited_on <= day.c.letters_on,
        )
        .exists()
    )
    return _rows(
        Coded,
        select(
            Review.kind,
            Participation.code,
            under_4,
            func.count(),
            count_if(Participation.chaired.in_(("part", "all"))),
            count_if(Participation.chaired == ""),
            count_if(Participation.seen_before_on <= Review.meets_on),
            count_if(in_time),
            count_if(Child.born_on.is_(None)),
        )
        .select_from(Review)
        .join(Child)
        .join(day, day.c.day == Review.meets_on)
        .outerjoin(Participation, Participation.review_id == Review.id)
        .where(Review.meets_on.between(first, until))
        .group_by(Review.kind, Participation.code, under_4),
    )


def asked(first: date, until: date, days: Iterable[Day], purposes: Iterable[str]) -> list[Asked]:
    """Invitations by kind of respondent. A draft counts as started for as long as it is kept."""
    day = due(days, "forms_end_at")
    first_sent = (
        select(Submission.invitation_id, func.min(Submission.sent_at).label("at"))
        .join(Review)
        .where(Review.meets_on.between(first, until), Submission.kind.in_(FOR_THE_OFFICER), _stands)
        .group_by(Submission.invitation_id)
        .subquery()
    )
    has_sent = first_sent.c.at.is_not(None)
    begun = select(Draft.id).where(Draft.invitation_id == Invitation.id, Draft.purpose.in_(purposes)).exists()
    return _rows(
        Asked,
        select(
            Review.kind,
            Invitation.respondent,
            func.count(),
            count_if(or_(Invitation.opened_at.is_not(None), begun, has_sent)),
            count_if(or_(begun, has_sent)),
            func.count(first_sent.c.at),
            count_if(first_sent.c.at < day.c.forms_end_at),
        )
        .select_from(Invitation)
        .join(Review)
        .join(day, day.c.day == Review.meets_on)
        .outerjoin(first_sent, first_sent.c.invitation_id == Invitation.id)
        .where(Review.meets_on.between(first, until))
        .group_by(Review.kind, Invitation.respondent),
    )


def read_before(first: date, until: date, days: Iterable[Day]) -> list[Read]:
    """Submissions by whether an officer opened them before the meeting; its day, where the hour is not known."""
    day = due(days, "begins_at")
    starts_at = func.coalesce(Review.starts_at, day.c.begins_at, type_=UTCDateTime)
    read = (
        select(Reading.id)
        .join(Staff)
        .where(Reading.submission_id == Submission.id, Staff.role == Role.OFFICER, Reading.read_at < starts_at)
        .exists()
    )
    return _rows(
        Read,
        select(Review.kind, func.count(), count_if(read))
        .select_from(Submission)
        .join(Review)
        .join(day, day.c.day == Review.meets_on)
        .where(
            Review.meets_on.between(first, until),
            Submission.kind.in_(FOR_THE_OFFICER),
            Submission.sent_at < starts_at,
            _stands,
        )
        .group_by(Review.kind),
    )


def answered(first: date, until: date, days: Iterable[Day]) -> list[Answered]:
    """Things that children asked for, by whether the answer was shown in time."""
    day = due(days, "answers_end_at")
    still = and_(Outcome.shown_at.is_(None), day.c.answers_end_at > clock.now())
    return _rows(
        Answered,
        select(Review.kind, func.count(), count_if(Outcome.shown_at < day.c.answers_end_at), count_if(still))
        .select_from(Outcome)
        .join(Review)
        .join(day, day.c.day == Review.meets_on)
        .where(Review.meets_on.between(first, until))
        .group_by(Review.kind),
    )


def advocates_wanted(begins_at: datetime, ends_at: datetime) -> list[Wanted]:
    """Requests for an advocate sent in the period, by who asked and how far they have come."""

    def came_to(*states: str) -> ColumnElement[int]:
        step = select(AdvocacyStep.state).where(
            AdvocacyStep.submission_id == Submission.id, AdvocacyStep.state.in_(states)
        )
        return count_if(step.exists())

    return _rows(
        Wanted,
        select(
            Submission.respondent,
            func.count(),
            came_to("taken", "contacted", "met"),
            came_to("contacted", "met"),
            came_to("met"),
        )
        .where(Submission.asks_for_advocate, Submission.sent_at >= begins_at, Submission.sent_at < ends_at, _stands)
        .group_by(Submission.respondent),
    )


def chosen(year: str, purposes: Iterable[str]) -> list[Chosen]:
    """Coded answers that have been counted."""
    return _rows(
        Chosen,
        select(Tally.purpose, Tally.question, Tally.option, func.sum(Tally.count))
        .where(Tally.year == year, Tally.purpose.in_(purposes))
        .group_by(Tally.purpose, Tally.question, Tally.option),
    )


def uncounted(first: date, until: date, purposes: Iterable[str]) -> int:
    """Submissions whose coded answers the counting job has not added yet."""
    return int(
        session().scalar(
            select(func.count())
            .select_from(Submission)
            .join(Review)
            .where(
                Review.meets_on.between(first, until),
                Submission.purpose.in_(purposes),
                Submission.counted_at.is_(None),
                _stands,
            )
        )
        or 0
    )


def waiting() -> list[Waiting]:
    """Submissions to count, the oldest first. Before its day a review can move, and its year is not known."""
    return _rows(
        Waiting,
        select(
            Submission.id, Review.child_id, Review.meets_on, Submission.purpose, Submission.level, Submission.version
        )
        .join(Review)
        .where(Submission.counted_at.is_(None), Review.meets_on <= clock.today(), _stands)
        .order_by(Submission.sent_at, Submission.id),
    )


def days_held() -> tuple[date, date] | None:
    """The first and the last day on which a review was held; None before the first."""
    found = session().execute(
        select(func.min(Review.meets_on), func.max(Review.meets_on)).where(Review.meets_on <= clock.today())
    )
    first, last = found.one()
    return (first, last) if first and last else None


def _rows(shape: type[Shape], statement: Executable) -> list[Shape]:
    return [shape(*row) for row in session().execute(statement)]
