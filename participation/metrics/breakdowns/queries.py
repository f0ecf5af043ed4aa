"""Each review of a period with what tables may be made by."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from participation.children.models import Child, DeprivationOfLiberty
from participation.db import session
from participation.invitations.models import CHILD, Invitation
from participation.metrics.expressions import held_in
from participation.outcomes.models import Participation
from participation.reviews.models import Review, ReviewKind
from participation.staff.models import Staff


class ReviewParts(NamedTuple):
    """A review held, without saying whose."""

    on: date
    due_on: date | None
    code: str | None
    seen_on: date | None
    born_on: date | None
    sex: str
    ethnicity: str
    is_unaccompanied: bool | None
    is_disabled: bool | None
    language: str
    is_placed_outside: bool | None
    miles_from_home: float | None
    is_deprived_of_liberty: bool
    """An order stood on the day."""
    officer: str | None
    level: str | None
    """At which the child was asked; None where nobody asked."""


def review_parts(first: date, until: date) -> Iterator[ReviewParts]:
    """Every review of a child in care that was held."""
    order = DeprivationOfLiberty
    under_order = select(order.id).where(
        order.child_id == Review.child_id,
        order.started_on <= Review.meets_on,
        or_(order.ended_on.is_(None), order.ended_on > Review.meets_on),
    )
    level = select(Invitation.level).where(Invitation.review_id == Review.id, Invitation.respondent == CHILD)
    wanted = (
        select(
            Review.meets_on,
            Review.due_on,
            Participation.code,
            Participation.seen_before_on,
            Child.born_on,
            Child.sex,
            Child.ethnicity,
            Child.is_unaccompanied,
            Child.is_disabled,
            Child.language,
            Child.is_placed_outside,
            Child.miles_from_home,
            under_order.exists(),
            Staff.email,
            level.order_by(Invitation.invited_on.desc()).limit(1).scalar_subquery(),
        )
        .select_from(Review)
        .join(Child)
        .outerjoin(Participation, Participation.review_id == Review.id)
        .outerjoin(Staff, Staff.id == Review.officer_id)
        .where(held_in(first, until), Review.kind == ReviewKind.CHILD_IN_CARE)
    )
    rows: Iterable[Any] = session().execute(wanted)
    return (ReviewParts(*row) for row in rows)
