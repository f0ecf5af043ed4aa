"""Queueing a notice inside somebody else's transaction."""

from sqlalchemy import select

from participation import clock
from participation.db import session
from participation.notices.models import Notice


def queue(about: str, key: str, *, to_staff_id: str | None = None, to_role: str = "") -> None:
    """Add a notice to the transaction that is open; the same event makes one notice."""
    current = session()
    if current.scalar(select(Notice.id).where(Notice.key == key)) is None:
        now = clock.now()
        current.add(
            Notice(about=about, key=key, to_staff_id=to_staff_id, to_role=to_role, made_at=now, next_try_at=now)
        )
