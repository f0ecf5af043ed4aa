"""Giving and ending cover, and giving a reason."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from participation import clock
from participation.audit import actions as audit
from participation.db import new_id, transaction
from participation.outbox.actions import queue
from participation.permissions.models import Cover, ReadElsewhere
from participation.permissions.queries import cover_to_end
from participation.reviews.models import Review
from participation.staff.models import Role, Staff


@dataclass(frozen=True)
class Absence:
    """Who is away, from when to when, and who has their reviews meanwhile."""

    absent_id: str
    covering_id: str
    first_on: date
    last_on: date


def give_cover(by: Staff, absence: Absence) -> None:
    """Put an officer's reviews into a colleague's hands for some days, and tell the colleague.

    Who did not ask for it themselves is told as well: somebody else reads their children's words.
    """
    with transaction() as session:
        cover = Cover(id=new_id(), given_by_id=by.id, given_at=clock.now(), **vars(absence))
        session.add(cover)
        days = f"{absence.first_on} to {absence.last_on}, for staff/{absence.absent_id}"
        audit.record(session, by.id, "gave cover", f"staff/{absence.covering_id}", days)
        queue("cover_given", f"cover_given/{cover.id}", to_staff_id=absence.covering_id)
        if by.id != absence.absent_id:
            queue("cover_given", f"cover_given/{cover.id}/absent", to_staff_id=absence.absent_id)


def end_cover(by: Staff, cover_id: str) -> bool:
    """End it now, and tell everybody whom it concerned; False where there is none that this person may end."""
    with transaction() as session:
        cover = cover_to_end(by, cover_id)
        if cover is None:
            return False
        cover.ended_at = clock.now()
        audit.record(session, by.id, "ended cover", f"staff/{cover.covering_id}", f"for staff/{cover.absent_id}")
        for concerned in {cover.absent_id, cover.covering_id, cover.given_by_id} - {by.id}:
            queue("cover_ended", f"cover_ended/{cover.id}/{concerned}", to_staff_id=concerned)
    return True


def ask_to_read(reader: Staff, review: Review, reason: str) -> None:
    """Let somebody read a review for the rest of the day, keep why, and tell its officer and the managers."""
    with transaction() as session:
        asked = ReadElsewhere(id=new_id(), review_id=review.id, staff_id=reader.id, reason=reason)
        asked.asked_at, asked.ends_at = clock.now(), _end_of_today()
        session.add(asked)
        audit.record(session, reader.id, "gave a reason to read", f"review/{review.id}", f"reason/{asked.id}")
        if review.officer_id and review.officer_id != reader.id:
            queue("read_elsewhere", f"read_elsewhere/{asked.id}", to_staff_id=review.officer_id)
        queue("read_elsewhere", f"read_elsewhere/{asked.id}/managers", to_role=Role.MANAGER)


def _end_of_today() -> datetime:
    return datetime.combine(clock.today() + timedelta(days=1), time(), clock.LONDON)


def note_not_found(reader: Staff) -> None:
    """Somebody looked for a number that is nobody's: whoever tries many is seen in the audit."""
    with transaction() as session:
        audit.record(session, reader.id, "looked for a number", "review/unknown", "there is none")
