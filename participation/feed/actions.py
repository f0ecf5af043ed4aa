"""Giving a key and withdrawing it."""

from sqlalchemy import select

from participation import clock
from participation.audit import actions as audit
from participation.db import new_id, transaction
from participation.feed.models import FeedKey
from participation.feed.queries import key_lookup


class AlreadyGiven(Exception):
    """Somebody holds a key of that name."""


def give_key(name: str, *, is_whole: bool) -> str:
    """Returns the key, which is kept nowhere. A name whose key was withdrawn gets another. Raises AlreadyGiven."""
    secret = new_id()
    with transaction() as session:
        found = session.scalars(select(FeedKey).where(FeedKey.name == name).with_for_update()).one_or_none()
        if found is not None and found.withdrawn_at is None:
            raise AlreadyGiven
        key = found or FeedKey(name=name)
        key.lookup, key.is_whole, key.given_at, key.withdrawn_at = key_lookup(secret), is_whole, clock.now(), None
        session.add(key)
        session.flush()
        audit.record(session, "operator", "gave", f"feed_key/{key.id}")
    return secret


def withdraw_key(name: str) -> bool:
    """Whether there was one that opened anything."""
    with transaction() as session:
        found = session.scalars(select(FeedKey).where(FeedKey.name == name).with_for_update()).one_or_none()
        if found is None or found.withdrawn_at is not None:
            return False
        found.withdrawn_at = clock.now()
        audit.record(session, "operator", "withdrew", f"feed_key/{found.id}")
    return True
