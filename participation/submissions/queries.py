"""What a respondent has sent, and submissions for those who may see them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation import clock, sealing
from participation.db import asked_often, session
from participation.invitations.models import Invitation, Visit
from participation.invitations.open_visits import BESIDE, OpenVisit, visit_in
from participation.invitations.queries import OPEN_VISIT, cookie_lookup
from participation.locks.models import Lock
from participation.permissions.models import ReadElsewhere
from participation.permissions.queries import is_readable_by
from participation.profiles.models import Profile
from participation.questionnaires.model import Option
from participation.reviews.models import PERSON_STANDS, Person, Review
from participation.staff.models import Staff
from participation.submissions.models import Draft, NewSubmission, OwnCopy, Reading, Receipt, Submission

_WITH_A_REASON = exists().where(
    ReadElsewhere.staff_id == Reading.staff_id,
    ReadElsewhere.review_id == Submission.review_id,
    ReadElsewhere.asked_at <= Reading.read_at,
    ReadElsewhere.ends_at > Reading.read_at,
)
IS_READ = exists().where(Reading.submission_id == Submission.id, Reading.read_at.is_not(None), ~_WITH_A_REASON)
"""By somebody in whose care it is: who had to give a reason to look takes nobody's duty to read it away."""
_WAS_OPENED = exists().where(Reading.submission_id == Submission.id)
STANDS = or_(Submission.withdrawn_at.is_(None), _WAS_OPENED)
"""Not withdrawn. Who holds the public side may write `withdrawn_at` anywhere: it hides nothing that was opened."""
IS_WITHDRAWN = and_(Submission.withdrawn_at.is_not(None), ~_WAS_OPENED)

SAVED = Draft.id, Draft.level, Draft.version, Draft.edition, Draft.sealed
_VISIT_AND_DRAFT = OPEN_VISIT.add_columns(*SAVED).outerjoin(
    Draft, and_(Draft.invitation_id == Visit.invitation_id, Draft.purpose == bindparam("purpose"))
)


class Saved(NamedTuple):
    """A draft as it lies in the database: closed."""

    id: str
    level: str
    version: int
    edition: int
    sealed: bytes


def visit_and_draft(token: str, purpose: str) -> tuple[OpenVisit | None, Saved | None]:
    """As `visit_by_cookie`, with what this respondent has saved of one questionnaire, in one question."""
    given = {"lookup": cookie_lookup(token), "purpose": purpose}
    found = asked_often().connection().execute(_VISIT_AND_DRAFT, given).first()
    if found is None:
        return None, None
    return visit_in(found), Saved(*found[BESIDE:]) if found[BESIDE] else None


def drafts_since_printing(invitation_ids: Sequence[str]) -> Mapping[str, datetime]:
    """By invitation, when something was last written and not sent. What an earlier letter began is gone already."""
    last = select(Draft.invitation_id, func.max(Draft.saved_at)).join(Draft.invitation)
    last = last.where(Draft.invitation_id.in_(invitation_ids), Draft.saved_at > Invitation.printed_at)
    return dict(session().execute(last.group_by(Draft.invitation_id)).all())


def receipts_of(invitation_id: str) -> tuple[Receipt, ...]:
    """What this respondent has sent: that, and when."""
    return tuple(
        session().scalars(
            select(Receipt).where(Receipt.invitation_id == invitation_id).order_by(Receipt.sent_at.desc())
        )
    )


def receipt(invitation_id: str, submission_id: str) -> Receipt | None:
    """One thing that this respondent has sent."""
    found = session().get(Receipt, submission_id)
    return found if found and found.invitation_id == invitation_id else None


def people_of(review_id: str) -> tuple[Option, ...]:
    """The adults around this review, as a questionnaire offers them."""
    wanted = select(Person.id, Person.name, Person.role).where(Person.review_id == review_id, PERSON_STANDS)
    wanted = wanted.order_by(Person.name)
    return tuple(Option(*person) for person in session().execute(wanted))


def header_of(submission: Submission | NewSubmission) -> sealing.Header:
    """What the envelope is bound to, read from its row, or from what becomes one."""
    return sealing.Header(
        kind=submission.kind,
        id=submission.id,
        review=submission.review_id,
        language=submission.language,
        questionnaire=f"{submission.purpose}.{submission.level}.v{submission.version}",
        day=clock.local(submission.sent_at).date(),
        facts={
            "respondent": submission.respondent,
            "invitation": submission.invitation_id,
            "sent_at": submission.sent_at.isoformat(),
            "about_officer": submission.about_officer_id or "",
            "asks_for_advocate": _yes_or_no(submission.asks_for_advocate),
            "is_kept_from_officer": _yes_or_no(submission.is_kept_from_officer),
        },
    )


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"


def submissions_for(reader: Staff, review_id: str) -> Sequence[Submission]:
    """What has come for a review that somebody may read. Feedback is not among it."""
    return (
        session()
        .scalars(
            select(Submission)
            .join(Review)
            .where(
                Submission.review_id == review_id,
                is_readable_by(reader),
                Submission.kind.in_(("views", "adult")),
                STANDS,
            )
            .options(
                selectinload(Submission.readings),
                joinedload(Submission.invitation).joinedload(Invitation.person),
            )
            .order_by(Submission.sent_at)
        )
        .all()
    )


def own_copies(receipts: Iterable[Receipt], lock: Lock) -> Sequence[OwnCopy]:
    """The child's copies of these that this lock opens, closed."""
    ids = [receipt.id for receipt in receipts]
    return session().scalars(select(OwnCopy).where(OwnCopy.submission_id.in_(ids), OwnCopy.lock_id == lock.id)).all()


def copied(submission_ids: Iterable[str], lock: Lock | None) -> frozenset[str]:
    """Of which of these the child wanted a copy behind this lock: of nothing else is a word to be sealed to it."""
    if lock is None:
        return frozenset()
    kept = OwnCopy.submission_id.in_(list(submission_ids)), OwnCopy.lock_id == lock.id
    return frozenset(session().scalars(select(OwnCopy.submission_id).where(*kept)))


def readings_of(receipts: Iterable[Receipt]) -> Sequence[tuple[Reading, str]]:
    """Who has opened and read these, with the name by which children know them, and when; the first one first."""
    ids = [receipt.id for receipt in receipts]
    is_their_page = and_(Profile.staff_id == Reading.staff_id, Profile.published_on.is_not(None))
    wanted = select(Reading, func.coalesce(Profile.known_as, Staff.name)).join(Reading.staff)
    found = wanted.outerjoin(Profile, is_their_page).where(Reading.submission_id.in_(ids)).order_by(Reading.opened_at)
    return [(reading, name) for reading, name in session().execute(found)]
