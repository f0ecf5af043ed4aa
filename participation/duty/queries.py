"""Requests to be contacted for who may see them, what nobody has read, and when the worker was last awake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from participation import sealing, service
from participation.clock import local
from participation.db import session
from participation.duty.models import DONE, ContactRequest, ContactStep, MissedWord, Pulse
from participation.duty.rota import may_see_requests
from participation.invitations.models import Invitation
from participation.people.models import Cover, Role, Staff
from participation.reviews.models import Review
from participation.service import Absence
from participation.submissions.models import Submission, TakenBackSeen
from participation.submissions.queries import IS_READ, IS_TAKEN_BACK, STANDS

_NOBODY_HAS_SEEN = and_(
    IS_TAKEN_BACK,
    Submission.withdrawal_noted_at.is_not(None),
    Submission.kind.in_(("views", "adult")),
    ~exists().where(TakenBackSeen.submission_id == Submission.id),
)
"""That it was taken back: the officer has to look at that as at what was sent."""
NOBODY_HAS_LOOKED = or_(and_(STANDS, ~IS_READ), _NOBODY_HAS_SEEN)
"""Part of a query: somebody in whose care it is has still to look."""
_SINCE = case((IS_TAKEN_BACK, Submission.withdrawal_noted_at), else_=Submission.sent_at)
_IS_TAKEN = exists().where(ContactStep.request_id == ContactRequest.id)
IS_DONE = exists().where(ContactStep.request_id == ContactRequest.id, ContactStep.state == DONE)
"""Part of a query: somebody has talked to who asked."""


def _is_meant_for(staff: Staff) -> ColumnElement[bool]:
    """Part of a query: what is for managers only is for no officer, and for no manager who is the officer of it."""
    officer = select(Review.officer_id).join(Invitation).where(Invitation.id == ContactRequest.invitation_id)
    is_theirs = func.coalesce(officer.scalar_subquery(), "") == staff.id
    return or_(ContactRequest.is_for_managers.is_(False), and_(literal(staff.role) == Role.MANAGER, ~is_theirs))


def unacknowledged() -> Sequence[ContactRequest]:
    """Requests that nobody has taken on, the longest waiting first."""
    return session().scalars(select(ContactRequest).where(~_IS_TAKEN).order_by(ContactRequest.asked_at)).all()


def how_many_wait(staff: Staff) -> int:
    """How many of these somebody is told of on every page: of what is for managers only, nobody else."""
    waiting = select(func.count()).select_from(ContactRequest).where(~_IS_TAKEN, _is_meant_for(staff))
    return session().scalar(waiting) or 0


def how_many_are_left(staff: Staff) -> int:
    """How many somebody took on themselves, may still see, and has not talked to yet."""
    first = select(ContactStep.by_id).where(ContactStep.request_id == ContactRequest.id)
    taker = first.order_by(ContactStep.at, ContactStep.state).limit(1).scalar_subquery()
    left = select(func.count()).select_from(ContactRequest).where(taker == staff.id, ~IS_DONE, _is_meant_for(staff))
    return session().scalar(left) or 0


def not_done() -> Sequence[ContactRequest]:
    """Requests that somebody has taken on and nobody has said that they talked to who asked."""
    wanted = select(ContactRequest).where(_IS_TAKEN, ~IS_DONE).options(selectinload(ContactRequest.steps))
    return session().scalars(wanted).all()


def may_see(staff: Staff, today: date) -> bool:
    """Whether somebody sees requests to be contacted: managers, and who is on duty."""
    if staff.role == Role.MANAGER:
        return True
    return staff.role == Role.OFFICER and may_see_requests(service.current(), staff.id, today)


def requests_for(staff: Staff, today: date) -> Sequence[ContactRequest] | None:
    """Every request: those that nobody has taken on, those not done, then the rest; None for who may not see any."""
    if not may_see(staff, today):
        return None
    return session().scalars(_whole(staff).order_by(_IS_TAKEN, IS_DONE, ContactRequest.asked_at.desc())).all()


def request_for(staff: Staff, request_id: str, today: date) -> ContactRequest | None:
    """One request with the people around its review; for who may not see it there is none."""
    if not may_see(staff, today):
        return None
    its_review = joinedload(ContactRequest.invitation).joinedload(Invitation.review)
    wanted = _whole(staff).options(its_review.selectinload(Review.people))
    return session().scalar(wanted.where(ContactRequest.id == request_id))


def _whole(staff: Staff) -> Select[ContactRequest]:
    its_review = joinedload(ContactRequest.invitation).joinedload(Invitation.review)
    meant = select(ContactRequest).where(_is_meant_for(staff))
    return meant.options(
        its_review.joinedload(Review.child),
        its_review.joinedload(Review.officer),
        joinedload(ContactRequest.invitation).joinedload(Invitation.person),
        selectinload(ContactRequest.steps).joinedload(ContactStep.by),
    )


def header_of(request: ContactRequest, review_id: str) -> sealing.Header:
    """What the envelope of a request is bound to."""
    return sealing.Header(
        kind="contact",
        id=request.id,
        review=review_id,
        language=request.language,
        questionnaire="contact",
        day=local(request.asked_at).date(),
    )


def header_of_note(step: ContactStep) -> sealing.Header:
    """What the envelope of a note is bound to."""
    return sealing.Header(
        kind="contact_note",
        id=step.id,
        review=step.request_id,
        language="en",
        questionnaire="contact",
        day=local(step.at).date(),
    )


@dataclass(frozen=True)
class Unread:
    """Something sent that nobody has opened, or taken back and nobody has seen that."""

    submission_id: str
    kind: str
    sent_at: datetime
    officer_id: str | None
    is_taken_back: bool = False


def unread() -> Sequence[Unread]:
    """Everything that nobody has opened, the longest waiting first. Sealed: only that it is there."""
    found = session().execute(
        select(Submission.id, Submission.kind, _SINCE, Review.officer_id, IS_TAKEN_BACK)
        .join(Review)
        .where(NOBODY_HAS_LOOKED)
        .order_by(_SINCE)
    )
    return tuple(Unread(*row) for row in found)


def unread_for(manager: Staff) -> Sequence[Submission]:
    """The same with its review, for managers; for anybody else there is none."""
    if manager.role != Role.MANAGER:
        return ()
    wanted = (
        select(Submission)
        .join(Submission.review)
        .where(NOBODY_HAS_LOOKED)
        .options(
            contains_eager(Submission.review).joinedload(Review.child),
            contains_eager(Submission.review).joinedload(Review.officer),
            joinedload(Submission.invitation).joinedload(Invitation.person),
        )
        .order_by(Submission.sent_at)
    )
    return session().scalars(wanted).all()


def covered_on(day: date) -> tuple[Absence, ...]:
    """Officers whose reviews are in a colleague's hands on a day, who reads in their place."""
    running = Cover.first_on <= day, Cover.last_on >= day, Cover.ended_at.is_(None)
    return tuple(
        Absence(each.absent_id, each.first_on.isoformat(), each.last_on.isoformat(), each.covering_id)
        for each in session().scalars(select(Cover).where(*running).order_by(Cover.given_at))
    )


def open_accounts(ids: Sequence[str]) -> frozenset[str]:
    """Which of these can sign in, and so be alerted."""
    can = (Staff.disabled_at.is_(None), or_(Staff.password_hash != "", Staff.openid_subject != ""))
    return frozenset(session().scalars(select(Staff.id).where(Staff.id.in_(list(ids)), *can)))


def last_awake(name: str) -> datetime | None:
    """When something that works beside the pages was last awake."""
    found = session().get(Pulse, name)
    return found.at if found else None


def missed_lately(most: int) -> Sequence[MissedWord]:
    """What readers said should have stood further up, the newest first; for managers, who keep the lists."""
    wanted = select(MissedWord).options(joinedload(MissedWord.submission), joinedload(MissedWord.by))
    return session().scalars(wanted.order_by(MissedWord.at.desc()).limit(most)).all()
