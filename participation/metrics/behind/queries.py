"""The reviews of a year that somebody may see on a list, each with whether they may open it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import literal, or_, select

from participation.children.models import Child
from participation.db import session
from participation.metrics.expressions import held_in
from participation.metrics.figures import CollectionYear
from participation.permissions.queries import is_cared_for_by, is_readable_by
from participation.reviews.models import Review
from participation.staff.models import Role, Staff


class SeenReview(NamedTuple):
    """A review as it stands on a list."""

    id: str
    child_id: str
    kind: str
    on: date
    child: str
    """The name that the child uses; empty where nobody has said it."""
    reference: str
    """The council's number for the child."""
    officer: str | None
    may_open: bool


def reviews_seen(reader: Staff, of: CollectionYear) -> list[SeenReview]:
    """A manager's all, an officer's own and those of whom they stand in for; the newest first."""
    wanted = (
        select(
            Review.id,
            Review.child_id,
            Review.kind,
            Review.meets_on,
            Child.preferred_name,
            Child.reference,
            Staff.name,
            is_readable_by(reader),
        )
        .select_from(Review)
        .join(Child)
        .outerjoin(Staff, Staff.id == Review.officer_id)
        .where(held_in(of.first, of.until), or_(literal(reader.role) == Role.MANAGER, is_cared_for_by(reader)))
        .order_by(Review.meets_on.desc(), Review.id)
    )
    rows: Iterable[Any] = session().execute(wanted)
    return [SeenReview(*row) for row in rows]
