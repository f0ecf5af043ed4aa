"""Reviews with all that the list shows of them, gathered in as many queries for one as for a hundred."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from participation import service
from participation.advocacy.queries import asked_for
from participation.invitations.models import Invitation
from participation.people.models import Staff
from participation.preparing.arrivals import Arrival, State, arrivals, due_on, is_read
from participation.preparing.listing import Row
from participation.preparing.queries import asked_about, sent_for
from participation.preparing.sorting import moved_up
from participation.reviews.models import Review
from participation.submissions.models import Submission

Each = TypeVar("Each", Submission, Invitation)


def rows_of(officer: Staff, reviews: Sequence[Review], today: date) -> tuple[Row, ...]:
    """The officer's own reviews as rows of their list."""
    sent = _by_review(sent_for(officer, reviews))
    invited = _by_review(asked_about(reviews))
    advocates = asked_for(officer, [review.id for review in reviews])
    urgent = moved_up(each for found in sent.values() for each in found if not is_read(each, officer.id))
    days_before = service.current().forms_due_days
    return tuple(
        Row(
            review=review,
            arrivals=arrivals(
                review, invited.get(review.id, ()), sent.get(review.id, ()), today, due_on(review, days_before)
            ),
            advocate=advocates.get(review.id),
            is_moved_up=any(each.id in urgent for each in sent.get(review.id, ())),
        )
        for review in reviews
    )


@dataclass(frozen=True)
class Chased:
    """One review as support sees it."""

    review: Review
    forms_due_on: date | None
    arrivals: tuple[Arrival, ...]

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(arrival.state is State.LATE for arrival in self.arrivals)


def chased(
    reviews: Sequence[Review],
    invitations: Iterable[Invitation],
    submissions: Iterable[Submission],
    today: date,
    days_before: int,
) -> tuple[Chased, ...]:
    """Who was asked about each review, and how far they are."""
    invited, sent = _by_review(invitations), _by_review(submissions)
    found = []
    for review in reviews:
        due = due_on(review, days_before)
        who = arrivals(review, invited.get(review.id, ()), sent.get(review.id, ()), today, due)
        found.append(Chased(review, due, who))
    return tuple(found)


def _by_review(found: Iterable[Each]) -> dict[str, list[Each]]:
    """Split by the review that each belongs to."""
    ordered = sorted(found, key=lambda each: each.review_id)
    return {review_id: list(group) for review_id, group in groupby(ordered, key=lambda each: each.review_id)}
