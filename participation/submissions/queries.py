"""Drafts of a respondent, and submissions for those who may see them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation import clock, sealing
from participation.db import session
from participation.invitations.models import Invitation
from participation.locks.models import Lock
from participation.permissions.models import ReadElsewhere
from participation.permissions.queries import is_readable_by
from participation.questionnaires.answers import Answers
from participation.questionnaires.model import LEVELS, Option, Questionnaire
from participation.reviews.models import Person, Review
from participation.service.questionnaires import library
from participation.staff.models import Staff
from participation.submissions.models import Draft, OwnCopy, Reading, Receipt, Submission

_WITH_A_REASON = exists().where(
    ReadElsewhere.staff_id == Reading.staff_id,
    ReadElsewhere.review_id == Submission.review_id,
    ReadElsewhere.asked_at <= Reading.read_at,
    ReadElsewhere.ends_at > Reading.read_at,
)
IS_READ = exists().where(Reading.submission_id == Submission.id, ~_WITH_A_REASON)
"""By somebody in whose care it is: who had to give a reason to look takes nobody's duty to read it away."""
_HAS_READING = exists().where(Reading.submission_id == Submission.id)
STANDS = or_(Submission.withdrawn_at.is_(None), _HAS_READING)
"""Not taken back. Who holds the public side may write `withdrawn_at` anywhere: it hides nothing that was read."""
IS_TAKEN_BACK = and_(Submission.withdrawn_at.is_not(None), ~_HAS_READING)
_DRAFT = select(Draft).where(Draft.invitation_id == bindparam("invitation_id"), Draft.purpose == bindparam("purpose"))


@dataclass(frozen=True)
class OpenDraft:
    """A respondent's unsent answers, opened; `id` and `edition` are those of the row, if it was ever saved."""

    questionnaire: Questionnaire
    answers: Answers
    id: str = ""
    edition: int = 0
    page_editions: Mapping[str, int] = field(default_factory=dict)
    """Which edition changed each page last."""


def open_draft(invitation: Invitation, purpose: str, root: bytes) -> OpenDraft:
    """What was saved, or the newest version of the questionnaire with nothing answered."""
    row = draft_row(invitation.id, purpose)
    if row is None:
        return OpenDraft(_with_people(_newest(invitation, purpose), invitation), Answers())
    try:
        plain = json.loads(sealing.open_draft(root, row.sealed, row.id))
    except sealing.CannotOpen:
        # Begun with a letter that was replaced since: its key went with its secrets, and the draft with them.
        return OpenDraft(_with_people(_newest(invitation, purpose), invitation), Answers(), row.id, row.edition)
    questionnaire = _with_people(library().get(purpose, row.level, row.version), invitation)
    return OpenDraft(questionnaire, Answers.from_json(plain), row.id, row.edition, plain.get("editions", {}))


def _with_people(questionnaire: Questionnaire, invitation: Invitation) -> Questionnaire:
    """The people of the review, where the questionnaire asks about people at all."""
    return questionnaire.offering(people_of(invitation.review)) if asks_about_people(questionnaire) else questionnaire


def asks_about_people(questionnaire: Questionnaire) -> bool:
    """Whether any question is answered with people."""
    return any(question.kind == "people" for question in questionnaire.questions)


def _newest(invitation: Invitation, purpose: str) -> Questionnaire:
    """At the respondent's own level if somebody wrote it, else at the next one up."""
    written = library().levels(purpose)
    wanted = LEVELS.index(invitation.level) if invitation.level in LEVELS else 0
    own_or_above = [level for level in written if LEVELS.index(level) >= wanted]
    return library().latest(purpose, next(iter((*own_or_above, *reversed(written))), invitation.level))


def draft_row(invitation_id: str, purpose: str) -> Draft | None:
    """The sealed row of a draft."""
    return session().scalar(_DRAFT, {"invitation_id": invitation_id, "purpose": purpose})


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


def people_of(review: Review) -> tuple[Option, ...]:
    """The adults around this review, as a questionnaire offers them."""
    wanted = select(Person.id, Person.name, Person.role).where(Person.review_id == review.id).order_by(Person.name)
    return tuple(Option(*person) for person in session().execute(wanted))


def header_of(submission: Submission) -> sealing.Header:
    """What the envelope is bound to, read from its row."""
    return sealing.Header(
        kind=submission.kind,
        id=submission.id,
        review=submission.review_id,
        language=submission.language,
        questionnaire=f"{submission.purpose}.{submission.level}.v{submission.version}",
        day=clock.local(submission.sent_at).date(),
    )


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
            .options(selectinload(Submission.readings))
            .order_by(Submission.sent_at)
        )
        .all()
    )


def own_copies(receipts: Iterable[Receipt], lock: Lock) -> Sequence[OwnCopy]:
    """The child's copies of these that this lock opens, closed."""
    ids = [receipt.id for receipt in receipts]
    return session().scalars(select(OwnCopy).where(OwnCopy.submission_id.in_(ids), OwnCopy.lock_id == lock.id)).all()


def readings_of(receipts: Iterable[Receipt]) -> Sequence[Reading]:
    """Who has read these, and when, the first one first."""
    ids = [receipt.id for receipt in receipts]
    wanted = select(Reading).where(Reading.submission_id.in_(ids)).order_by(Reading.read_at)
    return session().scalars(wanted.options(joinedload(Reading.staff).load_only(Staff.name))).all()
