"""What an officer has to prepare: a few queries for the whole list, however long it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, null, or_, select, type_coerce, union_all
from sqlalchemy.orm import joinedload, selectinload

from participation import clock
from participation.afterwards.models import Act, ReviewAct
from participation.carried.models import SaidBy, SaidForChild
from participation.carried.queries import not_quite
from participation.casework.chasing import AskedForm
from participation.casework.models import LeftOut, MissedWord, SettledWish
from participation.casework.replies import Came, Withdrawal
from participation.casework.to_do import OpenLines
from participation.casework.what_was_said import LineKey
from participation.db import session
from participation.endings.queries import is_unfinished
from participation.feedback.queries import feedback_for
from participation.invitations.marks import IS_OK, SHOWN, Mark
from participation.invitations.models import HELPER, Invitation
from participation.invitations.purposes import BEFORE, PUT_RIGHT
from participation.outcomes.models import NEEDS_ANSWER, WANTS_HELPER, Outcome, Participation, Reply
from participation.permissions.queries import is_cared_for_by, is_readable_by
from participation.reviews.models import REVIEW_STANDS, Person, Review
from participation.staff.models import Role, Staff
from participation.submissions.models import Receipt, Submission, WithdrawalSeen
from participation.submissions.queries import IS_WITHDRAWN, STANDS
from participation.submissions.unread import WITH_WORDS

CHASED_AHEAD = timedelta(days=28)
FOR_OFFICERS = {PUT_RIGHT, *(purpose for asked in BEFORE.values() for purpose in asked)} - {"my_advocate"}
"""Purposes of what is meant for the officer: a receipt that is left alone says no kind."""
KEPT_BACK = timedelta(days=30)
"""So long what was withdrawn can be opened with a reason: whoever holds a letter can press that button."""


def own_reviews(officer: Staff) -> Sequence[Review]:
    """The reviews that an officer cares for and that are not finished."""
    wanted = (
        select(Review)
        .where(is_cared_for_by(officer), is_unfinished())
        .options(joinedload(Review.child), joinedload(Review.officer), selectinload(Review.people))
        .order_by(Review.meets_on, Review.starts_at, Review.due_on, Review.id)
    )
    return session().scalars(wanted).all()


def of_held(review_ids: Iterable[str]) -> tuple[frozenset[str], dict[str, OpenLines]]:
    """Of reviews that were held: which have a code, and what their children wait for.

    They asked for something before the review, or said "not quite". One statement: a list asks it.
    """
    ids = list(review_ids)
    said_no = and_(Mark.about_id == Reply.id, Mark.kind == IS_OK[-1])
    first_no = case((func.count().filter(Outcome.state == "open") == 0, func.min(Mark.at)))
    asked = (
        select(Outcome.review_id, literal(True), func.count(), type_coerce(first_no, Mark.at.type))
        .outerjoin(Reply, Reply.outcome_id == Outcome.id)
        .outerjoin(Mark, said_no)
        .where(NEEDS_ANSWER, Outcome.review_id.in_(ids))
        .group_by(Outcome.review_id)
    )
    waiting = not_quite(ids).subquery()
    carried = select(waiting.c[0], literal(True), waiting.c[1], waiting.c[2])
    coded = select(Participation.review_id, literal(False), literal(0), null()).where(Participation.review_id.in_(ids))
    codes, lines = set[str](), dict[str, OpenLines]()
    for id, waits, number, no_at in session().execute(union_all(asked, carried, coded)):
        if waits:
            more = OpenLines(number, no_at)
            lines[id] = lines[id].with_more(more) if id in lines else more
        else:
            codes.add(id)
    return frozenset(codes), lines


def helper_asked_since(review_ids: Iterable[str]) -> dict[str, datetime]:
    """Since when a child waits to hear about who should help them, or stop, by review."""
    wanted = (
        select(Outcome.review_id, func.min(Submission.sent_at))
        .join(Submission, Submission.id == Outcome.submission_id)
        .where(Outcome.review_id.in_(list(review_ids)), Outcome.question.in_(WANTS_HELPER), NEEDS_ANSWER, STANDS)
        .group_by(Outcome.review_id)
    )
    return dict(session().execute(wanted).all())


def sent_for(reader: Staff, reviews: Iterable[Review]) -> Sequence[Submission]:
    """What has come for reviews that somebody may read, sealed, with who has read it."""
    wanted = (
        select(Submission)
        .join(Review)
        .where(
            is_readable_by(reader),
            Submission.review_id.in_([review.id for review in reviews]),
            Submission.kind.in_(WITH_WORDS),
            STANDS,
        )
        .options(selectinload(Submission.readings))
        .order_by(Submission.sent_at)
    )
    return session().scalars(wanted).all()


def earlier_words(reader: Staff, submission_ids: Iterable[str]) -> Sequence[Submission]:
    """Of these the submissions whose review this person may open, too."""
    wanted = select(Submission).join(Review).where(Submission.id.in_(list(submission_ids)), STANDS)
    loaded = joinedload(Submission.invitation), selectinload(Submission.readings)
    return session().scalars(wanted.where(is_readable_by(reader)).options(*loaded)).all()


def childs_submission(officer: Staff, review_id: str, submission_id: str) -> Submission | None:
    """What a child sent for a review that this officer cares for."""
    of_review = Submission.id == submission_id, Submission.review_id == review_id, Submission.kind == "views"
    return session().scalar(select(Submission).join(Review).where(*of_review, STANDS, is_cared_for_by(officer)))


def settled_wishes(review_id: str) -> Mapping[LineKey, SettledWish]:
    """What was said to the child's wishes for a meeting. For who may open its review."""
    wanted = select(SettledWish).join(Submission, Submission.id == SettledWish.submission_id)
    found = session().scalars(wanted.where(Submission.review_id == review_id))
    return {(each.submission_id, each.question): each for each in found}


