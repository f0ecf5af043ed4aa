"""Queueing a notice inside somebody else's transaction, and sending it later."""

from participation import clock
from participation.db import inserting, new_id, session
from participation.notices.models import Notice


def queue(about: str, key: str, *, to_staff_id: str | None = None, to_role: str = "") -> None:
    """Add a notice to the transaction that is open; the same event makes one notice."""
    now = clock.now()
    notice = {"id": new_id(), "about": about, "to_staff_id": to_staff_id, "to_role": to_role, "key": key}
    new = inserting(Notice).values(**notice, made_at=now, next_try_at=now, tries=0)
    # Two children may send at the same moment: neither may fail because of a notice that is there already.
    session().execute(new.on_conflict_do_nothing())
