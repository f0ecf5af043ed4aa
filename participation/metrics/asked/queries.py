"""Counting letters together with what was sent by them: each of these rows is read once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import add
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    union_all,
)

from participation.db import UTCDateTime, session
from participation.invitations.marks import OPENED, STARTED, Mark
from participation.invitations.models import CHILD, HELPER, Invitation
from participation.invitations.purposes import NAMES_HELPER
from participation.invitations.queries import LETTER_STANDS
from participation.metrics.calendar import Day
from participation.metrics.due.queries import due, held_on
from participation.metrics.expressions import count_if
from participation.metrics.queries import Counting
from participation.metrics.rows import AskedForms, FirstForm, InvitedForms
from participation.reviews.models import Review
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


def asked(days: Sequence[Day]) -> AskedForms:
    """Who could not answer, because their letter was ended first, is not counted.

    Forms of adults whose letter was printed so late that they had longer come one by one: when each of them was due
    hangs on two days, and no database counts working days.
    """
    return told_apart(session().execute(counting_letters(days).statement))


def counting_letters(days: Sequence[Day]) -> Counting:
    """The statement of `asked`, whose rows `told_apart` puts together."""
    day = due(days, "begins_at", "forms_end_at", "printing_ends_at")
    sent = _sent(days)
    has_sent, has_begun = sent.c.at.is_not(None), _is_marked(STARTED)
    is_late = and_(_IS_ADULT, has_sent, Invitation.asked_at >= day.c.printing_ends_at)
    late = [
        case((is_late, each)).label(f"late_{each.key}") for each in (Review.meets_on, Invitation.asked_at, sent.c.at)
    ]
    groups = Review.kind, Invitation.respondent, *late
    counted = (
        select(
            *groups,
            func.count(),
            count_if(or_(has_sent, has_begun, _is_marked(OPENED))),
            count_if(or_(has_sent, has_begun)),
            func.count(sent.c.at),
            count_if(and_(_IS_ADULT, late[0].is_(None), sent.c.at < day.c.forms_end_at)),
            _whole(sent.c.before),
            _whole(sent.c.read),
        )
        .select_from(Review)
        .join(day, day.c.day == Review.meets_on)
        .join(Invitation, Invitation.review_id == Review.id)
        .outerjoin(sent, sent.c.invitation_id == Invitation.id)
        .where(
            held_on(days),
            Invitation.respondent != HELPER,
            or_(LETTER_STANDS, Invitation.revoked_at >= day.c.begins_at, has_sent),
        )
        .group_by(*groups)
    )
    return Counting(counted, Review.id)


def told_apart(rows: Iterable[Any]) -> AskedForms:
    """Forms by respondent, and those that come one by one."""
    counts, late = defaultdict[tuple[str, str], list[int]](lambda: [0] * 7), list[FirstForm]()
    for kind, respondent, late_on, asked_at, sent_at, *numbers in rows:
        counts[kind, respondent] = list(map(add, counts[kind, respondent], numbers))
        if late_on:
            late += [FirstForm(kind, respondent, late_on, asked_at, sent_at)] * numbers[0]
    return AskedForms([InvitedForms(*whom, *numbers) for whom, numbers in counts.items()], late)


def _is_marked(kind: str) -> ColumnElement[bool]:
    return exists().where(Mark.about_id == Invitation.id, Mark.kind == kind).correlate(Invitation)


def _sent(days: Sequence[Day]) -> Subquery:
    """Each letter by which something came about the reviews of a period, and what stays after words were deleted.

    When it came first, how much of it came before the meeting, and how much of that an officer read before it: before
    its day, where the hour is not known. Each half names the period itself: asked for from outside, a database would
    first gather every submission there is.
    """

    def about(sent: type[Submission | Trace], read_at: SQLColumnExpression[Any], *stand: ColumnElement[bool]) -> _Sent:
        day = due(days, "begins_at")
        starts_at = func.coalesce(Review.starts_at, day.c.begins_at, type_=UTCDateTime).label("starts_at")
        wanted: _Sent = select(sent.invitation_id, sent.sent_at, read_at.label("read_at"), starts_at).select_from(
            Review
        )
        wanted = wanted.join(day, day.c.day == Review.meets_on)
        wanted = wanted.join(sent, sent.review_id == Review.id)
        return wanted.where(held_on(days), sent.kind.in_(FOR_THE_OFFICER), sent.purpose != NAMES_HELPER, *stand)

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
