"""When something that works beside the pages was last awake, and what officers left undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, literal, select
from sqlalchemy.orm import joinedload

from participation.carried.queries import NOT_QUITES
from participation.db import session
from participation.endings.queries import is_left_undone
from participation.escalation.models import Pulse
from participation.outcomes.models import HAS_CODE, NEEDS_ANSWER, Outcome
from participation.reviews.models import CHILD_IS_OURS, Review
from participation.staff.models import Role, Staff


def last_awake(name: str) -> datetime | None:
    """When something that works beside the pages was last awake."""
    found = session().get(Pulse, name)
    return found.at if found else None


@dataclass(frozen=True)
class Undone:
    """How much is left undone of reviews that were held."""

    unanswered: int = 0
    """Things that children asked for and that have no answer."""
    uncoded: int = 0
    """Reviews of which it is not recorded how the child took part."""


@dataclass(frozen=True)
class UndoneReview:
    """A review that was held, with what is left undone of it."""

    review: Review
    unanswered: int
    is_coded: bool


_ASKED = select(func.count()).where(Outcome.review_id == Review.id, NEEDS_ANSWER, CHILD_IS_OURS).scalar_subquery()
_LINES = _ASKED + case((CHILD_IS_OURS, NOT_QUITES), else_=0)


def undone_by_officer(manager: Staff) -> Mapping[str, Undone]:
    """What is left undone, by the id of its officer; that of nobody stands under the empty name. For managers alone."""
    each = select(Review.officer_id, _LINES.label("lines"), case((HAS_CODE, 0), else_=1).label("uncoded"))
    undone = each.where(literal(manager.role) == Role.MANAGER, is_left_undone()).subquery()
    counted = select(undone.c.officer_id, func.sum(undone.c.lines), func.sum(undone.c.uncoded))
    found = session().execute(counted.group_by(undone.c.officer_id))
    return {id or "": Undone(int(lines), int(uncoded)) for id, lines, uncoded in found}


def undone_of(manager: Staff, officer_id: str, most: int) -> Sequence[UndoneReview]:
    """The reviews of one officer of which something is left undone, those held last first; empty: of no officer."""
    whose = Review.officer_id == officer_id if officer_id else Review.officer_id.is_(None)
    wanted = (
        select(Review, _LINES, HAS_CODE)
        .where(whose, literal(manager.role) == Role.MANAGER, is_left_undone())
        .options(joinedload(Review.child))
        .order_by(Review.meets_on.desc(), Review.id)
        .limit(most)
    )
    return [UndoneReview(*row) for row in session().execute(wanted)]


def review_to_give(manager: Staff, review_id: str) -> Review | None:
    """A review that a manager may give to another officer; for anybody else it is not there."""
    may_give = Review.id == review_id, literal(manager.role) == Role.MANAGER
    return session().scalar(select(Review).where(*may_give).with_for_update(key_share=True))
