"""Reviews by their day and by the council's numbers."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation import clock
from participation.children.models import Child
from participation.children.numbers import is_like_number
from participation.db import session
from participation.reviews.models import CHILD_IS_OURS, REVIEW_STANDS, Review


def reviews_between(since: date, until: date) -> Sequence[Review]:
    """Reviews that are to meet in these days, both included."""
    return (
        session()
        .scalars(
            select(Review)
            .where(Review.meets_on.between(since, until), REVIEW_STANDS, CHILD_IS_OURS)
            .options(joinedload(Review.child), selectinload(Review.people))
            .order_by(Review.meets_on, Review.id)
        )
        .all()
    )


def review_by_reference(reference: str) -> Review | None:
    """The review that the council knows by this number, however it is written, or that has this id."""
    return session().scalar(_with_number(reference).options(joinedload(Review.child), selectinload(Review.people)))


def _with_number(number: str) -> Select[Review]:
    is_it = or_(is_like_number(Review.reference, number), Review.id == number)
    return select(Review).where(is_it).order_by((Review.reference == number).desc())


def review_by_number(number: str) -> Review | None:
    """A review by the council's number or ours; or of a child by the council's number, the newest."""
    found = session().scalar(_with_number(number))
    if found is not None:
        return found
    newest = (
        select(Review).join(Child).where(is_like_number(Child.reference, number)).order_by(Review.due_on, Review.id)
    )
    reviews = session().scalars(newest).all()
    return max(reviews, key=lambda each: (each.meets_on or each.due_on or clock.today(), each.id), default=None)
