"""Putting a lock on a letter, opening it, changing and closing it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.audit.claims import as_text, told
from participation.db import inserting, new_id, session, transaction
from participation.invitations.models import Visit
from participation.locks.choices import Combination
from participation.locks.models import Lock
from participation.locks.queries import lock_of
from participation.locks.secrets import lock_key, new_salt, unwrap, wrap
from participation.locks.throttle import next_try_at, tries_left
from participation.sealing import CannotOpen
from participation.sealing.of_this_app import keyring
from participation.sealing.slow_hash import FOR_LOCKS

NOTED_AT_ONCE = 100
"""Few enough that nobody who is writing has to wait long for the chain of the audit."""


class Wrong(Exception):
    """This is not what opens the lock; so many wrong ones more, and there is a wait."""

    def __init__(self, left: int) -> None:
        super().__init__("this does not open the lock")
        self.tries_left = left


class TooOften(Exception):
    """Nothing is tried before `until`, not even what is right."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many tries")
        self.until = until


class Locked(Exception):
    """There is a lock on this letter already."""


def set_lock(visit: Visit, root: bytes, cookie: str, choice: Combination) -> None:
    """Put a lock on the letter, and open it for this visit. Raises Locked where there is one, QueueIsFull."""
    private, salt, id = X25519PrivateKey.generate(), new_salt(), new_id()
    with FOR_LOCKS.turn():
        key = _key(choice, root, salt)
    values = {
        "id": id,
        "invitation_id": visit.invitation_id,
        "printing": visit.printing,
        "kind": choice.kind,
        "salt": salt,
        "public": private.public_key().public_bytes_raw(),
        "private": wrap(private, key, id),
        "set_at": clock.now(),
        "failures": 0,
    }
    with transaction() as session:
        # Two windows may set one at once: the first stands.
        if session.scalar(inserting(Lock).values(values).on_conflict_do_nothing().returning(Lock.id)) is None:
            raise Locked
        visit.lock_key = wrap(private, cookie.encode(), id)


def open_lock(visit: Visit, root: bytes, cookie: str, choice: Combination) -> None:
    """Open the lock for this visit. Raises LookupError where there is none, TooOften, Wrong, QueueIsFull."""
    with _turn(visit):
        lock, private = _tried(visit, root, choice)
    with transaction() as session:
        _forget_failures(session, lock)
        visit.lock_key = wrap(private, cookie.encode(), lock.id)


def change_lock(visit: Visit, root: bytes, cookie: str, old: Combination, new: Combination) -> None:
    """Another choice for the same lock: what is behind it stays readable. Raises what `open_lock` raises.

    It stays the lock of the day on which it was set, and the page says that day.
    """
    salt = new_salt()
    with _turn(visit):
        lock, private = _tried(visit, root, old)
        wrapped = wrap(private, _key(new, root, salt), lock.id)
    with transaction() as session:
        _forget_failures(session, lock)
        changed = {"kind": new.kind, "salt": salt, "private": wrapped, "changed_at": clock.now()}
        session.execute(update(Lock).where(Lock.id == lock.id, Lock.salt == lock.salt).values(changed))
        visit.lock_key = wrap(private, cookie.encode(), lock.id)


def close_lock(visit: Visit) -> None:
    """From now on this visit sees nothing that is behind the lock."""
    with transaction():
        visit.lock_key = None


def opened_key(visit: Visit, cookie: str) -> tuple[Lock, X25519PrivateKey] | None:
    """The lock and its private half, where this visit has opened it; only the cookie unwraps it."""
    lock = lock_of(visit.invitation_id, visit.printing) if visit.lock_key else None
    if lock is None or visit.lock_key is None:
        return None
    try:
        return lock, unwrap(visit.lock_key, cookie.encode(), lock.id)
    except CannotOpen:
        return None


def waits_until(lock: Lock) -> datetime | None:
    """When the next try is taken, if not now."""
    until = next_try_at(lock.failures, lock.failed_at)
    return until if until is not None and clock.now() < until else None


def note_locks() -> int:
    """Tell the audit of locks that were set or changed since it was told; returns of how many.

    The public side has no right to the audit, so the worker says what it newly sees, in one transaction with the mark
    that it has: each time once, whenever it is stopped. Of several changes between two looks it sees the last.
    """
    is_new = or_(Lock.noted_private.is_(None), Lock.noted_private != Lock.private)
    new = select(Lock.id, Lock.invitation_id, Lock.noted_private, as_text(Lock.set_at), as_text(Lock.changed_at))
    new = new.where(is_new).order_by(Lock.id).limit(NOTED_AT_ONCE)
    if session().execute(new.limit(1)).first() is None:
        return 0
    with transaction() as current:
        found = current.execute(new.with_for_update(skip_locked=True)).all()  # who is changing one is seen next time
        for id, invitation_id, before, set_at, changed_at in found:
            if before is None:
                audit.record(current, audit.RESPONDENT, "lock set", f"invitation/{invitation_id}", _when(id, set_at))
            if before is not None or changed_at:
                about = f"invitation/{invitation_id}"
                audit.record(current, audit.RESPONDENT, "lock changed", about, _when(id, changed_at))
        noted = update(Lock).where(Lock.id.in_([each.id for each in found])).values(noted_private=Lock.private)
        current.execute(noted, execution_options={"synchronize_session": False})
    return len(found)


def _when(lock_id: str, said: str | None) -> str:
    return f"{told(said)}, lock/{lock_id}"


@contextmanager
def _turn(visit: Visit) -> Iterator[None]:
    """To be hashed: before the count, so that whoever is turned away has not tried. Who has to wait takes no place."""
    lock = lock_of(visit.invitation_id, visit.printing)
    if lock and (until := waits_until(lock)):
        raise TooOften(until)
    with FOR_LOCKS.turn():
        yield


def _tried(visit: Visit, root: bytes, choice: Combination) -> tuple[Lock, X25519PrivateKey]:
    lock = _count_try(visit)
    try:
        return lock, unwrap(lock.private, _key(choice, root, lock.salt), lock.id)
    except CannotOpen:
        raise Wrong(tries_left(lock.failures)) from None


def _count_try(visit: Visit) -> Lock:
    """Counted before the slow hash, under the row's lock: fifty tries at once are fifty tries."""
    with transaction() as session:
        wanted = select(Lock).where(Lock.invitation_id == visit.invitation_id, Lock.printing == visit.printing)
        lock = session.scalar(wanted.with_for_update())
        if lock is None:
            raise LookupError(visit.invitation_id)
        if until := waits_until(lock):
            raise TooOften(until)
        lock.failures += 1
        lock.failed_at = clock.now()
    return lock


def _forget_failures(session: Session, lock: Lock) -> None:
    session.execute(update(Lock).where(Lock.id == lock.id).values(failures=0, failed_at=None))


def _key(choice: Combination, root: bytes, salt: bytes) -> bytes:
    return lock_key(choice, root, salt, keyring().secret("pepper"))
