"""Whose face the child sees, whose waits, and whom an officer may give one."""

from collections.abc import Sequence

from sqlalchemy import literal, select
from sqlalchemy.orm import joinedload

from participation.db import session
from participation.faces.models import HAVE_FACES, Face
from participation.permissions.queries import is_cared_for_by
from participation.reviews.models import PERSON_STANDS, Person, Review
from participation.staff.models import Role, Staff


def shown_faces(review_id: str) -> frozenset[str]:
    """The ids of those around a review whose picture its child sees."""
    of_review = Person.review_id == review_id, PERSON_STANDS, Face.photo.is_not(None)
    return frozenset(session().scalars(select(Face.person_id).join(Person).where(*of_review)))


def shown_face(review_id: str, person_id: str) -> bytes | None:
    """The picture of one of them."""
    wanted = select(Face.photo).join(Person).where(Face.person_id == person_id, Person.review_id == review_id)
    return session().scalar(wanted.where(PERSON_STANDS))


def person_for(officer: Staff, person_id: str) -> Person | None:
    """One who may have a face, around a review that this officer cares for; for a stranger they do not exist."""
    wanted = select(Person).join(Review).options(joinedload(Person.review).joinedload(Review.child))
    fit = Person.id == person_id, Person.role.in_(HAVE_FACES), PERSON_STANDS, is_cared_for_by(officer)
    return session().scalar(wanted.where(*fit))


def face_of(person_id: str) -> Face | None:
    """What was given of somebody."""
    return session().get(Face, person_id)


def faces_of(person: Person) -> Sequence[Face]:
    """What was given of the same adult, at whichever review of this child; the newest first."""
    same = Person.role == person.role, Person.name == person.name, Review.child_id == person.review.child_id
    wanted = select(Face).join(Person).join(Review).where(*same)
    return session().scalars(wanted.order_by(Face.given_at.desc())).all()


def face_before(person: Person) -> bytes | None:
    """What the child saw of the same adult at another review."""
    return next((each.photo for each in faces_of(person) if each.photo and each.person_id != person.id), None)


def waiting(manager: Staff) -> Sequence[Face]:
    """What waits to be looked at, the longest waiting first; for managers alone."""
    is_open = Face.waits.is_not(None), PERSON_STANDS, literal(manager.role) == Role.MANAGER
    wanted = select(Face).join(Person).where(*is_open).options(joinedload(Face.person), joinedload(Face.given_by))
    return session().scalars(wanted.order_by(Face.given_at, Face.person_id)).all()


def waiting_for(manager: Staff, person_id: str) -> Face | None:
    """One of those."""
    return next((each for each in waiting(manager) if each.person_id == person_id), None)
