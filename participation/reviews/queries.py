"""Reviews for those who may see them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation import clock
from participation.db import session
from participation.people.models import Cover, Role, Staff
from participation.reviews.models import ReadElsewhere, Review


def is_cared_for_by(officer: Staff) -> ColumnElement[bool]:
    """Part of a query: the officer's own reviews, and those of a colleague whom they cover for today."""
    today = clock.today()
    absent = select(Cover.absent_id).where(
        Cover.covering_id == officer.id, Cover.first_on <= today, Cover.last_on >= today, Cover.ended_at.is_(None)
    )
    own = or_(Review.officer_id == officer.id, Review.officer_id.in_(absent))
    return and_(literal(officer.role) == Role.OFFICER, own)


def is_readable_by(reader: Staff) -> ColumnElement[bool]:
    """Part of a query: what they care for, and what they gave a reason for today. Support never reads."""
    asked = select(ReadElsewhere.review_id).where(
        ReadElsewhere.staff_id == reader.id, ReadElsewhere.ends_at > clock.now()
    )
    may_ask = literal(reader.role).in_((Role.OFFICER, Role.MANAGER))
    return or_(is_cared_for_by(reader), and_(may_ask, Review.id.in_(asked)))


def review_for(officer: Staff, review_id: str) -> Review | None:
    """One of the reviews that this officer cares for; for a stranger it does not exist."""
    return _one(Review.id == review_id, is_cared_for_by(officer))


def review_to_read(reader: Staff, review_id: str) -> Review | None:
    """One review that somebody may read: to act on it takes more."""
    return _one(Review.id == review_id, is_readable_by(reader))


def _one(*wanted: ColumnElement[bool]) -> Review | None:
    loaded = joinedload(Review.child), joinedload(Review.officer), selectinload(Review.people)
    return session().scalar(select(Review).where(*wanted).options(*loaded))


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
