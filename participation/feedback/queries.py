"""Feedback for those who may read it: managers, but nobody what is about themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation import clock
from participation.db import session
from participation.feedback.bands import Given, end_of, quarter_of
from participation.feedback.models import FeedbackBands
from participation.invitations.actions import OPEN_DAYS
from participation.invitations.models import CHILD, Invitation
from participation.reviews.models import REVIEW_STANDS, Review
from participation.staff.models import Role, Staff
from participation.submissions.models import Reading, Submission
from participation.submissions.queries import STANDS

FEEDBACK = "feedback"
NOBODY = "nobody"
"""In place of an officer's id, where a review has none."""


@dataclass(frozen=True)
class Heap:
    """How much came about one officer in one quarter."""

    quarter: date
    officer_id: str
    officer_name: str
    came: int
    new: int
    """Of that, what nobody has read."""


def _meant_for(reader: Staff) -> Select[Submission]:
    return (
        select(Submission)
        .join(Review)
        .where(
            Submission.kind == FEEDBACK,
            STANDS,
            ~_is_about(reader),
            literal(reader.role) == Role.MANAGER,
        )
    )


def may_read(reader: Staff) -> Select[str]:
    """The ids of what a manager may read."""
    return _meant_for(reader).with_only_columns(Submission.id)


def _is_about(who: Staff) -> ColumnElement[bool]:
    """About the officer of that day; and whoever has the review now, who may be named in it as well."""
    return or_(func.coalesce(Submission.about_officer_id, "") == who.id, func.coalesce(Review.officer_id, "") == who.id)


def heaps(reader: Staff) -> tuple[Heap, ...]:
    """What came by quarter, the newest first, and by officer."""
    is_read = select(Reading.id).where(Reading.submission_id == Submission.id, Reading.read_at.is_not(None)).exists()
    wanted = (
        _meant_for(reader)
        .outerjoin(Staff, Staff.id == Submission.about_officer_id)
        .with_only_columns(Review.meets_on, Submission.sent_at, Submission.about_officer_id, Staff.name, is_read)
    )
    counts: dict[tuple[date, str, str], list[bool]] = {}
    for meets_on, sent_at, officer_id, name, was_read in session().execute(wanted):
        quarter = quarter_of(meets_on or clock.local(sent_at).date())
        counts.setdefault((quarter, officer_id or NOBODY, name or ""), []).append(was_read)
    found = [Heap(*key, came=len(read), new=read.count(False)) for key, read in counts.items()]
    return tuple(sorted(found, key=lambda heap: (-heap.quarter.toordinal(), heap.officer_name)))


def feedback_about(reader: Staff, officer_id: str, quarter: date) -> Sequence[Submission]:
    """What came about one officer in one quarter."""
    about = Submission.about_officer_id
    officer = about.is_(None) if officer_id == NOBODY else about == officer_id
    wanted = (
        _meant_for(reader)
        .where(officer, or_(Review.meets_on.is_(None), Review.meets_on.between(quarter, end_of(quarter))))
        .options(
            joinedload(Submission.review).joinedload(Review.child),
            joinedload(Submission.about_officer),
            joinedload(Submission.invitation).joinedload(Invitation.person),
            selectinload(Submission.readings),
        )
        .order_by(Submission.sent_at, Submission.id)
    )
    found = session().scalars(wanted).all()
    return [each for each in found if each.review.meets_on or quarter_of(clock.local(each.sent_at).date()) == quarter]


def feedback_for(reader: Staff, submission_id: str) -> Submission | None:
    """One of them."""
    return session().scalar(
        _meant_for(reader)
        .where(Submission.id == submission_id)
        .options(
            selectinload(Submission.readings),
            joinedload(Submission.review).joinedload(Review.child),
            joinedload(Submission.invitation).joinedload(Invitation.person),
        )
    )


def is_about(who: Staff, submission_id: str) -> bool:
    """Whether this is feedback about the person who asks for it."""
    wanted = (
        select(Submission.id)
        .join(Review)
        .where(Submission.id == submission_id, Submission.kind == FEEDBACK, _is_about(who))
    )
    return session().scalar(wanted) is not None


def bands_of(officer: Staff) -> Sequence[FeedbackBands]:
    """All that an officer may know of what was said about them, the newest first."""
    wanted = select(FeedbackBands).where(FeedbackBands.officer_id == officer.id)
    return session().scalars(wanted.order_by(FeedbackBands.first_on.desc())).all()


def given_to_band() -> dict[str, list[Given]]:
    """By officer, that children said something in quarters that are over and stand in no period yet.

    A quarter is over when the last link to its reviews has ended: what cannot grow cannot be compared with itself.
    """
    noted = select(FeedbackBands.officer_id, func.max(FeedbackBands.last_on).label("until"))
    until = noted.group_by(FeedbackBands.officer_id).subquery()
    over = clock.today() - timedelta(days=OPEN_DAYS)
    wanted = (
        select(Submission.id, Review.child_id, Review.meets_on, Submission.about_officer_id)
        .join(Review)
        .outerjoin(until, until.c.officer_id == Submission.about_officer_id)
        .where(
            Submission.kind == FEEDBACK,
            STANDS,
            Submission.respondent == CHILD,
            Submission.about_officer_id.is_not(None),
            Review.meets_on < quarter_of(over),
            REVIEW_STANDS,
            or_(until.c.until.is_(None), Review.meets_on > until.c.until),
        )
        .order_by(Submission.sent_at, Submission.id)
    )
    found: dict[str, list[Given]] = {}
    for submission_id, child_id, meets_on, officer_id in session().execute(wanted):
        if officer_id and meets_on:
            found.setdefault(officer_id, []).append(Given(submission_id, child_id, quarter_of(meets_on)))
    return found


def submissions_of(ids: Sequence[str]) -> Sequence[Submission]:
    """Rows for the counting job, the first sent first."""
    return session().scalars(select(Submission).where(Submission.id.in_(ids)).order_by(Submission.sent_at)).all()
