"""What waits for the officer between two meetings because a child has said something, be it late or not yet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from participation import service
from participation.arranging.queries import moves_not_ok, open_offers
from participation.arranging.slots import Offered
from participation.casework.queries import helper_asked_since
from participation.casework.to_do import CHOICE, HELPER, MOVED, helper_due_on
from participation.reviews.models import Review
from participation.reviews.timetable import Targets, deadlines


class WaitsForOfficer(NamedTuple):
    """One thing, and the last day for it."""

    review: Review
    kind: str
    due_on: date


def waiting(reviews: Sequence[Review], today: date) -> list[WaitsForOfficer]:
    """All of it, of those of these reviews that are to come."""
    ahead = [each for each in reviews if each.ending_id is None and (each.meets_on is None or each.meets_on >= today)]
    offers = open_offers(each.id for each in ahead)
    offered = [(each, offers[each.id]) for each in ahead if each.id in offers]
    return [*of_offers(offered), *_of_moves(ahead), *_of_helpers(ahead, today)]


def of_offers(offered: Iterable[tuple[Review, Offered]]) -> Iterator[WaitsForOfficer]:
    """Days that a child has chosen, or can choose no more: the last day to choose is the last day to settle it, too."""
    return (WaitsForOfficer(review, CHOICE, offer.until_on) for review, offer in offered if offer.is_for_officer)


def _of_moves(ahead: Sequence[Review]) -> Iterator[WaitsForOfficer]:
    """A no to how the meeting moved: talked about as soon as an answer is due to a child, and before the meeting."""
    said_on, targets = moves_not_ok(each.id for each in ahead), Targets.of(service.current())
    for review in ahead:
        if review.id in said_on:
            due_on = deadlines(said_on[review.id], targets).answers_on
            yield WaitsForOfficer(review, MOVED, min(due_on, review.meets_on or date.max))


def _of_helpers(ahead: Sequence[Review], today: date) -> Iterator[WaitsForOfficer]:
    """Whom a child wants as a helper, or wants no more."""
    since = helper_asked_since(each.id for each in ahead)
    for review in ahead:
        if review.id in since:
            yield WaitsForOfficer(review, HELPER, helper_due_on(since[review.id], review.meets_on, today))
