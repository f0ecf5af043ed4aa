"""Giving an adult a face, taking it away, and looking at it before the child does."""

from datetime import datetime

from sqlalchemy.orm import Session

from participation import clock, service
from participation.audit import actions as audit
from participation.db import transaction
from participation.faces.models import Face
from participation.faces.queries import face_before, faces_of, person_for, waiting_for
from participation.outbox.actions import queue
from participation.profiles.photos import small_photo
from participation.staff.models import Role, Staff
from participation.staff.queries import held_account

SIDE = 144
"""Dots: a few of them come with a question, on a slow line."""
ASKED, ANSWERED = "face_waits", "face_answered"


def give_face(officer: Staff, person_id: str, file: bytes) -> None:
    """Show the child what an adult looks like; where the service has pictures approved, once a manager has looked.

    `file` is a picture as it was sent. What was shown stays until then. Raises NotAPhoto, and LookupError where there
    is no such adult; then nothing is kept.
    """
    photo = small_photo(file, SIDE)
    with transaction() as session:
        _keep(session, officer, person_id, photo)


def give_face_again(officer: Staff, person_id: str) -> None:
    """Show what the child saw of the same adult before, if anything. Raises LookupError where there is none."""
    with transaction() as session:
        person = person_for(officer, person_id)
        if person is None:
            raise LookupError(person_id)
        if photo := face_before(person):
            _keep(session, officer, person_id, photo, is_known=True)


def _keep(session: Session, officer: Staff, person_id: str, photo: bytes, *, is_known: bool = False) -> None:
    held_account(session, officer.id)  # of two windows the second changes what the first has made
    if person_for(officer, person_id) is None:
        raise LookupError(person_id)
    face = session.get(Face, person_id)
    if face is None:
        face = Face(person_id=person_id)
        session.add(face)
    face.given_by_id, face.given_at = officer.id, clock.now()
    if service.current().profiles_are_approved and not is_known:
        if face.waits is None:  # of one that waits managers have been told
            queue(ASKED, f"{ASKED}/{person_id}/{face.given_at.isoformat()}", to_role=Role.MANAGER)
        face.waits = photo
    else:
        face.photo, face.waits = photo, None
    audit.record(session, officer.id, "gave a face", f"person/{person_id}")


def take_face_away(officer: Staff, person_id: str) -> None:
    """The child sees a drawing again, at whichever review: an adult who takes it back takes it back whole.

    Raises LookupError where there is no such adult.
    """
    with transaction() as session:
        person = person_for(officer, person_id)
        if person is None:
            raise LookupError(person_id)
        for face in faces_of(person):
            session.delete(face)
            audit.record(session, officer.id, "took a face away", f"person/{face.person_id}")


def answer_face(manager: Staff, person_id: str, seen_at: datetime, *, is_fine: bool) -> bool:
    """Show it to the child, or do not. False where another picture was given since it was looked at."""
    with transaction() as session:
        face = waiting_for(manager, person_id)
        if face is None or face.given_at != seen_at:
            return False
        if is_fine:
            face.photo, face.waits = face.waits, None
        elif face.photo:
            face.waits = None
        else:
            session.delete(face)
        audit.record(session, manager.id, "approved a face" if is_fine else "refused a face", f"person/{person_id}")
        queue(ANSWERED, f"{ANSWERED}/{person_id}/{clock.now().isoformat()}", to_staff_id=face.given_by_id)
    return True
