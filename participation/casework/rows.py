"""Reviews with all that the list shows of them, gathered in as many queries for one as for a hundred."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TypeVar

from participation import clock, service
from participation.advocacy.queries import asked_for
from participation.afterwards.queries import done_after
from participation.casework.chasing import Waited
from participation.casework.listing import Row
from participation.casework.queries import (
    asked_about,
    came_and_went,
    of_held,
    sent_for,
    withdrawals_from,
)
from participation.casework.reminders import marks
from participation.casework.replies import Came, Withdrawal, arrivals
from participation.casework.sorting import Why, reasons_for, reasons_in_english
from participation.casework.to_do import HeldReview, still_to_do
from participation.interpreting.in_english import english_by
from participation.interpreting.models import InterpreterLink
from participation.interpreting.queries import unseen_links
from participation.invitations.models import Invitation
from participation.reviews.hours import READ_WITHIN, after
from participation.reviews.models import Review
from participation.reviews.timetable import Targets, deadlines
from participation.service.chosen import Service
from participation.staff.models import Staff
from participation.submissions.models import Submission

Each = TypeVar("Each", Came, Invitation, Withdrawal)


def rows_of(officer: Staff, reviews: Sequence[Review], today: date) -> tuple[Row, ...]:
    """The officer's own reviews as rows of their list."""
    submissions = sent_for(officer, reviews)
    unread = [each for each in submissions if not is_read(each, officer)]
    minded = marks(reviews, [each for each in submissions if each not in unread], today, reasons_for)
    urgent = _urgent(unread)
    late = _late(unread)
    withdrawn = withdrawals_from(officer, reviews)
    came = _by_review([*came_in(submissions, officer), *map(came_and_went, withdrawn)])
    back = _by_review(withdrawn)
    taken_back = {review_id: _for_withdrawals(found) for review_id, found in back.items()}
    english = _in_english(unseen_links(officer, [review.id for review in reviews]))
    invited = _by_review(asked_about(reviews))
    held = _held(reviews, today)
    advocates = asked_for(officer, [review.id for review in reviews])
    chosen = service.current()
    return tuple(
        Row(
            review=review,
            arrivals=arrivals(review, invited.get(review.id, ()), came.get(review.id, ()), today, chosen),
            advocate=advocates.get(review.id),
            moved_up_for=tuple(each for why in (urgent, english, taken_back) for each in why.get(review.id, ())),
            marks=minded.get(review.id, ()),
            withdrawn=tuple(each for each in back.get(review.id, ()) if is_still_said(each, review, today)),
            to_do=still_to_do(held[review.id]) if review.id in held else (),
            has_new_english=review.id in english,
            unread_since=late.get(review.id),
        )
        for review in reviews
    )


def _held(reviews: Sequence[Review], today: date) -> dict[str, HeldReview]:
    """Those of these that were held, with what is on record of them."""
    held = [(each, each.meets_on) for each in reviews if each.meets_on and each.meets_on <= today]
    standing = [(each, on) for each, on in held if each.ending_id is None]
    ids = [review.id for review, _ in standing]
    (codes, lines), done, targets = of_held(ids), done_after(ids), Targets.of(service.current())
    return {
        each.id: HeldReview(
            each,
            deadlines(on, targets),
            today,
            each.id in codes,
            lines.get(each.id),
            lines[each.id].due_on(on, targets, today) if each.id in lines else None,
            done.get(each.id),
        )
        for each, on in standing
    }


def _in_english(came: Iterable[InterpreterLink]) -> dict[str, tuple[Why, ...]]:
    """The reviews for which English came that nobody has seen, and whether that moves them up."""
    found: dict[str, tuple[Why, ...]] = {}
    for link in came:
        review_id, questions = link.submission.review_id, english_by([link])[link.submission_id]
        texts = (text for of_question in questions.values() for text in of_question)
        why = (reason.why for reason in reasons_in_english(texts))
        found[review_id] = tuple(dict.fromkeys((*found.get(review_id, ()), *why)))
    return found


def _for_withdrawals(found: Iterable[Withdrawal]) -> tuple[Why, ...]:
    """That it was withdrawn is looked at first, once; what it was nobody knows."""
    return () if all(each.is_seen for each in found) else (Why.WITHDRAWN,)


def is_still_said(each: Withdrawal, review: Review, today: date) -> bool:
    """Until somebody has seen it, and then until the meeting."""
    return not each.is_seen or review.meets_on is None or today <= review.meets_on


def _urgent(unread: Sequence[Submission]) -> dict[str, tuple[Why, ...]]:
    """The reviews for which something is to be read first, and why."""
    found: dict[str, tuple[Why, ...]] = {}
    for each in unread:
        why = (reason.why for reason in reasons_for(each))
        found[each.review_id] = tuple(dict.fromkeys((*found.get(each.review_id, ()), *why)))
    return found


def _late(unread: Sequence[Submission]) -> dict[str, datetime]:
    """The reviews for which something should have been read, and since when the oldest of it waits."""
    now = clock.now()
    late = (each for each in unread if after(each.sent_at, READ_WITHIN) <= now)
    return {each.review_id: each.sent_at for each in sorted(late, key=lambda each: each.sent_at, reverse=True)}


def came_in(submissions: Iterable[Submission], officer: Staff) -> Iterator[Came]:
    """That these were sent, and whether this officer has read them."""
    return (Came(each.review_id, each.invitation_id, each.sent_at, is_read(each, officer)) for each in submissions)


def is_read(submission: Submission, officer: Staff) -> bool:
    """Read by this officer: that a colleague has read it does not count."""
    return any(reading.staff_id == officer.id and reading.read_at for reading in submission.readings)


def was_opened(submission: Submission, officer: Staff) -> bool:
    """Whether its words have been before this officer, read to the end or not."""
    return any(reading.staff_id == officer.id for reading in submission.readings)


def waited(
    reviews: Sequence[Review],
    invitations: Iterable[Invitation],
    came: Iterable[Came],
    today: date,
    chosen: Service,
) -> list[Waited]:
    """Everybody who is or could be asked about these reviews, and how far they are."""
    invited, sent = _by_review(invitations), _by_review(came)
    return [
        Waited(review, arrival)
        for review in reviews
        for arrival in arrivals(review, invited.get(review.id, ()), sent.get(review.id, ()), today, chosen)
    ]


def _by_review(found: Iterable[Each]) -> dict[str, list[Each]]:
    """Split by the review that each belongs to."""
    ordered = sorted(found, key=lambda each: each.review_id)
    return {review_id: list(group) for review_id, group in groupby(ordered, key=lambda each: each.review_id)}
