"""How children took part, as recorded."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from participation.db import session
from participation.outcomes.models import Participation
from participation.reviews.models import Review


def recorded(review_ids: Iterable[str]) -> dict[str, Participation]:
    """What is recorded for these reviews, by review."""
    wanted = select(Participation).where(Participation.review_id.in_(list(review_ids)))
    return {each.review_id: each for each in session().scalars(wanted)}


def history(child_id: str, before: date) -> Sequence[tuple[date, str]]:
    """The days of this child's reviews before a day, the newest first, each with its code or nothing.

    Whoever may open a child's review may know these: they are the child's own, and hold nobody's words.
    """
    wanted = (
        select(Review.meets_on, Participation.code)
        .outerjoin(Participation, Participation.review_id == Review.id)
        .where(Review.child_id == child_id, Review.meets_on < before)
        .order_by(Review.meets_on.desc())
    )
    return [(met_on, code or "") for met_on, code in session().execute(wanted) if met_on]
