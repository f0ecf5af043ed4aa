"""Who covers for whom, who gave which reason, and what somebody is to a review."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation import clock
from participation.db import session
from participation.permissions.models import Cover, ReadElsewhere
from participation.reviews.models import Review
from participation.service.chosen import Absence
from participation.staff.models import Role, Staff

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
    """Everyone who may be away, by name: an account that is not set up yet has reviews too."""
    return session().scalars(select(Staff).where(*_OPEN).order_by(Staff.name, Staff.email)).all()


def colleagues() -> Sequence[Staff]:
    """Everyone who may cover: officers who can sign in."""
    return [officer for officer in officers() if officer.is_set_up]


def covers_for(who: Staff) -> Sequence[Cover]:
    """What is running or still to come: for an officer what they gave or were given, for a manager all."""
    wanted = select(Cover).where(Cover.last_on >= clock.today(), Cover.ended_at.is_(None), _is_concerned(who))
    loaded = joinedload(Cover.absent), joinedload(Cover.covering), joinedload(Cover.given_by)
    return session().scalars(wanted.options(*loaded).order_by(Cover.first_on, Cover.id)).all()


def _is_concerned(who: Staff) -> ColumnElement[bool]:
    return or_(literal(who.role) == Role.MANAGER, Cover.absent_id == who.id, Cover.covering_id == who.id)


def covers_now(who: Staff) -> Sequence[Cover]:
    """Whom an officer covers for today."""
    today = clock.today()
    return [each for each in covers_for(who) if each.covering_id == who.id and each.first_on <= today]


def absences_of(who: Staff) -> Sequence[Cover]:
    """Who covers for an officer today or soon."""
    return [each for each in covers_for(who) if each.absent_id == who.id]


def covers_ended(who: Staff) -> Sequence[Cover]:
    """What somebody ended before its last day, until a few days later: who was away may still believe in it."""
    concerned = or_(Cover.absent_id == who.id, Cover.covering_id == who.id)
    wanted = select(Cover).where(concerned, Cover.ended_at > clock.now() - END_SHOWN_FOR)
    loaded = joinedload(Cover.absent), joinedload(Cover.covering)
    return session().scalars(wanted.options(*loaded).order_by(Cover.ended_at, Cover.id)).all()


def covers_running() -> Sequence[Cover]:
    """Everything that is in a colleague's hands today, what was the newest last."""
    today = clock.today()
    running = Cover.first_on <= today, Cover.last_on >= today, Cover.ended_at.is_(None)
    return session().scalars(select(Cover).where(*running).order_by(Cover.given_at, Cover.id)).all()


def cover_to_end(who: Staff, cover_id: str) -> Cover | None:
    """One that has not ended, for the officer who is away or a manager; the colleague hands it back by talking."""
    may_end = or_(literal(who.role) == Role.MANAGER, Cover.absent_id == who.id)
    return session().scalar(
        select(Cover).where(Cover.id == cover_id, may_end, Cover.ended_at.is_(None), Cover.last_on >= clock.today())
    )


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
    today = clock.today()
    absent = select(Cover.absent_id).where(
        Cover.covering_id == officer.id, Cover.first_on <= today, Cover.last_on >= today, Cover.ended_at.is_(None)
    )
    own = or_(Review.officer_id == officer.id, Review.officer_id.in_(absent))
    return and_(literal(officer.role) == Role.OFFICER, own)


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


def covered_on(day: date) -> tuple[Absence, ...]:
    """Officers whose reviews are in a colleague's hands on a day, who reads in their place."""
    running = Cover.first_on <= day, Cover.last_on >= day, Cover.ended_at.is_(None)
    return tuple(
        Absence(each.absent_id, each.first_on.isoformat(), each.last_on.isoformat(), each.covering_id)
        for each in session().scalars(select(Cover).where(*running).order_by(Cover.given_at))
    )
