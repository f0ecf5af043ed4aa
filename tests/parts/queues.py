"""The queues before the slow hashes: every page that hashes stands in one, and a test may do without."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import local
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import has_request_context

from participation.sealing import slow_hash
from participation.sealing.slow_hash import Queue

_here = local()


class OutOfTurn(Exception):
    """A page hashes slowly, and so many at once would leave no thread to any other page."""


def in_turn(hashes: Callable[..., Any]) -> Callable[..., Any]:
    """Refuses to hash for a page that stands in no queue."""

    def hashed(*given: Any, **named: Any) -> Any:
        if has_request_context() and not getattr(_here, "has_turn", False):
            raise OutOfTurn
        return hashes(*given, **named)

    return hashed


def noting(turn: Callable[..., AbstractContextManager[None]]) -> Callable[..., AbstractContextManager[None]]:
    """Notes whose turn it is."""

    @contextmanager
    def noted(*queue: Queue) -> Iterator[None]:
        with turn(*queue):
            _here.has_turn = True
            try:
                yield
            finally:
                _here.has_turn = False

    return noted


class NoQueue:
    """As if each were hashed by a process of its own."""

    turn = staticmethod(noting(nullcontext))


@pytest.fixture(scope="session", autouse=True)
def queued() -> Iterator[None]:
    """In every test: what hashes out of turn is an error of the page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Queue, "turn", noting(Queue.turn))
        patch.setattr(slow_hash, "hash_secret_raw", in_turn(slow_hash.hash_secret_raw))
        for name in ("hash", "verify"):
            patch.setattr(PasswordHasher, name, in_turn(getattr(PasswordHasher, name)))
        yield