def left_out(review_id: str) -> frozenset[LineKey]:
    """Which lines its officer leaves out of the pack. For who may open the review."""
    wanted = select(LeftOut.submission_id, LeftOut.question).join(Submission, Submission.id == LeftOut.submission_id)
    found = session().execute(wanted.where(Submission.review_id == review_id))
    return frozenset((row.submission_id, row.question) for row in found)


def asked_about(reviews: Iterable[Review]) -> Sequence[Invitation]:
    """Everyone who was asked about these reviews."""
    wanted = (
        select(Invitation)
        .where(Invitation.review_id.in_([review.id for review in reviews]))
        .options(joinedload(Invitation.person))
    )
    return session().scalars(wanted).all()


def submission_for(reader: Staff, submission_id: str) -> Submission | None:
    """One submission: for who may read its review what is meant for officers, for a manager feedback."""
    wanted = (
        select(Submission)
        .join(Review)
        .where(
            Submission.id == submission_id,
            is_readable_by(reader),
            Submission.kind.in_(WITH_WORDS),
            STANDS,
        )
        .options(
            selectinload(Submission.readings),
            joinedload(Submission.review).joinedload(Review.child),
            joinedload(Submission.invitation).joinedload(Invitation.person),
        )
    )
    return session().scalar(wanted) or feedback_for(reader, submission_id)


def reviews_to_chase(today: date) -> Sequence[Review]:
    """Reviews of the next four weeks."""
    wanted = (
        select(Review)
        .where(Review.meets_on >= today, Review.meets_on <= today + CHASED_AHEAD, REVIEW_STANDS)
        .options(joinedload(Review.child), joinedload(Review.officer), selectinload(Review.people))
        .order_by(Review.meets_on, Review.starts_at, Review.id)
    )
    return session().scalars(wanted).all()


def forms_of_partners(first: date, until: date) -> list[AskedForm]:
    """The letters of adults who stand in a list with an agency, about reviews of these days, and when each answered."""
    sent = func.min(Submission.sent_at)
    wanted = (
        select(Person.agency, Invitation.respondent, Review.meets_on, Invitation.asked_at, sent)
        .join(Person, Person.id == Invitation.person_id)
        .join(Review, Review.id == Invitation.review_id)
        .outerjoin(Submission, and_(Submission.invitation_id == Invitation.id, Submission.kind.in_(WITH_WORDS), STANDS))
        .where(
            Person.agency != "",
            Review.meets_on.between(first, until),
            REVIEW_STANDS,
            Invitation.asked_at.is_not(None),
            Invitation.respondent != HELPER,
        )
        .group_by(Invitation.id, Person.agency, Invitation.respondent, Review.meets_on, Invitation.asked_at)
        # Who could not answer, because their letter was ended first, is not counted.
        .having(or_(Invitation.revoked_at.is_(None), sent.is_not(None)))
    )
    return [AskedForm._make(row) for row in session().execute(wanted)]


def answered(reviews: Iterable[Review]) -> tuple[Came, ...]:
    """That something was sent for these reviews, and when: neither the words nor who has read them are loaded."""
    ids = [review.id for review in reviews]
    wanted = select(Submission.review_id, Submission.invitation_id, Submission.sent_at)
    there = session().execute(wanted.where(Submission.review_id.in_(ids), Submission.kind.in_(WITH_WORDS), STANDS))
    back = (*_still_kept(Review.id.in_(ids)), *_deleted_since(Review.id.in_(ids)))
    return (*(Came(*row) for row in there), *map(came_and_went, back))


