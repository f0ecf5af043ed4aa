"""Reading the invented people."""

from sqlalchemy import select

from participation.db import session
from participation.reviews.models import Review


def review_named(reference: str) -> Review:
    """The review of somebody invented."""
    return session().scalars(select(Review).where(Review.reference == reference)).one()
