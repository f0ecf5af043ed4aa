"""Answers that were to be read first, and have been read: they stay in sight until the meeting."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from participation.casework.sorting import SortingReason
from participation.clock import local
from participation.reviews.models import Review
from participation.submissions.models import Submission


@dataclass(frozen=True)
class Reminder:
    """That somebody gave such an answer, and when; only for who has read it."""

    respondent: str
    question: str
    option: str
    sent_at: datetime


Reasons = Callable[[Submission], tuple[SortingReason, ...]]
"""Why a submission is to be read first."""


def marks(
    reviews: Iterable[Review], read: Sequence[Submission], today: date, reasons: Reasons
) -> dict[str, tuple[Reminder, ...]]:
    """What is not to be forgotten of each review, the newest first, of what this reader has read of it.

    A press on the wrong line reads a whole page. So the place on top of the list is lost with it, and this is not.
    """
    found: dict[str, tuple[Reminder, ...]] = {}
    for review in reviews:
        of_review = [each for each in read if each.review_id == review.id and _is_ahead(review, each, today)]
        newest: dict[tuple[str, str, str], Reminder] = {}
        for each in sorted(of_review, key=lambda each: each.sent_at, reverse=True):
            for question, option in (answer for reason in reasons(each) for answer in reason.answers):
                key = each.respondent, question, option
                newest.setdefault(key, Reminder(*key, each.sent_at))
        if newest:
            found[review.id] = tuple(newest.values())
    return found


def _is_ahead(review: Review, submission: Submission, today: date) -> bool:
    """Its meeting is still to come, or had been when it was sent: then there is none to wait for."""
    return review.meets_on is None or not local(submission.sent_at).date() <= review.meets_on < today
