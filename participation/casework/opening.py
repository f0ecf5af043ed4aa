"""Opening the page of one review: each query is asked once, each thing is opened once."""

from collections.abc import Mapping, Sequence

from participation import clock, service
from participation.advocacy.queries import asked_for
from participation.afterwards.queries import done_after_one, is_held
from participation.arranging.queries import open_offer
from participation.between.cribs import crib_of
from participation.carried.queries import Carried, meant_of, said_for
from participation.casework import what_came, what_was_said
from participation.casework.promised import promised
from participation.casework.queries import asked_about, came_and_went, settled_wishes, withdrawals_from
from participation.casework.replies import arrivals
from participation.casework.review_page import ReviewPage
from participation.casework.rows import came_in, is_read
from participation.casework.topics import staff_words
from participation.db import as_one
from participation.endings.queries import endings_about, free_to_go_back
from participation.interpreting.actions import note_english_seen
from participation.interpreting.in_english import english_by
from participation.interpreting.models import InterpreterLink
from participation.interpreting.queries import links_of
from participation.invitations.models import CHILD
from participation.locks.queries import lock_of_child
from participation.outcomes.actions import forget_asked, note_asked
from participation.outcomes.queries import answers_of, history, recorded
from participation.permissions.queries import Standing, read_by_others, review_to_read, standing
from participation.reviews.models import Review
from participation.staff.models import Staff
from participation.submissions.actions import Opened, gave_way, open_among_others
from participation.submissions.queries import copied, submissions_for
from participation.submissions.withdrawals import note_seen

WHY = {
    Standing.OWN: "preparing the review",
    Standing.COVERING: "covering for a colleague",
    Standing.ASKED: "reading elsewhere, with a reason",
}
"""What the audit says of a reading."""


def open_review(reader: Staff, review_id: str) -> ReviewPage | None:
    """Open the page of a review; None where there is none that this person may read.

    In one transaction: what is shown is noted as opened, what was withdrawn as seen, and what the child asks for waits
    for an answer from then on. It is read when it was on the screen, or when the officer says so.
    """
    with as_one():
        review = review_to_read(reader, review_id)
        if review is None:
            return None
        page = _gathered(reader, review)
        if page.whose is not Standing.ASKED:
            note_seen(reader, [each.submission_id for each in page.withdrawn if not each.is_seen])
            note_english_seen([each.id for each in page.links if each.english])
        asked = what_came.not_noted(page.everything, page.answers)
        note_asked((each.submission, each.line.question.id) for each in asked)
        gone = what_came.replaced(page.everything, page.answers)
        forget_asked((each.submission, each.line.question.id) for each in gone)
    fresh = [each.submission.id for each in page.opened if each.is_fresh]
    return open_review(reader, review_id) if gave_way(reader, fresh) else page


def _carried(reader: Staff, review: Review, links: Sequence[InterpreterLink]) -> Sequence[Carried]:
    """Before the meeting nobody can have said anything for the child but an interpreter."""
    return said_for(reader, review.id) if links or is_held(review) else ()


def _meant(opened: Sequence[Opened]) -> Mapping[str, bool]:
    """What the child says of forms that somebody helped with; most are not, and nothing is asked of the database."""
    helped = [each.submission.id for each in opened if each.submission.respondent == CHILD and each.answers.is_helped]
    return meant_of(helped) if helped else {}


def _gathered(reader: Staff, review: Review) -> ReviewPage:
    today, whose = clock.today(), standing(reader, review)
    submissions, withdrawn = submissions_for(reader, review.id), withdrawals_from(reader, [review])
    # Counted before it is read, so that what is new shows as new.
    came = [*came_in(submissions, reader), *map(came_and_went, withdrawn)]
    read_before = frozenset(each.id for each in submissions if is_read(each, reader))
    opened = open_among_others(reader, submissions, WHY[whose])
    links = links_of(each.submission.id for each in opened)
    english, lock = english_by(links), lock_of_child(review.id)
    ended = endings_about(review)
    return ReviewPage(
        review=review,
        reader=reader,
        today=today,
        whose=whose,
        submissions=submissions,
        read_before=read_before,
        opened=opened,
        everything=what_was_said.with_english(what_was_said.said(opened, staff_words), english),
        links=links,
        english=english,
        answers=answers_of(reader, review.id),
        carried=_carried(reader, review, links),
        meant=_meant(opened),
        settled=settled_wishes(review.id),
        offer=open_offer(review.id),
        crib=crib_of(reader, review.id),
        promised=promised(reader, review),
        lock=lock,
        copied=copied([each.submission_id for each in links], lock) if links else frozenset(),
        withdrawn=withdrawn,
        arrivals=arrivals(review, asked_about([review]), came, today, service.current()),
        advocate=asked_for(reader, [review.id]).get(review.id),
        recorded=recorded([review.id]).get(review.id),
        done=done_after_one(review.id),
        earlier=history(review.child_id, review.meets_on or today),
        read_by=read_by_others(review.id),
        endings=ended,
        free_to_go_back=free_to_go_back(reader, ended.values()) if ended else frozenset(),
    )
