"""What has been done after reviews."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from participation import clock
from participation.afterwards.models import READ, ActRecipient, ReviewAct
from participation.db import session
from participation.reviews.models import Review
from participation.staff.models import Staff

TAKEN_BACK_WITHIN = timedelta(days=1)


def is_held(review: Review) -> bool:
    """Its day has come and nobody called it off: from then on these acts are due."""
    return review.ending_id is None and review.meets_on is not None and review.meets_on <= clock.today()


def done_after(review_ids: Iterable[str]) -> dict[str, dict[str, ReviewAct]]:
    """What is marked as done after these reviews, by review and act. For who may open them."""
    wanted = select(ReviewAct).where(ReviewAct.review_id.in_(list(review_ids)))
    found: dict[str, dict[str, ReviewAct]] = {}
    for each in session().scalars(wanted):
        found.setdefault(each.review_id, {})[each.act] = each
    return found


def done_after_one(review_id: str) -> Mapping[str, ReviewAct]:
    """What is marked as done after one review, with by whom and to whom it went."""
    went_to = selectinload(ReviewAct.recipients).joinedload(ActRecipient.person)
    wanted = select(ReviewAct).where(ReviewAct.review_id == review_id).options(joinedload(ReviewAct.by), went_to)
    return {each.act: each for each in session().scalars(wanted)}


def may_take_back(who: Staff, done: ReviewAct) -> bool:
    """Whoever marked it, for a day; that a child has read something nobody takes back."""
    return done.how != READ and done.by_id == who.id and done.entered_at > clock.now() - TAKEN_BACK_WITHIN
