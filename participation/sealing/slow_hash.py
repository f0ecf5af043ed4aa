"""What one guess at a typed code, a lock or a password costs whoever holds a copy of the database."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock, get_native_id

from argon2 import PasswordHasher
from argon2.low_level import Type, hash_secret_raw

PATIENCE = 2.0
"""Seconds that somebody waits for those before them."""
LAST = 19
"""The rank of whatever may wait."""
MOMENT = 3
"""Seconds after which whoever was turned away may well come in."""


@dataclass(frozen=True)
class Cost:
    """So many passes over so many KiB of memory."""

    passes: int
    memory: int


OF_CODES = Cost(passes=3, memory=64 * 1024)
OF_PASSWORDS = Cost(passes=2, memory=19 * 1024)


class QueueIsFull(Exception):
    """Somebody was turned away: nothing of theirs was hashed, so nothing of theirs was wrong."""


class Queue:
    """Whose guess is hashed now, and the few who wait for it, in one process.

    Each holds one of the threads that answer. Whoever guesses therefore never holds all of them: the pages that need
    no hash have the others. One at a time, because each takes memory on purpose.
    """

    def __init__(self, places: int) -> None:
        self.places = places
        self._free = BoundedSemaphore(places)
        self._first = Lock()

    def knock(self) -> None:
        """Raises QueueIsFull where `turn` would at once: whoever is turned away need not cost anything before."""
        if not self._free.acquire(blocking=False):
            raise QueueIsFull
        self._free.release()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait to be the first. Raises QueueIsFull: at once without a place, or when it takes too long."""
        if not self._free.acquire(blocking=False):
            raise QueueIsFull
        try:
            if not self._first.acquire(timeout=PATIENCE):
                raise QueueIsFull
            try:
                yield
            finally:
                self._first.release()
        finally:
            self._free.release()


FOR_CODES, FOR_LOCKS, FOR_PASSWORDS = QUEUES = Queue(4), Queue(2), Queue(3)
"""Of their own: whoever guesses codes keeps nobody from their lock, and no officer out."""


def slow_hash(secret: bytes, salt: bytes, length: int) -> bytes:
    """So many bytes of a secret that is short enough to be searched by machine."""
    return _GIVING_WAY.submit(_hashed, secret, salt, length).result()


def _hashed(secret: bytes, salt: bytes, length: int) -> bytes:
    return hash_secret_raw(secret, salt, OF_CODES.passes, OF_CODES.memory, parallelism=1, hash_len=length, type=Type.ID)


def _give_way() -> None:
    """Whoever waits for a page goes first: on Linux each thread has a rank of its own, elsewhere all stay equal."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, get_native_id(), LAST)


_GIVING_WAY = ThreadPoolExecutor(len(QUEUES), "slow hash", _give_way)


def password_hasher() -> PasswordHasher:
    """Writes the cost beside each hash, so older ones still open."""
    return PasswordHasher(OF_PASSWORDS.passes, OF_PASSWORDS.memory, parallelism=1)


def nobodys() -> str:
    """What no password gives, checked where there is no account: by the time it takes a stranger cannot tell."""
    salt, digest = ("A" * length for length in (22, 43))
    return f"$argon2id$v=19$m={OF_PASSWORDS.memory},t={OF_PASSWORDS.passes},p=1${salt}${digest}"
