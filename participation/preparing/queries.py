"""What an officer has to prepare: a few queries for the whole list, however long it is."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation.db import session
from participation.feedback.queries import feedback_for
from participation.invitations.models import Invitation
from participation.outcomes.models import Participation
from participation.people.models import Staff
from participation.preparing.arrivals import Came
from participation.reviews.models import Review
from participation.reviews.queries import is_cared_for_by, is_readable_by
from participation.submissions.models import Submission

STILL_TO_RECORD = timedelta(days=90)
"""So long after its meeting a review without a code stays on the officer's list; then it is the manager's."""
CHASED_AHEAD = timedelta(days=28)
WITH_WORDS = ("views", "adult")
"""What is meant for the officer. Feedback and requests for an advocate are not."""


def own_reviews(officer: Staff, today: date) -> Sequence[Review]:
    """The reviews that an officer cares for: those still to come, and those held lately that have no code."""
    has_code = exists().where(Participation.review_id == Review.id)
    held_lately = (Review.meets_on < today) & (Review.meets_on >= today - STILL_TO_RECORD) & ~has_code
    wanted = (
        select(Review)
        .where(is_cared_for_by(officer), or_(Review.meets_on >= today, Review.meets_on.is_(None), held_lately))
        .options(joinedload(Review.child), joinedload(Review.officer), selectinload(Review.people))
        .order_by(Review.meets_on, Review.starts_at, Review.due_on, Review.id)
    )
    return session().scalars(wanted).all()


def sent_for(reader: Staff, reviews: Iterable[Review]) -> Sequence[Submission]:
    """What has come for reviews that somebody may read, sealed, with who has read it."""
    wanted = (
        select(Submission)
        .join(Review)
        .where(
            is_readable_by(reader),
            Submission.review_id.in_([review.id for review in reviews]),
            Submission.kind.in_(WITH_WORDS),
            Submission.withdrawn_at.is_(None),
        )
        .options(selectinload(Submission.readings))
        .order_by(Submission.sent_at)
    )
    return session().scalars(wanted).all()


def asked_about(reviews: Iterable[Review]) -> Sequence[Invitation]:
    """Everyone who was asked about these reviews."""
    wanted = (
        select(Invitation)
        .where(Invitation.review_id.in_([review.id for review in reviews]), Invitation.revoked_at.is_(None))
        .options(joinedload(Invitation.person))
    )
    return session().scalars(wanted).all()


def submission_for(reader: Staff, submission_id: str) -> Submission | None:
    """One submission: for who may read its review what is meant for officers, for a manager feedback."""
    wanted = (
        select(Submission)
        .join(Review)
        .where(
            Submission.id == submission_id,
            is_readable_by(reader),
            Submission.kind.in_(WITH_WORDS),
            Submission.withdrawn_at.is_(None),
        )
        .options(
            selectinload(Submission.readings),
            joinedload(Submission.review).joinedload(Review.child),
            joinedload(Submission.invitation).joinedload(Invitation.person),
        )
    )
    return session().scalar(wanted) or feedback_for(reader, submission_id)


def reviews_to_chase(today: date) -> Sequence[Review]:
    """Reviews of the next four weeks."""
    wanted = (
        select(Review)
        .where(Review.meets_on >= today, Review.meets_on <= today + CHASED_AHEAD)
        .options(joinedload(Review.child), joinedload(Review.officer), selectinload(Review.people))
        .order_by(Review.meets_on, Review.starts_at, Review.id)
    )
    return session().scalars(wanted).all()


def answered(reviews: Iterable[Review]) -> tuple[Came, ...]:
    """That something was sent for these reviews, and when: neither the words nor who has read them are loaded."""
    wanted = select(Submission.review_id, Submission.invitation_id, Submission.sent_at).where(
        Submission.review_id.in_([review.id for review in reviews]),
        Submission.kind.in_(WITH_WORDS),
        Submission.withdrawn_at.is_(None),
    )
    return tuple(Came(*row) for row in session().execute(wanted))
