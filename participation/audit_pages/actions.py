"""Looking at the audit is an act, too."""

from participation.audit import actions as audit
from participation.audit_pages.queries import Wanted
from participation.db import transaction
from participation.staff.models import Staff


def note_looking(manager: Staff, wanted: Wanted) -> None:
    """That somebody looked, and for what, is on disk before they see it."""
    days = " to ".join(day.isoformat() if day else "…" for day in (wanted.first_on, wanted.last_on))
    looked_for = [f"staff/{wanted.staff_id}"] if wanted.staff_id else []
    looked_for += [days] if wanted.first_on or wanted.last_on else []
    about = next(iter(wanted.objects or ()), "audit")
    with transaction() as session:
        audit.record(session, manager.id, "read the audit", about, ", ".join(looked_for))
