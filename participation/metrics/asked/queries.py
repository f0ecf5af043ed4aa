"""Counting letters together with what was sent by them: each of these rows is read once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    cast,
    func,
    or_,
    select,
    union_all,
)

from participation.db import UTCDateTime, session
from participation.invitations.models import CHILD, HELPER, Invitation
from participation.invitations.queries import LETTER_STANDS
from participation.metrics.calendar import Day
from participation.metrics.due.queries import due
from participation.metrics.expressions import count_if
from participation.metrics.rows import FirstForm, InvitedForms
from participation.reviews.models import REVIEW_STANDS, Review
from participation.staff.models import Role, Staff
from participation.submissions.models import Reading, Submission
from participation.submissions.queries import STANDS
from participation.submissions.traces import Trace

FOR_THE_OFFICER = ("views", "adult")
"""The kinds of submission that are about the review and that its officer reads."""
_Sent = Select[str, datetime, Any, datetime]
_IS_ADULT = Invitation.respondent != CHILD
_READ_AT = (
    select(func.min(Reading.read_at))
    .join(Staff)
    .where(Reading.submission_id == Submission.id, Staff.role == Role.OFFICER)
    .scalar_subquery()
)


def _whole(counted: ColumnElement[int]) -> ColumnElement[int]:
    """Their sum. PostgreSQL adds large numbers up to a decimal."""
    return cast(func.coalesce(func.sum(counted), 0), Integer)


def asked(days: Iterable[Day]) -> list[InvitedForms]:
    """By kind of review and respondent. Who could not answer, because their letter was ended first, is not counted."""
    day = due(days, "begins_at", "forms_end_at", "printing_ends_at")
    sent = _sent(day)
    has_sent, begun = sent.c.at.is_not(None), Invitation.started_at.is_not(None)
    was_asked = or_(LETTER_STANDS, Invitation.revoked_at >= day.c.begins_at)
    wanted = (
        select(
            Review.kind,
            Invitation.respondent,
            func.count(),
            count_if(or_(has_sent, begun, Invitation.opened_at.is_not(None))),
            count_if(or_(has_sent, begun)),
            func.count(sent.c.at),
            count_if(and_(_IS_ADULT, ~_is_printed_late(day), sent.c.at < day.c.forms_end_at)),
            _whole(sent.c.before),
            _whole(sent.c.read),
        )
        .select_from(Review)
        .join(day, day.c.day == Review.meets_on)
        .join(Invitation, Invitation.review_id == Review.id)
        .outerjoin(sent, sent.c.invitation_id == Invitation.id)
        .where(REVIEW_STANDS, Invitation.respondent != HELPER, or_(was_asked, has_sent))
    )
    return [InvitedForms(*row) for row in session().execute(wanted.group_by(Review.kind, Invitation.respondent))]


def printed_late(days: Iterable[Day]) -> list[FirstForm]:
    """The forms of adults whose letter was printed so late that they had longer, one by one.

    When each of them was due hangs on two days, and no database counts working days.
    """
    day = due(days, "begins_at", "printing_ends_at")
    sent = _sent(day, _IS_ADULT, _is_printed_late(day))
    wanted = (
        select(Review.kind, Invitation.respondent, Review.meets_on, Invitation.asked_at, sent.c.at)
        .select_from(sent)
        .join(Invitation, Invitation.id == sent.c.invitation_id)
        .join(Review, Review.id == Invitation.review_id)
    )
    return [FirstForm(*row) for row in session().execute(wanted)]


def _is_printed_late(day: CTE) -> ColumnElement[bool]:
    return and_(Invitation.asked_at.is_not(None), Invitation.asked_at >= day.c.printing_ends_at)


def _sent(day: CTE, *of_these: ColumnElement[bool]) -> Subquery:
    """Each letter by which something came about the reviews of a period, and what stays after words were deleted.

    When it came first, how much of it came before the meeting, and how much of that an officer read before it: before
    its day, where the hour is not known. Each half names the period itself: asked for from outside, a database would
    first gather every submission there is.
    """
    starts_at = func.coalesce(Review.starts_at, day.c.begins_at, type_=UTCDateTime).label("starts_at")

    def about(sent: type[Submission | Trace], read_at: SQLColumnExpression[Any], *stand: ColumnElement[bool]) -> _Sent:
        wanted: _Sent = select(sent.invitation_id, sent.sent_at, read_at.label("read_at"), starts_at).select_from(
            Review
        )
        wanted = wanted.join(day, day.c.day == Review.meets_on)
        if of_these:
            wanted = wanted.join(Invitation, Invitation.review_id == Review.id).where(*of_these)
            wanted = wanted.join(sent, sent.invitation_id == Invitation.id)
        else:
            wanted = wanted.join(sent, sent.review_id == Review.id)
        return wanted.where(REVIEW_STANDS, sent.kind.in_(FOR_THE_OFFICER), *stand)

    all_sent = union_all(about(Submission, _READ_AT, STANDS), about(Trace, Trace.read_at)).subquery().c
    is_before, is_read = all_sent.sent_at < all_sent.starts_at, all_sent.read_at < all_sent.starts_at
    return (
        select(
            all_sent.invitation_id,
            func.min(all_sent.sent_at).label("at"),
            count_if(is_before).label("before"),
            count_if(and_(is_before, is_read)).label("read"),
        )
        .group_by(all_sent.invitation_id)
        .subquery()
    )
