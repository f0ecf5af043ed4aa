"""Whose reviews somebody may open; who stands in for whom, and who gave which reason."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from sqlalchemy import ColumnElement, and_, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation import clock
from participation.db import session
from participation.permissions.models import ReadElsewhere
from participation.reviews.models import Review
from participation.staff.models import Absence, Role, Staff
from participation.staff.queries import can_be_alerted

SHOWN_FOR = timedelta(days=90)
"""So long a reading by somebody else stands on the pages of those who were told; the audit keeps it longer."""
END_SHOWN_FOR = timedelta(days=3)
_OPEN = (Staff.role == Role.OFFICER, Staff.disabled_at.is_(None))


class Standing(StrEnum):
    """What somebody is to a review that they may read."""

    OWN = "own"
    COVERING = "covering"
    ASKED = "asked"


def standing(reader: Staff, review: Review) -> Standing:
    """Why this person may read it: it is theirs, they cover for a colleague, or they gave a reason today."""
    if reader.role == Role.OFFICER and review.officer_id == reader.id:
        return Standing.OWN
    is_covering = session().scalar(select(Review.id).where(Review.id == review.id, is_cared_for_by(reader)))
    return Standing.COVERING if is_covering else Standing.ASKED


def officers() -> Sequence[Staff]:
    """Everyone whose reviews may need somebody, by name: an account that is not set up yet has reviews too."""
    return session().scalars(select(Staff).where(*_OPEN).order_by(Staff.name, Staff.email)).all()


def takers() -> Sequence[Staff]:
    """Every officer who can be given reviews, by name: who was never here is told of nothing and sees nothing."""
    return can_be_alerted((Role.OFFICER,))


def absences_for(who: Staff) -> Sequence[Absence]:
    """What is running or still to come: for an officer their own and those of whom they stand in for, else all."""
    wanted = select(Absence).where(Absence.last_on >= clock.today(), Absence.ended_at.is_(None), _is_concerned(who))
    loaded = joinedload(Absence.absent), joinedload(Absence.deputy), joinedload(Absence.entered_by)
    return session().scalars(wanted.options(*loaded).order_by(Absence.first_on, Absence.id)).all()


def _is_concerned(who: Staff) -> ColumnElement[bool]:
    return or_(literal(who.role) == Role.MANAGER, Absence.absent_id == who.id, Absence.deputy_id == who.id)


def cover_around(who: Staff) -> tuple[Sequence[Absence], Sequence[Absence]]:
    """For whom somebody stands in today, and who stands in for them today or soon; in one query."""
    found, today = absences_for(who), clock.today()
    standing_in = [each for each in found if each.deputy_id == who.id and each.first_on <= today]
    return standing_in, [each for each in found if each.absent_id == who.id]


def absences_ended(who: Staff) -> Sequence[Absence]:
    """What somebody ended before its last day, until a few days later: who was away may still believe in it."""
    concerned = or_(Absence.absent_id == who.id, Absence.deputy_id == who.id, Absence.entered_by_id == who.id)
    wanted = select(Absence).where(concerned, Absence.ended_at > clock.now() - END_SHOWN_FOR)
    loaded = joinedload(Absence.absent), joinedload(Absence.deputy)
    return session().scalars(wanted.options(*loaded).order_by(Absence.ended_at, Absence.id)).all()


def covers_running() -> Sequence[Absence]:
    """Everything that is in a colleague's hands today: of those who stand in, only who may open it."""
    may_open = select(Absence).join(Absence.deputy).where(Staff.role == Role.OFFICER)
    return session().scalars(may_open.where(*_is_cover(clock.today())).order_by(Absence.entered_at, Absence.id)).all()


def _is_cover(day: date) -> tuple[ColumnElement[bool], ...]:
    running = Absence.first_on <= day, Absence.last_on >= day, Absence.ended_at.is_(None)
    return *running, Absence.also_reads.is_(True)


def absences_beside(other: Absence) -> Sequence[Absence]:
    """What has not ended and says of some of these days already who stands in for this person."""
    on_these_days = Absence.first_on <= other.last_on, Absence.last_on >= other.first_on, Absence.ended_at.is_(None)
    return session().scalars(select(Absence).where(Absence.absent_id == other.absent_id, *on_these_days)).all()


def absence_to_end(who: Staff, absence_id: str) -> Absence | None:
    """One that has not ended, for who is away or a manager; the colleague hands it back by talking."""
    may_end = or_(literal(who.role) == Role.MANAGER, Absence.absent_id == who.id)
    is_open = Absence.ended_at.is_(None), Absence.last_on >= clock.today()
    return session().scalar(select(Absence).where(Absence.id == absence_id, may_end, *is_open).with_for_update())


def read_by_others(review_id: str) -> Sequence[ReadElsewhere]:
    """Who gave a reason to read this review, the last one first. For who cares for it."""
    return _told(ReadElsewhere.review_id == review_id)


def told_to(who: Staff) -> Sequence[ReadElsewhere]:
    """What an officer is told of their own reviews, and a manager of all; not of their own reading."""
    return _told(ReadElsewhere.staff_id != who.id, or_(literal(who.role) == Role.MANAGER, Review.officer_id == who.id))


def _told(*wanted: ColumnElement[bool]) -> Sequence[ReadElsewhere]:
    since: datetime = clock.now() - SHOWN_FOR
    of_review = joinedload(ReadElsewhere.review).options(joinedload(Review.child), joinedload(Review.officer))
    told = select(ReadElsewhere).join(Review).where(ReadElsewhere.asked_at >= since, *wanted)
    told = told.options(joinedload(ReadElsewhere.staff), of_review)
    return session().scalars(told.order_by(ReadElsewhere.asked_at.desc())).all()


def is_cared_for_by(officer: Staff) -> ColumnElement[bool]:
    """Part of a query: the officer's own reviews, and those of a colleague whom they cover for today."""
    return _is_cared_for_by(officer.id, officer.role, clock.today())


@lru_cache(maxsize=256)  # nearly every statement of a page has it in it
def _is_cared_for_by(officer_id: str, role: str, day: date) -> ColumnElement[bool]:
    absent = select(Absence.absent_id).where(Absence.deputy_id == officer_id, *_is_cover(day))
    own = or_(Review.officer_id == officer_id, Review.officer_id.in_(absent))
    return and_(literal(role) == Role.OFFICER, own)


def is_readable_by(reader: Staff) -> ColumnElement[bool]:
    """Part of a query: what they care for, and what they gave a reason for today. Support never reads."""
    asked = select(ReadElsewhere.review_id).where(
        ReadElsewhere.staff_id == reader.id, ReadElsewhere.ends_at > clock.now()
    )
    may_ask = literal(reader.role).in_((Role.OFFICER, Role.MANAGER))
    return or_(is_cared_for_by(reader), and_(may_ask, Review.id.in_(asked)))


def review_for(officer: Staff, review_id: str) -> Review | None:
    """One of the reviews that this officer cares for; for a stranger it does not exist."""
    return _one(Review.id == review_id, is_cared_for_by(officer))


def review_to_read(reader: Staff, review_id: str) -> Review | None:
    """One review that somebody may read: to act on it takes more."""
    return _one(Review.id == review_id, is_readable_by(reader))


def _one(*wanted: ColumnElement[bool]) -> Review | None:
    loaded = joinedload(Review.child), joinedload(Review.officer), selectinload(Review.people)
    return session().scalar(select(Review).where(*wanted).options(*loaded))
