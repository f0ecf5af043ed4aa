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
    false,
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
_Sent = Select[str, datetime, int, int]
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
    each = _letters(days).c
    late, came = (each.late_on, each.late_asked_at, each.late_at), each.came
    counted = select(
        each.kind,
        each.respondent,
        *late,
        func.count(),
        *(count_if(came >= step) for step in (_OPENED, _BEGUN, _SENT)),
        count_if(each.is_in_time),
        _whole(each.before),
        _whole(each.read),
    )
    return Counting(counted.group_by(each.kind, each.respondent, *late), each.about)


_OPENED, _BEGUN, _SENT = 1, 2, 3
"""How far it came with a letter."""


def _letters(days: Sequence[Day]) -> Subquery:
    """Each letter, with no more than is counted of it: what a database sorts by group it carries along."""
    day = due(days, "begins_at", "forms_end_at", "printing_ends_at")
    sent = _sent(days)
    has_sent, is_adult = sent.c.at.is_not(None), Invitation.respondent != CHILD
    is_late = and_(is_adult, has_sent, Invitation.asked_at >= day.c.printing_ends_at)
    late = {"late_on": Review.meets_on, "late_asked_at": Invitation.asked_at, "late_at": sent.c.at}
    came = case((has_sent, _SENT), (_is_marked(STARTED), _BEGUN), (_is_marked(OPENED), _OPENED), else_=0)
    of_each = (
        select(
            Review.kind,
            Review.id.label("about"),
            Invitation.respondent,
            *(case((is_late, value)).label(name) for name, value in late.items()),
            came.label("came"),
            and_(is_adult, ~func.coalesce(is_late, false()), sent.c.at < day.c.forms_end_at).label("is_in_time"),
            sent.c.before,
            sent.c.read,
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
    )
    return of_each.offset(0).subquery()  # not put into the statement around it, which would have it carry all of this


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
        starts_at = func.coalesce(Review.starts_at, day.c.begins_at, type_=UTCDateTime)
        is_before = sent.sent_at < starts_at
        is_read = and_(is_before, read_at < starts_at)
        wanted: _Sent = select(
            sent.invitation_id,
            sent.sent_at,
            case((is_before, 1), else_=0).label("before"),
            case((is_read, 1), else_=0).label("read"),
        )
        wanted = wanted.select_from(Review).join(day, day.c.day == Review.meets_on)
        wanted = wanted.join(sent, sent.review_id == Review.id)
        return wanted.where(held_on(days), sent.kind.in_(FOR_THE_OFFICER), sent.purpose != NAMES_HELPER, *stand)

    each = union_all(about(Submission, _READ_AT, STANDS), about(Trace, Trace.read_at)).subquery().c
    return (
        select(
            each.invitation_id,
            func.min(each.sent_at).label("at"),
            func.sum(each.before).label("before"),
            func.sum(each.read).label("read"),
        )
        .group_by(each.invitation_id)
        .subquery()
    )
