"""What the public side adds: the moment that stands beside it is a claim until the staff side has seen it."""

from datetime import datetime, timedelta

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import UTCDateTime

BELIEVED_FOR = timedelta(days=30)
"""So long a worker may have slept. What is said to be older, or to come from the future, came when it was seen."""


class Arriving:
    """A row that the public side adds."""

    came_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When it came, as far as the staff side believes it; None until it was seen. Every wait counts from here."""


def of_new(table: str) -> Index:
    """Finds what nobody of the staff side has seen yet."""
    is_new = text("came_at IS NULL")
    return Index(f"ix_{table}_new", "came_at", postgresql_where=is_new, sqlite_where=is_new)


def believed(said: datetime, seen: datetime) -> datetime:
    """When something came that is said to have come at one moment, and was first seen at another."""
    return said if seen - BELIEVED_FOR <= said <= seen else seen
