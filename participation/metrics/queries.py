"""Counting rows for the figures of one period: the same statements on SQLite and PostgreSQL.

Every figure is about reviews held in the period: those whose day has come. Rows come apart by the kind of review.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Executable, Subquery, and_, case, func, or_, select, union_all

from participation import clock
from participation.advocacy.queries import COUNTED, how_far
from participation.afterwards.models import Act, ReviewAct
from participation.children.models import Child
from participation.db import UTCDateTime, session
from participation.invitations.models import CHILD, HELPER, Invitation
from participation.invitations.queries import LETTER_STANDS
from participation.metrics.calendar import Day
from participation.metrics.expressions import count_if, due, is_under_4
from participation.metrics.models import Tally
from participation.metrics.rows import (
    AdvocacyRequests,
    Chosen,
    Coded,
    DoneInTime,
    FirstForm,
    HeldReviews,
    InvitedForms,
    ReadInTime,
    Slip,
    Wishes,
)
from participation.outcomes.codes import Code
from participation.outcomes.models import Outcome, Participation
from participation.reviews.models import IS_TO_ANOTHER_DAY, REVIEW_STANDS, Move, Review
from participation.staff.models import Role, Staff
from participation.submissions.models import Reading, Submission
from participation.submissions.queries import STANDS
from participation.submissions.traces import Trace, TraceOfAnswer

Shape = TypeVar("Shape")

FOR_THE_OFFICER = ("views", "adult")
"""The kinds of submission that are about the review and that its officer reads."""


def _held_in(first: date, until: date) -> ColumnElement[bool]:
    """Part of a query: the review's day is among these, and nobody called it off."""
    return and_(Review.meets_on.between(first, until), REVIEW_STANDS)


def held(first: date, until: date) -> list[HeldReviews]:
    """Reviews by day, and by why their date was moved last."""
    moves = select(Move.why).where(Move.review_id == Review.id, IS_TO_ANOTHER_DAY)
    why = moves.order_by(Move.moved_at.desc(), Move.id.desc()).limit(1).scalar_subquery().label("why")
    each = select(Review.kind, Review.meets_on, Review.due_on, why).where(_held_in(first, until)).subquery()
    grouped = each.c.kind, each.c.meets_on, each.c.why
    return _rows(
        HeldReviews,
        select(
            each.c.kind,
            each.c.meets_on,
            func.count(),
            func.count(each.c.due_on),
            count_if(each.c.meets_on <= each.c.due_on),
            count_if(each.c.why.is_not(None)),
            each.c.why,
        ).group_by(*grouped),
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
        .where(_held_in(first, until))
        .group_by(Review.kind, Participation.code, under_4),
    )


def slips(first: date, until: date) -> list[Slip]:
    """Reviews whose code contradicts the age, the earliest first."""
    under_4, is_young = is_under_4(), Participation.code == Code.PN0
    return _rows(
        Slip,
        select(Review.id, Review.meets_on, Participation.code, under_4)
        .join(Child)
        .join(Participation, Participation.review_id == Review.id)
        .where(_held_in(first, until), or_(and_(is_young, under_4 == 0), and_(~is_young, under_4 == 1)))
        .order_by(Review.meets_on, Review.id),
    )


def _sent(first: date, until: date) -> Subquery:
    """All that was sent about the reviews of a period, and what stays of it after its words were deleted.

    Each half names the period itself: asked for from outside, a database would first gather every submission there is.
    """
    its_own = (Submission.review_id, Submission.invitation_id, Submission.sent_at)
    in_period = _held_in(first, until)
    read_at = (
        select(func.min(Reading.read_at))
        .join(Staff)
        .where(Reading.submission_id == Submission.id, Staff.role == Role.OFFICER)
        .scalar_subquery()
    )
    there = select(*its_own, read_at.label("read_at")).join(Review, Review.id == Submission.review_id)
    stayed = select(Trace.review_id, Trace.invitation_id, Trace.sent_at, Trace.read_at)
    stayed = stayed.join(Review, Review.id == Trace.review_id)
    return union_all(
        there.where(in_period, Submission.kind.in_(FOR_THE_OFFICER), STANDS),
        stayed.where(in_period, Trace.kind.in_(FOR_THE_OFFICER)),
    ).subquery()


def _first_sent(first: date, until: date) -> Subquery:
    """When something first came for each invitation."""
    sent = _sent(first, until)
    first_of_each = select(sent.c.invitation_id, func.min(sent.c.sent_at).label("at"))
    return first_of_each.group_by(sent.c.invitation_id).subquery()


