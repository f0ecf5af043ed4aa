"""Entering and ending an absence, and giving a reason."""

from datetime import datetime, time, timedelta

from participation import clock
from participation.audit import actions as audit
from participation.db import new_id, transaction
from participation.outbox.actions import queue
from participation.permissions.models import ReadElsewhere
from participation.permissions.queries import absence_to_end, absences_beside
from participation.reviews.models import Review
from participation.staff.models import Absence, Role, Staff
from participation.staff.queries import held_account

ENTERED, ENDED = "cover_given", "cover_ended"


def enter_absence(by: Staff, absence: Absence) -> bool:
    """Keep that somebody will be away and who stands in, and tell the deputy.

    Who did not enter it themselves is told as well: somebody else does their work. Pressing twice is entering once.
    False, and nothing is kept, where there is another deputy on some of these days, or other days for the same one:
    ending one of two would end nothing, and nobody would see that.
    """
    absence.id, absence.entered_by_id, absence.entered_at = new_id(), by.id, clock.now()
    with transaction() as session:
        held_account(session, absence.absent_id)  # of two at once the second sees the first
        if beside := absences_beside(absence):
            return all(each.says == absence.says for each in beside)
        session.add(absence)
        days = f"{absence.first_on} to {absence.last_on}, for staff/{absence.absent_id}"
        reads = "" if absence.also_reads else ", without their reviews"
        audit.record(session, by.id, "gave cover", f"staff/{absence.deputy_id}", days + reads)
        queue(ENTERED, f"{ENTERED}/{absence.id}", to_staff_id=absence.deputy_id)
        if by.id != absence.absent_id:
            queue(ENTERED, f"{ENTERED}/{absence.id}/absent", to_staff_id=absence.absent_id)
    return True


def end_absence(by: Staff, absence_id: str) -> bool:
    """End it now, and tell everybody whom it concerned; False where there is none that this person may end."""
    with transaction() as session:
        absence = absence_to_end(by, absence_id)
        if absence is None:
            return False
        absence.ended_at = clock.now()
        audit.record(session, by.id, "ended cover", f"staff/{absence.deputy_id}", f"for staff/{absence.absent_id}")
        for concerned in {absence.absent_id, absence.deputy_id, absence.entered_by_id} - {by.id, None}:
            queue(ENDED, f"{ENDED}/{absence.id}/{concerned}", to_staff_id=concerned)
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
