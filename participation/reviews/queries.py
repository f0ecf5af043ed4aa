"""Reviews for those who may see them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation.db import session
from participation.people.models import Staff
from participation.reviews.models import Review


def reviews_of(officer: Staff, since: date) -> Sequence[Review]:
    """The officer's own reviews by date, from a day on."""
    return (
        session()
        .scalars(
            select(Review)
            .where(Review.officer_id == officer.id, Review.meets_on >= since)
            .options(joinedload(Review.child), selectinload(Review.people))
            .order_by(Review.meets_on, Review.starts_at)
        )
        .all()
    )


def review_for(officer: Staff, review_id: str) -> Review | None:
    """One of the officer's own reviews; for a stranger it does not exist."""
    return session().scalar(
        select(Review)
        .where(Review.id == review_id, Review.officer_id == officer.id)
        .options(joinedload(Review.child), selectinload(Review.people))
    )


def reviews_between(since: date, until: date) -> Sequence[Review]:
    """Reviews that meet in these days, both included."""
    return (
        session()
        .scalars(
            select(Review)
            .where(Review.meets_on.between(since, until))
            .options(joinedload(Review.child), selectinload(Review.people))
            .order_by(Review.meets_on, Review.id)
        )
        .all()
    )


def review_by_reference(reference: str) -> Review | None:
    """The review that the council knows by this number, or that has this id."""
    return session().scalar(
        select(Review)
        .where(or_(Review.reference == reference, Review.id == reference))
        .options(joinedload(Review.child), selectinload(Review.people))
    )
