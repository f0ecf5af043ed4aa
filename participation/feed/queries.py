"""Which keys there are, and which of them was shown."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import select

from participation.db import session
from participation.feed.models import FeedKey


def key_lookup(secret: str) -> str:
    """A plain hash is enough for 130 random bits; the prefix keeps it from meaning anything elsewhere."""
    return hashlib.sha256(f"feed/key/v1|{secret}".encode()).hexdigest()


def open_key(secret: str) -> FeedKey | None:
    """The key that was shown; nothing where there is none, or no longer."""
    asked = select(FeedKey).where(FeedKey.lookup == key_lookup(secret), FeedKey.withdrawn_at.is_(None))
    return session().scalars(asked).one_or_none()


def every_key() -> Sequence[FeedKey]:
    """All that were ever given, by name."""
    return session().scalars(select(FeedKey).order_by(FeedKey.name)).all()
