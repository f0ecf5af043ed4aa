"""Finding them: an officer's own and those of whom they stand in for; a manager's all."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import literal, or_, select
from sqlalchemy.orm import joinedload

from participation import clock
from participation.children.models import Child
from participation.db import session
from participation.metrics.inside.course import Missed, missed_again
from participation.metrics.inside.queries import reviews_of_children
from participation.permissions.queries import is_cared_for_by
from participation.reviews.models import REVIEW_STANDS, Review, ReviewKind
from participation.staff.models import Role, Staff

LOOKED_BACK = timedelta(days=365)
"""Reviews are at most six months apart: who had none for a year is not in care here any more."""


class MissedChild(NamedTuple):
    """The last review of such a child, and how it was with those before."""

    review: Review
    missed: Missed


def missed_for(reader: Staff) -> Sequence[MissedChild]:
    """The most often missed first. Children who are no longer here are not among them."""
    today = clock.today()
    found = {each.child_id: each for each in missed_again(reviews_of_children(today - LOOKED_BACK, today))}
    wanted = (
        select(Review)
        .join(Child)
        .where(
            Review.child_id.in_(list(found)),
            Review.meets_on.between(today - LOOKED_BACK, today),
            Review.kind == ReviewKind.CHILD_IN_CARE,
            REVIEW_STANDS,
            Child.ended_as.is_(None),
            or_(literal(reader.role) == Role.MANAGER, is_cared_for_by(reader)),
        )
        .options(joinedload(Review.child), joinedload(Review.officer))
    )
    last = {
        review.child_id: review
        for review in session().scalars(wanted)
        if review.meets_on == found[review.child_id].last_on
    }
    return [MissedChild(last[child_id], missed) for child_id, missed in found.items() if child_id in last]