def came_and_went(back: Withdrawal) -> Came:
    """What was withdrawn had come: that, and when, is not lost with its words."""
    return Came(back.review_id, back.invitation_id, back.sent_at, is_withdrawn=True)


def withdrawals_from(reader: Staff, reviews: Iterable[Review]) -> tuple[Withdrawal, ...]:
    """What was withdrawn of what was meant for the officers of these reviews, for who may read them."""
    of_these = and_(Review.id.in_([review.id for review in reviews]), is_readable_by(reader))
    return (*_still_kept(of_these, reader), *_deleted_since(of_these))


def _still_kept(of_these: ColumnElement[bool], reader: Staff | None = None) -> Iterable[Withdrawal]:
    # The day beside the mark anybody may have written; the day on which the staff side saw it, nobody.
    at = func.coalesce(Submission.withdrawal_noted_at, Submission.withdrawn_at)
    by_reader = WithdrawalSeen.staff_id == (reader.id if reader else "")
    wanted = (
        select(
            Submission.id,
            Submission.review_id,
            Submission.invitation_id,
            Submission.respondent,
            Submission.sent_at,
            at,
            exists().where(WithdrawalSeen.submission_id == Submission.id, by_reader),
        )
        .join(Review)
        .where(of_these, IS_WITHDRAWN, Submission.kind.in_(WITH_WORDS))
        .order_by(Submission.sent_at)
    )
    return (Withdrawal(*row) for row in session().execute(wanted))


def _deleted_since(of_these: ColumnElement[bool]) -> Iterator[Withdrawal]:
    """After its 30 days the receipt stays for as long as the letter, and still says that it was withdrawn."""
    wanted = (
        select(Invitation.review_id, Invitation.id, Invitation.respondent, Receipt.sent_at, Receipt.withdrawn_at)
        .join(Invitation, Invitation.id == Receipt.invitation_id)
        .join(Review, Review.id == Invitation.review_id)
        .where(
            of_these,
            Receipt.withdrawn_at.is_not(None),
            Receipt.purpose.in_(FOR_OFFICERS),
            ~exists().where(Submission.id == Receipt.id),
        )
        .order_by(Receipt.sent_at)
    )
    for review_id, invitation_id, respondent, sent_at, at in session().execute(wanted):
        if at:
            yield Withdrawal("", review_id, invitation_id, respondent, sent_at, at, is_seen=True)


def letters_read() -> Iterator[tuple[str, str, date]]:
    """Letters after a review that the child has read and nobody has marked: of which review, who showed it, which day.

    Whoever holds the public side may have written any moment: a day before it was shown or to come is none.
    """
    is_marked = exists().where(ReviewAct.review_id == SaidForChild.review_id, ReviewAct.act == Act.LETTER)
    wanted = (
        select(SaidForChild.review_id, SaidForChild.by_id, SaidForChild.at, Mark.at)
        .join(Mark, and_(Mark.about_id == SaidForChild.id, Mark.kind == SHOWN))
        .where(SaidForChild.said_by == SaidBy.LETTER, ~is_marked)
        .order_by(Mark.at)
    )
    for review_id, by_id, shown_at, read_at in session().execute(wanted):
        yield review_id, by_id, min(clock.today(), clock.local(max(shown_at, read_at)).date())


def withdrawal_to_read(manager: Staff, submission_id: str) -> Submission | None:
    """What was withdrawn, within its 30 days, for a manager who gave a reason for its review; for nobody else."""
    since = clock.now() - KEPT_BACK
    return session().scalar(
        select(Submission)
        .join(Review)
        .where(
            Submission.id == submission_id,
            literal(manager.role) == Role.MANAGER,
            is_readable_by(manager),
            Submission.kind.in_(WITH_WORDS),
            IS_WITHDRAWN,
            or_(Submission.withdrawal_noted_at.is_(None), Submission.withdrawal_noted_at > since),
        )
        .options(
            joinedload(Submission.review).joinedload(Review.child),
            joinedload(Submission.invitation).joinedload(Invitation.person),
        )
    )


def missed_lately(most: int) -> Sequence[MissedWord]:
    """What readers said should have stood further up, the newest first; for managers, who keep the lists."""
    wanted = select(MissedWord).options(joinedload(MissedWord.submission), joinedload(MissedWord.by))
    return session().scalars(wanted.order_by(MissedWord.at.desc()).limit(most)).all()
