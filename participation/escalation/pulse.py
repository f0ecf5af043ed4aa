"""Noting that something that works beside the pages is awake."""

from participation import clock
from participation.db import inserting, transaction
from participation.escalation.models import Pulse

BACKUP, FAILED = "backup", "failed"
"""When the last backup was made, and when a piece of the worker's work last failed."""


def note_awake(name: str) -> None:
    """Something that works beside the pages is awake."""
    now = clock.now()
    with transaction() as session:
        first = inserting(Pulse).values(name=name, at=now)
        session.execute(first.on_conflict_do_update(index_elements=["name"], set_={"at": now}))
