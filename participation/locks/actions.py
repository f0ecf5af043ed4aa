"""Putting a lock on a letter, opening it, changing and closing it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, undefer

from participation import clock
from participation.audit import actions as audit
from participation.audit.claims import as_text, told
from participation.db import inserting, let_go, new_id, session, transaction
from participation.invitations.models import Invitation, Visit
from participation.invitations.open_visits import OpenVisit
from participation.locks.choices import Combination
from participation.locks.models import Lock
from participation.locks.queries import header_of, lock_of
from participation.locks.secrets import (
    chosen_key,
    closed_by_choice,
    header_for,
    new_salt,
    put_under,
    unwrap,
    unwrap_carried,
    wrap,
)
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


def set_lock(visit: OpenVisit, root: bytes, cookie: str, choice: Combination) -> None:
    """Put a lock on the letter, and open it for this visit. Raises Locked where there is one, QueueIsFull."""
    private, salt, id = X25519PrivateKey.generate(), new_salt(), new_id()
    set_at = clock.now()
    let_go()
    with FOR_LOCKS.turn():
        chosen = _chosen(choice, salt)
    values = {
        "id": id,
        "invitation_id": visit.invitation_id,
        "printing": visit.printing,
        "kind": choice.kind,
        "salt": salt,
        "public": private.public_key().public_bytes_raw(),
        "private": wrap(private, root + chosen, id),
        "for_next_letter": _for_next_letter(private, chosen, id, set_at),
        "set_at": set_at,
        "failures": 0,
    }
    with transaction() as session:
        # Two windows may set one at once: the first stands.
        if session.scalar(inserting(Lock).values(values).on_conflict_do_nothing().returning(Lock.id)) is None:
            raise Locked
        _keep_key(session, visit, wrap(private, cookie.encode(), id))


def open_lock(visit: OpenVisit, root: bytes, cookie: str, choice: Combination) -> None:
    """Open the lock for this visit. Raises LookupError where there is none, TooOften, Wrong, QueueIsFull."""
    with _turn(visit):
        lock, private = _tried(visit, root, choice)
    with transaction() as session:
        _forget_failures(session, lock)
        _keep_key(session, visit, wrap(private, cookie.encode(), lock.id))


def change_lock(visit: OpenVisit, root: bytes, cookie: str, old: Combination, new: Combination) -> None:
    """Another choice for the same lock: what is behind it stays readable. Raises what `open_lock` raises.

    It stays the lock of the day on which it was set, and the page says that day.
    """
    salt = new_salt()
    with _turn(visit):
        lock, private = _tried(visit, root, old)
        chosen = _chosen(new, salt)
    changed = {
        "kind": new.kind,
        "salt": salt,
        "private": wrap(private, root + chosen, lock.id),
        "for_next_letter": _for_next_letter(private, chosen, lock.id, lock.set_at),
        "changed_at": clock.now(),
    }
    with transaction() as session:
        _forget_failures(session, lock)
        session.execute(update(Lock).where(Lock.id == lock.id, Lock.salt == lock.salt).values(changed))
        _keep_key(session, visit, wrap(private, cookie.encode(), lock.id))


def carry_over(roots: Mapping[str, bytes]) -> None:
    """Let the locks of these letters go along to the new ones: the same choice opens them, with the new letter.

    `roots` has the secret of each new letter by its invitation, which still counts its old printing. A lock that
    cannot go along stays with the old letter: one of an earlier version, one whose envelope is not ours, and one that
    somebody holds at this moment, for nobody on the public side may keep a letter from being printed.
    """
    is_last = (Invitation.id == Lock.invitation_id) & (Invitation.printings == Lock.printing)
    wanted = select(Lock).join(Invitation, is_last).where(Lock.invitation_id.in_(list(roots)))
    wanted = wanted.where(Lock.for_next_letter.is_not(None)).options(undefer(Lock.for_next_letter))
    with transaction() as session:
        for lock in session.scalars(wanted.with_for_update(of=Lock, skip_locked=True)):
            with suppress(CannotOpen, SQLAlchemyError):
                _carry(session, lock, roots[lock.invitation_id])


def _carry(session: Session, lock: Lock, root: bytes) -> None:
    closed = keyring().open(lock.for_next_letter or b"", header_of(lock))
    private = put_under(closed, root, lock.id)
    moved = {"private": private, "printing": lock.printing + 1}
    if lock.noted_private == lock.private:
        moved["noted_private"] = private  # the audit is told here and now; what it was not told of yet, it still is
    with session.begin_nested():  # a row that stands in its place already is no reason to print nothing
        session.execute(update(Lock).where(Lock.id == lock.id).values(moved))
    audit.record(session, "system", "lock went along", f"invitation/{lock.invitation_id}", f"lock/{lock.id}")


def close_lock(visit: OpenVisit) -> None:
    """From now on this visit sees nothing that is behind the lock."""
    with transaction() as session:
        _keep_key(session, visit, None)


def _keep_key(session: Session, visit: OpenVisit, wrapped: bytes | None) -> None:
    session.execute(update(Visit).where(Visit.lookup == visit.lookup).values(lock_key=wrapped))


def opened_key(visit: OpenVisit, cookie: str) -> tuple[Lock, X25519PrivateKey] | None:
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
def _turn(visit: OpenVisit) -> Iterator[None]:
    """To be hashed: before the count, so that whoever is turned away has not tried. Who has to wait takes no place."""
    lock = lock_of(visit.invitation_id, visit.printing)
    if lock and (until := waits_until(lock)):
        raise TooOften(until)
    let_go()
    with FOR_LOCKS.turn():
        yield


def _tried(visit: OpenVisit, root: bytes, choice: Combination) -> tuple[Lock, X25519PrivateKey]:
    lock = _count_try(visit)
    for pepper in keyring().peppers():  # it may have been set at another council
        chosen = chosen_key(choice, lock.salt, pepper)
        with suppress(CannotOpen):
            return lock, unwrap(lock.private, root + chosen, lock.id)
        with suppress(CannotOpen):  # it came along from an earlier letter
            return lock, unwrap_carried(lock.private, root, chosen, lock.id)
    raise Wrong(tries_left(lock.failures))


def _count_try(visit: OpenVisit) -> Lock:
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


def _chosen(choice: Combination, salt: bytes) -> bytes:
    return chosen_key(choice, salt, keyring().secret("pepper"))


def _for_next_letter(private: X25519PrivateKey, chosen: bytes, lock_id: str, set_at: datetime) -> bytes:
    return keyring().seal(closed_by_choice(private, chosen, lock_id), header_for(lock_id, set_at))
