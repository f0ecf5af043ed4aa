"""The queue before a slow hash: short, one at a time, and never so long that no thread is left for other pages."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, get_native_id

import pytest

from participation.operations.serving import THREADS
from participation.sealing import slow_hash
from participation.sealing.slow_hash import QUEUES, Queue, QueueIsFull

ENDLESS, AT_ONCE = 60.0, 0.0


@pytest.fixture(autouse=True)
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_hash, "PATIENCE", ENDLESS)


def enter(queue: Queue) -> str:
    """As somebody else; says what came of it."""
    try:
        with queue.turn():
            return "in"
    except QueueIsFull:
        return "turned away"


def test_whoever_finds_no_place_does_not_wait() -> None:
    queue = Queue(1)
    with queue.turn():
        assert enter(queue) == "turned away"
    assert enter(queue) == "in"


def test_whoever_waits_too_long_is_turned_away_and_leaves_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    queue = Queue(2)
    monkeypatch.setattr(slow_hash, "PATIENCE", AT_ONCE)
    with queue.turn():
        assert [enter(queue) for _ in range(3)] == ["turned away"] * 3
    assert enter(queue) == "in"


def test_a_turn_ends_whatever_happens_in_it() -> None:
    queue = Queue(1)
    with pytest.raises(LookupError), queue.turn():
        raise LookupError
    assert enter(queue) == "in"


def test_of_many_at_once_one_is_hashed_at_a_time() -> None:
    queue, all_there, inside, most = Queue(9), Barrier(9), [], []

    def come(_: int) -> None:
        all_there.wait()
        with queue.turn():
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    with ThreadPoolExecutor(9) as people:
        list(people.map(come, range(9)))
    assert most == [1] * 9


def test_threads_are_left_for_other_pages_when_every_queue_is_full() -> None:
    assert THREADS - sum(queue.places for queue in QUEUES) >= 3


@pytest.mark.usefixtures("real_costs")
def test_whoever_hashes_lets_everybody_else_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    ranks: list[int] = []

    def noted(*_: object, **__: object) -> bytes:
        ranks.append(os.getpriority(os.PRIO_PROCESS, get_native_id()))
        return b""

    monkeypatch.setattr(slow_hash, "hash_secret_raw", noted)
    slow_hash.slow_hash(b"a code", b"salt", 32)
    assert ranks == [slow_hash.LAST]
    assert os.getpriority(os.PRIO_PROCESS, get_native_id()) < slow_hash.LAST
