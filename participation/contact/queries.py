"""Requests to be contacted, for whoever may see them."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation import clock, sealing, service
from participation.clock import local
from participation.contact.models import DONE, ContactRequest, ContactStep
from participation.db import session
from participation.invitations.models import Invitation
from participation.reviews.models import CHILD_HAS_DIED, Review
from participation.service.rota import may_see_requests
from participation.staff.models import Absence, Role, Staff
from participation.staff.queries import absences_from, absences_of_the_page

_IS_TAKEN = exists().where(ContactStep.request_id == ContactRequest.id)
IS_DONE = exists().where(ContactStep.request_id == ContactRequest.id, ContactStep.state == DONE)
"""Part of a query: somebody has talked to who asked."""


_OF_WHOM = (
    exists()
    .where(Invitation.id == ContactRequest.invitation_id, Review.id == Invitation.review_id)
    .correlate(ContactRequest)
)
_MAY_BE_TOLD = ~_OF_WHOM.where(CHILD_HAS_DIED)
"""Part of a query: alerts go about it. About a child who has died none does; the request stays on its page."""


def _is_meant_for(staff_id: str, role: str) -> ColumnElement[bool]:
    """Part of a query: what is for managers only is for no officer, and for no manager who is the officer of it."""
    officer = select(Review.officer_id).join(Invitation).where(Invitation.id == ContactRequest.invitation_id)
    is_theirs = func.coalesce(officer.scalar_subquery(), "") == staff_id
    return or_(ContactRequest.is_for_managers.is_(False), and_(literal(role) == Role.MANAGER, ~is_theirs))


def unacknowledged() -> Sequence[ContactRequest]:
    """Requests that nobody has taken on, the longest waiting first."""
    waiting = select(ContactRequest).where(~_IS_TAKEN, _MAY_BE_TOLD)
    return session().scalars(waiting.order_by(ContactRequest.asked_at)).all()


def how_many_wait(staff: Staff) -> int:
    """How many of these somebody is told of on every page: of what is for managers only, nobody else."""
    return session().scalar(_waiting(staff.id, staff.role)) or 0


@lru_cache(maxsize=256)  # on every page of the staff's side
def _waiting(staff_id: str, role: str) -> Select[int]:
    return select(func.count()).select_from(ContactRequest).where(~_IS_TAKEN, _is_meant_for(staff_id, role))


def how_many_are_left(staff: Staff) -> int:
    """How many somebody took on themselves, may still see, and has not talked to yet."""
    first = select(ContactStep.by_id).where(ContactStep.request_id == ContactRequest.id)
    taker = first.order_by(ContactStep.at, ContactStep.state).limit(1).scalar_subquery()
    left = (
        select(func.count())
        .select_from(ContactRequest)
        .where(taker == staff.id, ~IS_DONE, _is_meant_for(staff.id, staff.role))
    )
    return session().scalar(left) or 0


def not_done() -> Sequence[ContactRequest]:
    """Requests that somebody has taken on and nobody has said that they talked to who asked."""
    wanted = select(ContactRequest).where(_IS_TAKEN, ~IS_DONE, _MAY_BE_TOLD).options(selectinload(ContactRequest.steps))
    return session().scalars(wanted).all()


def may_see(staff: Staff, today: date) -> bool:
    """Whether somebody sees requests to be contacted: managers, and who is on duty."""
    return _may_see(staff, today, lambda: absences_from(today))


def may_see_today(staff: Staff) -> bool:
    """Whether the page that is drawn leads somebody to them."""
    return _may_see(staff, clock.today(), absences_of_the_page)


def _may_see(staff: Staff, today: date, absences: Callable[[], Sequence[Absence]]) -> bool:
    if staff.role == Role.MANAGER:
        return True
    return staff.role == Role.OFFICER and may_see_requests(service.current(), staff.id, today, absences())


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
    meant = select(ContactRequest).where(_is_meant_for(staff.id, staff.role))
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
        facts={
            "invitation": request.invitation_id or "",
            "asked_at": request.asked_at.isoformat(),
            "is_for_managers": "yes" if request.is_for_managers else "no",
        },
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