def asked(first: date, until: date, days: Iterable[Day]) -> list[InvitedForms]:
    """Invitations by kind of respondent. Who could not answer, because their letter was ended first, is not counted."""
    day, first_sent = due(days, "begins_at"), _first_sent(first, until)
    was_asked = or_(LETTER_STANDS, Invitation.revoked_at >= day.c.begins_at)
    has_sent = first_sent.c.at.is_not(None)
    begun = Invitation.started_at.is_not(None)
    return _rows(
        InvitedForms,
        select(
            Review.kind,
            Invitation.respondent,
            func.count(),
            count_if(or_(Invitation.opened_at.is_not(None), begun, has_sent)),
            count_if(or_(begun, has_sent)),
            func.count(first_sent.c.at),
        )
        .select_from(Invitation)
        .join(Review)
        .join(day, day.c.day == Review.meets_on)
        .outerjoin(first_sent, first_sent.c.invitation_id == Invitation.id)
        .where(_held_in(first, until), Invitation.respondent != HELPER, or_(was_asked, has_sent))
        .group_by(Review.kind, Invitation.respondent),
    )


def returned(first: date, until: date) -> list[FirstForm]:
    """Adults' forms one by one: working days, which say when each was due, are not counted in a database."""
    first_sent = _first_sent(first, until)
    return _rows(
        FirstForm,
        select(Review.kind, Invitation.respondent, Review.meets_on, Invitation.asked_at, first_sent.c.at)
        .join(Review, Review.id == Invitation.review_id)
        .join(first_sent, first_sent.c.invitation_id == Invitation.id)
        .where(Invitation.respondent != CHILD),
    )


def read_before(first: date, until: date, days: Iterable[Day]) -> list[ReadInTime]:
    """Submissions by whether an officer opened them before the meeting; its day, where the hour is not known."""
    day, sent = due(days, "begins_at"), _sent(first, until)
    starts_at = func.coalesce(Review.starts_at, day.c.begins_at, type_=UTCDateTime)
    return _rows(
        ReadInTime,
        select(Review.kind, func.count(), count_if(sent.c.read_at < starts_at))
        .select_from(sent)
        .join(Review, Review.id == sent.c.review_id)
        .join(day, day.c.day == Review.meets_on)
        .where(sent.c.sent_at < starts_at)
        .group_by(Review.kind),
    )


def answered(first: date, until: date, days: Iterable[Day]) -> list[Wishes]:
    """Things that children asked for, by whether the answer was shown in time."""
    day = due(days, "answers_end_at")
    in_period = _held_in(first, until)
    asked_for = union_all(
        select(Outcome.review_id, Outcome.shown_at).join(Review, Review.id == Outcome.review_id).where(in_period),
        select(TraceOfAnswer.review_id, TraceOfAnswer.shown_at)
        .join(Review, Review.id == TraceOfAnswer.review_id)
        .where(in_period),
    ).subquery()
    shown_at = asked_for.c.shown_at
    still = and_(shown_at.is_(None), day.c.answers_end_at > clock.now())
    return _rows(
        Wishes,
        select(Review.kind, func.count(), count_if(shown_at < day.c.answers_end_at), count_if(still))
        .select_from(asked_for)
        .join(Review, Review.id == asked_for.c.review_id)
        .join(day, day.c.day == Review.meets_on)
        .group_by(Review.kind),
    )


def done_in_time(first: date, until: date, days: Iterable[Day]) -> list[DoneInTime]:
    """What was done after reviews by its last day."""
    day = due(days, "decisions_on", "record_on", "distribution_on")
    last_day = case(
        (ReviewAct.act == Act.DECISIONS, day.c.decisions_on),
        (ReviewAct.act == Act.LETTER, day.c.record_on),
        else_=day.c.distribution_on,
    )
    return _rows(
        DoneInTime,
        select(Review.kind, ReviewAct.act, count_if(ReviewAct.done_on <= last_day))
        .select_from(ReviewAct)
        .join(Review, Review.id == ReviewAct.review_id)
        .join(day, day.c.day == Review.meets_on)
        .where(_held_in(first, until))
        .group_by(Review.kind, ReviewAct.act),
    )


def advocates_wanted(begins_at: datetime, ends_at: datetime) -> list[AdvocacyRequests]:
    """Requests for an advocate sent in the period, by who asked and how far they have come."""
    whole = and_(Submission.asks_for_advocate, Submission.sent_at >= begins_at, Submission.sent_at < ends_at, STANDS)
    wanted = union_all(
        select(Submission.respondent, how_far().label("came")).where(whole),
        select(Trace.respondent, Trace.advocacy).where(
            Trace.asks_for_advocate, Trace.sent_at >= begins_at, Trace.sent_at < ends_at
        ),
    ).subquery()
    steps = [count_if(wanted.c.came.in_(COUNTED[step:])) for step in range(len(COUNTED))]
    return _rows(AdvocacyRequests, select(wanted.c.respondent, func.count(), *steps).group_by(wanted.c.respondent))


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
                _held_in(first, until),
                Submission.purpose.in_(purposes),
                Submission.counted_at.is_(None),
                STANDS,
            )
        )
        or 0
    )


def days_held() -> tuple[date, date] | None:
    """The first and the last day on which a review was held; None before the first."""
    wanted = select(func.min(Review.meets_on), func.max(Review.meets_on))
    first, last = session().execute(wanted.where(Review.meets_on <= clock.today(), REVIEW_STANDS)).one()
    return (first, last) if first and last else None


def _rows(shape: type[Shape], statement: Executable) -> list[Shape]:
    return [shape(*row) for row in session().execute(statement)]
