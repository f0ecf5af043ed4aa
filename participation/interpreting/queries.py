"""Links for interpreters and what came back, for whoever may see them; and the one link that a secret opens."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, false, func, select
from sqlalchemy.orm import contains_eager, joinedload

from participation.clock import local
from participation.db import session
from participation.interpreting.models import English, InterpreterLink
from participation.invitations.models import Invitation
from participation.permissions.queries import is_cared_for_by
from participation.reviews.models import Review
from participation.sealing import Header
from participation.staff.models import Role, Staff
from participation.submissions.models import Submission
from participation.submissions.queries import STANDS
from participation.submissions.unread import WITH_WORDS, Unread

IS_USED = select(English.link_id).where(English.link_id == InterpreterLink.id).exists()
"""Part of a query, also of the public side's: its role may read nothing else of what came back."""


class OpenLink(NamedTuple):
    """What the public side may read of a link."""

    id: str
    language: str
    sealed: bytes | None
    ends_at: datetime
    is_used: bool


def lookup_of(token: str) -> str:
    """The prefix keeps a letter's secret from opening anything here, and a link's there."""
    return hashlib.sha256(f"link/interpreter/v1|{token}".encode()).hexdigest()


def link_with(token: str) -> OpenLink | None:
    """The link that a secret opens or opened; none that was taken back."""
    columns = InterpreterLink.id, InterpreterLink.language, InterpreterLink.sealed, InterpreterLink.ends_at, IS_USED
    wanted = select(*columns).where(InterpreterLink.lookup == lookup_of(token), InterpreterLink.withdrawn_at.is_(None))
    row = session().execute(wanted).first()
    return OpenLink(*row) if row else None


def submission_to_interpret(officer: Staff, submission_id: str) -> Submission | None:
    """What somebody sent in another language than English, for the officer who cares for its review."""
    wanted = (
        select(Submission)
        .join(Review)
        .where(
            Submission.id == submission_id,
            is_cared_for_by(officer),
            Submission.kind.in_(WITH_WORDS),
            Submission.language != "en",
            STANDS,
        )
        .options(
            joinedload(Submission.review).joinedload(Review.child),
            joinedload(Submission.invitation).joinedload(Invitation.person),
        )
    )
    return session().scalar(wanted)


def link_to_take_back(officer: Staff, link_id: str) -> InterpreterLink | None:
    """A link that has been taken back by nobody, of a review that this officer cares for."""
    wanted = select(InterpreterLink).join(InterpreterLink.submission).join(Review)
    mine = InterpreterLink.id == link_id, InterpreterLink.withdrawn_at.is_(None), is_cared_for_by(officer)
    return session().scalar(wanted.where(*mine).options(contains_eager(InterpreterLink.submission)))


def links_of(submission_ids: Iterable[str]) -> Sequence[InterpreterLink]:
    """Every link for words of these, the first one first, with what came back. For who may read the submissions."""
    wanted = (
        select(InterpreterLink)
        .where(InterpreterLink.submission_id.in_(list(submission_ids)))
        .options(joinedload(InterpreterLink.asked_by), joinedload(InterpreterLink.english))
        .order_by(InterpreterLink.asked_at, InterpreterLink.id)
    )
    return session().scalars(wanted).all()


def unseen_links(officer: Staff, review_ids: Iterable[str]) -> Sequence[InterpreterLink]:
    """Links by which English came back that nobody in whose care the review is has seen."""
    of_these = Submission.review_id.in_(list(review_ids)), is_cared_for_by(officer)
    wanted = (
        select(InterpreterLink)
        .join(InterpreterLink.submission)
        .join(Review)
        .join(InterpreterLink.english)
        .where(*of_these, English.seen_at.is_(None), STANDS)
        .options(
            contains_eager(InterpreterLink.submission),
            contains_eager(InterpreterLink.english),
            joinedload(InterpreterLink.asked_by),
        )
    )
    return session().scalars(wanted).all()


def unseen_english() -> Sequence[Unread]:
    """Every English that nobody in whose care the review is has seen, the longest waiting first: that it is there."""
    came_at = func.coalesce(English.came_at, English.sent_at)
    found = session().execute(
        select(Submission.id, Submission.kind, came_at, Review.officer_id, false(), English.link_id)
        .join(InterpreterLink, InterpreterLink.submission_id == Submission.id)
        .join(InterpreterLink.english)
        .join(Submission.review)
        .where(English.seen_at.is_(None), STANDS)
        .order_by(came_at)
    )
    return tuple(Unread(*row) for row in found)


def unseen_for(manager: Staff) -> Sequence[InterpreterLink]:
    """The links by which English came that nobody has seen, with its review, for managers; for nobody else."""
    if manager.role != Role.MANAGER:
        return ()
    of_submission = contains_eager(InterpreterLink.submission)
    wanted = (
        select(InterpreterLink)
        .join(InterpreterLink.submission)
        .join(InterpreterLink.english)
        .where(English.seen_at.is_(None), STANDS)
        .options(
            contains_eager(InterpreterLink.english),
            of_submission.joinedload(Submission.review).joinedload(Review.child),
            of_submission.joinedload(Submission.review).joinedload(Review.officer),
            of_submission.joinedload(Submission.invitation).joinedload(Invitation.person),
        )
    )
    return session().scalars(wanted).all()


def has_unseen_english() -> ColumnElement[bool]:
    """Part of a query about reviews: English came back that nobody in whose care it is has seen."""
    came = exists().where(English.link_id == InterpreterLink.id, English.seen_at.is_(None))
    of_review = Submission.review_id == Review.id, Submission.id == InterpreterLink.submission_id
    return exists().where(*of_review, STANDS, came)


def header_of(english: English, submission_id: str) -> Header:
    """What the envelope of English is bound to."""
    return Header(
        kind="english",
        id=english.link_id,
        review="",
        language="en",
        questionnaire="interpreting",
        day=local(english.sent_at).date(),
        facts={"submission": submission_id, "sent_at": english.sent_at.isoformat()},
    )
