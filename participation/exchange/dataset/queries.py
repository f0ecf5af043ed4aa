"""What is known already of the children of a dataset."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import select

from participation.db import session
from participation.endings.models import Ending
from participation.exchange.queries import Known, all_rows
from participation.outcomes.models import Participation
from participation.reviews.models import Move, Review
from participation.staff.models import Role, Staff


def open_officers() -> Iterator[tuple[str, str]]:
    """The id and the name of each officer whose account is open."""
    asked = select(Staff.id, Staff.name).where(Staff.role == Role.OFFICER, Staff.disabled_at.is_(None))
    yield from session().execute(asked.order_by(Staff.id))


def reviews_of_children(child_ids: Collection[str]) -> dict[str, list[Known]]:
    """Every review of these children, ended ones too, in the order of their days, with what is recorded of it."""
    asked = (
        select(Review.__table__, Participation.code, Participation.recorded_by, Participation.seen_before_on)
        .outerjoin(Participation, Participation.review_id == Review.id)
        .where(Review.child_id.in_(child_ids))
        .order_by(Review.child_id, Review.meets_on, Review.id)
    )
    found = defaultdict[str, list[Known]](list)
    for each in all_rows(asked):
        found[each["child_id"]].append(each)
    return found


def moves_of(child_ids: Collection[str]) -> set[tuple[str, date]]:
    """From which days the reviews of these children were moved, each with the id of the review."""
    asked = select(Move.review_id, Move.from_on).join(Review).where(Review.child_id.in_(child_ids))
    return {(review_id, day) for review_id, day in session().execute(asked)}


def ended_by_lists(ending_ids: Collection[str]) -> set[str]:
    """Those of these endings that a list or a command entered, and nobody of the staff."""
    return set(session().scalars(select(Ending.id).where(Ending.id.in_(ending_ids), Ending.by_id.is_(None))))
