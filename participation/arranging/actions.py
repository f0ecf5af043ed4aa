"""Settling a meeting: one press says when, where and with whom it is, and why it moves."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from participation import clock
from participation.arranging.queries import review_to_settle
from participation.audit import actions as audit
from participation.db import transaction
from participation.invitations.actions import OPEN_DAYS
from participation.invitations.models import Invitation
from participation.reviews.models import Move, Review
from participation.staff.models import Staff


@dataclass(frozen=True)
class Arrangement:
    """When, where and with whom a meeting is."""

    meets_on: date
    starts_at: datetime | None
    venue: str
    coming: Set[str]
    """Which of its people will be in the room."""
    may_see_place: bool
    why: str = ""
    """A MoveReason; kept only where the day or the hour moves."""


class SettledMeanwhile(Exception):
    """Somebody, or a list, has changed day, hour or place since the page was opened."""


def is_moved(review: Review, meets_on: date | None, starts_at: datetime | None) -> bool:
    """Whether a day or an hour that was fixed becomes another one: a first day or hour moves nothing."""
    return is_another(review.meets_on, meets_on) or is_another(review.starts_at, starts_at)


def is_another(before: object, now: object) -> bool:
    """Whether something that was said becomes something else."""
    return before is not None and before != now


def settle_meeting(officer: Staff, review_id: str, wanted: Arrangement, seen: int) -> bool:
    """Keep it, and say whether the meeting moved. `seen` is the revision that the officer had before them.

    Whatever letters name another day is found by itself, as after a list. Raises LookupError for a review that this
    officer may not settle, SettledMeanwhile where somebody else was first.
    """
    with transaction() as current:
        review = review_to_settle(officer, review_id)
        if review is None:
            raise LookupError(review_id)
        is_changed = (review.meets_on, review.starts_at, review.venue) != (
            wanted.meets_on, wanted.starts_at, wanted.venue
        )  # fmt: skip
        # The same form pressed twice finds what it has kept.
        if is_changed and review.revision != seen:
            raise SettledMeanwhile
        moves = is_moved(review, wanted.meets_on, wanted.starts_at)
        if moves:
            _note_move(current, review, wanted)
        _keep(review, wanted, is_changed=is_changed)
        audit.record(current, officer.id, "settled the meeting", f"review/{review.id}", wanted.why if moves else "")
    return moves


def _note_move(current: Session, review: Review, wanted: Arrangement) -> None:
    before = review.meets_on
    current.add(Move(review=review, from_on=before, to_on=wanted.meets_on, moved_at=clock.now(), why=wanted.why))
    # A letter opens until some days after the review, wherever the review has moved.
    ends_on = wanted.meets_on + timedelta(days=OPEN_DAYS)
    current.execute(update(Invitation).where(Invitation.review_id == review.id).values(ends_on=ends_on))


def _keep(review: Review, wanted: Arrangement, *, is_changed: bool) -> None:
    review.meets_on, review.starts_at, review.venue = wanted.meets_on, wanted.starts_at, wanted.venue
    review.revision += is_changed
    review.may_see_place = wanted.may_see_place
    review.settled_at = clock.now()
    for person in review.people:
        if person.ending_id is None:
            person.is_coming = person.id in wanted.coming
