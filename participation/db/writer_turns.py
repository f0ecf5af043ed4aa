"""Taking turns to write: SQLite has one writer, and here the next one goes on as soon as it is free."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy.exc import TimeoutError as WaitedTooLong

LOOKS_EVERY = 0.0003
"""Seconds. Of each process only one thread looks."""


class Turns:
    """The one writer among all threads of this process, and among all processes that name the same file.

    SQLite alone would keep them apart. But whoever waits at SQLite's own lock sleeps longer each time that it is taken:
    meanwhile one process writes with one processor's strength, and the unluckiest waits three times as long.
    """

    def __init__(self, path: str, patience: float) -> None:
        self._path = path
        self._patience = patience
        self._threads = Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Raises sqlalchemy's TimeoutError where others write for longer than `patience` seconds."""
        until = time.monotonic() + self._patience
        if not self._threads.acquire(timeout=self._patience):
            raise _too_long()
        try:
            with self._file_of_all() as is_ours:
                while not is_ours():
                    if time.monotonic() > until:
                        raise _too_long()
                    time.sleep(LOOKS_EVERY)
                yield
        finally:
            self._threads.release()

    @contextmanager
    def _file_of_all(self) -> Iterator[Callable[[], bool]]:
        """Closing it gives the turn back, and a process that is killed closes its files."""
        try:
            file = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError:
            # The place is full or away: SQLite, which keeps its files there too, says so itself.
            yield lambda: True
            return
        try:
            yield lambda: _is_taken(file)
        finally:
            os.close(file)


def _is_taken(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _too_long() -> WaitedTooLong:
    return WaitedTooLong("others write for too long")
