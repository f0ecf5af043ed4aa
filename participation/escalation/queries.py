"""When something that works beside the pages was last awake, and what officers left undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select
from sqlalchemy.orm import joinedload

from participation import clock
from participation.db import session
from participation.escalation.models import Pulse
from participation.outcomes.models import Outcome, Participation
from participation.reviews.models import CHILD_HAS_DIED, REVIEW_STANDS, Review
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


_HAS_CODE = exists().where(Participation.review_id == Review.id)
_OPEN_OUTCOMES = select(func.count()).where(Outcome.review_id == Review.id, Outcome.state == "open").scalar_subquery()
_ANSWERS_WAIT = and_(_OPEN_OUTCOMES > 0, ~CHILD_HAS_DIED)


def undone_by_officer(manager: Staff) -> Mapping[str, Undone]:
    """What is left undone, by the id of its officer; that of nobody stands under the empty name. For managers alone."""
    held = _held(manager)
    asked = select(Review.officer_id, func.count()).join(Outcome).where(Outcome.state == "open", ~CHILD_HAS_DIED, *held)
    unrecorded = select(Review.officer_id, func.count()).where(~_HAS_CODE, *held)
    unanswered, uncoded = (
        {id or "": count for id, count in session().execute(wanted.group_by(Review.officer_id))}
        for wanted in (asked, unrecorded)
    )
    ids = unanswered.keys() | uncoded.keys()
    return {id: Undone(unanswered.get(id, 0), uncoded.get(id, 0)) for id in ids}


def undone_of(manager: Staff, officer_id: str, most: int) -> Sequence[UndoneReview]:
    """The reviews of one officer of which something is left undone, those held last first; empty: of no officer."""
    whose = Review.officer_id == officer_id if officer_id else Review.officer_id.is_(None)
    wanted = (
        select(Review, _OPEN_OUTCOMES, _HAS_CODE)
        .where(whose, or_(_ANSWERS_WAIT, ~_HAS_CODE), *_held(manager))
        .options(joinedload(Review.child))
        .order_by(Review.meets_on.desc(), Review.id)
        .limit(most)
    )
    return [UndoneReview(*row) for row in session().execute(wanted)]


def _held(manager: Staff) -> tuple[ColumnElement[bool], ...]:
    return literal(manager.role) == Role.MANAGER, Review.meets_on < clock.today(), REVIEW_STANDS


def review_to_give(manager: Staff, review_id: str) -> Review | None:
    """A review that a manager may give to another officer; for anybody else it is not there."""
    may_give = Review.id == review_id, literal(manager.role) == Role.MANAGER
    return session().scalar(select(Review).where(*may_give).with_for_update(key_share=True))
