"""Complaints, for managers alone; and what was told of them, for the child whose lock opens it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased, defer, joinedload, selectinload

from participation import clock, service
from participation.complaints.models import GO_ON, Complaint, ComplaintReply, ComplaintState, ComplaintStep
from participation.db import UTCDateTime, session
from participation.invitations.marks import Mark
from participation.invitations.models import Invitation
from participation.locks.models import Lock
from participation.reviews.hours import READ_WITHIN, after
from participation.reviews.models import CHILD_HAS_DIED, Review
from participation.reviews.timetable import add_working_days
from participation.sealing import CannotOpen, Header, open_envelope
from participation.staff.models import Role, Staff

LAW_WITHIN = timedelta(days=30)
"""The time within which a complaint about data has to be acknowledged: Data Protection Act 2018, section 164A(3)."""
_LATER = aliased(ComplaintStep)
_WANTED_AT = select(Mark.at).where(Mark.about_id == ComplaintStep.id, Mark.kind == GO_ON).scalar_subquery()
WANTS_MORE = and_(
    _WANTED_AT.is_not(None),
    ~exists().where(_LATER.complaint_id == ComplaintStep.complaint_id, _LATER.at > _WANTED_AT).correlate(ComplaintStep),
)
"""Part of a query: of this answer a child said that it is to go on, and nothing was done since."""
_IS_TAKEN = exists().where(ComplaintStep.complaint_id == Complaint.id)
_MAY_BE_TOLD = ~(
    exists()
    .where(Invitation.id == Complaint.invitation_id, Review.id == Invitation.review_id)
    .correlate(Complaint)
    .where(CHILD_HAS_DIED)
)


def acknowledge_by(complaint: Complaint) -> date:
    """The last day by the council's own setting, and never after the law's."""
    own = add_working_days(_day(complaint), service.current().complaint_days)
    return min(own, law_ends_on(complaint))


def law_ends_on(complaint: Complaint) -> date:
    """The last day by the law."""
    return _day(complaint) + LAW_WITHIN


def _day(complaint: Complaint) -> date:
    return clock.local(complaint.arrived_at).date()


def _meant_for(reader: Staff) -> Select[Complaint]:
    """For a manager: whatever they are not the officer of, then or now."""
    officer = select(Review.officer_id).join(Invitation).where(Invitation.id == Complaint.invitation_id)
    is_theirs: ColumnElement[bool] = or_(
        func.coalesce(Complaint.about_officer_id, "") == reader.id,
        func.coalesce(officer.scalar_subquery(), "") == reader.id,
    )
    its_review = joinedload(Complaint.invitation).joinedload(Invitation.review)
    return (
        select(Complaint)
        .where(literal(reader.role) == Role.MANAGER, ~is_theirs)
        .options(
            its_review.joinedload(Review.child),
            its_review.joinedload(Review.officer),
            joinedload(Complaint.invitation).joinedload(Invitation.person),
            selectinload(Complaint.steps).joinedload(ComplaintStep.by),
            selectinload(Complaint.steps).joinedload(ComplaintStep.reply),
        )
    )


def complaints_for(reader: Staff) -> Sequence[Complaint]:
    """Those that wait for somebody first, the oldest of them first; then what is done, the newest first."""
    found = session().scalars(_meant_for(reader).order_by(Complaint.sent_at, Complaint.id)).all()
    done = [each for each in found if each.is_done]
    return [*(each for each in found if not each.is_done), *reversed(done)]


def complaint_for(reader: Staff, complaint_id: str) -> Complaint | None:
    """One of them; for whoever may not read it there is none."""
    return session().scalar(_meant_for(reader).where(Complaint.id == complaint_id))


def unacknowledged(now: datetime) -> Sequence[str]:
    """The ids of those that nobody has acknowledged in a working day: as all that is sent, it may tell of harm."""
    waiting = select(Complaint.id, Complaint.came_at).where(~_IS_TAKEN, _MAY_BE_TOLD, Complaint.came_at.is_not(None))
    return [id for id, came_at in session().execute(waiting) if came_at and after(came_at, READ_WITHIN) <= now]


def wanting_more() -> Sequence[str]:
    """The ids of answers of which a child said behind their lock that it is to go on, and nothing was done since."""
    of_this = select(ComplaintStep).join(Complaint).where(WANTS_MORE, _MAY_BE_TOLD).with_only_columns(ComplaintStep.id)
    return session().scalars(of_this).all()


def header_of(complaint: Complaint) -> Header:
    """What the envelope of a complaint is bound to."""
    return Header(
        kind="complaint",
        id=complaint.id,
        review="",
        language=complaint.language,
        questionnaire="complaint",
        day=clock.local(complaint.sent_at).date(),
        facts={
            "invitation": complaint.invitation_id,
            "sent_at": complaint.sent_at.isoformat(),
            "about": complaint.about,
            "about_officer": complaint.about_officer_id or "",
        },
    )


def header_of_note(step: ComplaintStep) -> Header:
    """What the envelope of a note is bound to."""
    day = clock.local(step.at).date()
    return Header("complaint_note", step.id, step.complaint_id, language="en", questionnaire=step.state, day=day)


def header_of_reply(reply: ComplaintReply) -> Header:
    """What the envelope of an answer is bound to."""
    day = clock.local(reply.at).date()
    return Header("complaint_reply", reply.id, "", language="", questionnaire="complaint", day=day)


@dataclass(frozen=True)
class ToldChild:
    """One thing that a child is told of their complaint."""

    id: str
    complaint_id: str
    state: str
    """That it was acknowledged, or what came of it."""
    sent_on: date
    """When they complained: they may have more than once."""
    words: str
    is_fine: bool
    goes_on: bool


def told_behind(lock: Lock, private: X25519PrivateKey) -> tuple[ToldChild, ...]:
    """What was told to this lock, the newest first; that it was acknowledged only until it is answered."""
    wanted = select(ComplaintReply).where(ComplaintReply.lock_id == lock.id).order_by(ComplaintReply.at.desc())
    found = [*filter(None, (_opened(each, private) for each in session().scalars(wanted)))]
    answered = {each.complaint_id for each in found if each.state == ComplaintState.TOLD}
    return tuple(each for each in found if each.state == ComplaintState.TOLD or each.complaint_id not in answered)


def _opened(reply: ComplaintReply, private: X25519PrivateKey) -> ToldChild | None:
    try:
        said = json.loads(open_envelope(reply.envelope, header_of_reply(reply), reply.lock_id, private))
    except CannotOpen:
        return None
    sent_on = date.fromisoformat(said["sent_on"])
    fine, more = bool(reply.fine_at), bool(reply.goes_on_at)
    return ToldChild(reply.id, said["complaint"], said["state"], sent_on, said["words"], fine and not more, more)


@dataclass(frozen=True)
class ComplaintCounted:
    """What the figures know of one complaint."""

    about: str
    is_taken_in_time: bool
    """Acknowledged within the law's days."""
    is_due: bool
    """Acknowledged, or its days are over."""
    is_told: bool


def complaints_counted(first: date, until: date) -> Sequence[ComplaintCounted]:
    """What came in these days."""
    arrived_at = func.coalesce(Complaint.came_at, Complaint.sent_at, type_=UTCDateTime)
    begins_at, ends_at = clock.moment(first, time()), clock.moment(until + timedelta(days=1), time())
    wanted = select(Complaint).where(arrived_at >= begins_at, arrived_at < ends_at)
    found = session().scalars(wanted.options(defer(Complaint.envelope), selectinload(Complaint.steps)))
    return [_counted(each) for each in found]


def _counted(complaint: Complaint) -> ComplaintCounted:
    last, taken = law_ends_on(complaint), complaint.taken
    in_time = taken is not None and clock.local(taken.at).date() <= last
    return ComplaintCounted(complaint.about, in_time, bool(taken) or last < clock.today(), complaint.told is not None)


def is_behind(lock: Lock, reply_id: str) -> bool:
    """Whether this is an answer to a complaint of the child whose lock this is."""
    behind = ComplaintReply.id == reply_id, ComplaintReply.lock_id == lock.id
    return session().scalar(select(ComplaintReply.id).where(*behind)) is not None
