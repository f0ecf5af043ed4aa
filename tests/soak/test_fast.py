"""The clock of a soak, and the browser, without any council."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from participation import clock
from participation.operations import worker
from tests.soak.fast import FastClock, told_by
from tests.soak.ledger import MONDAY

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def fast(tmp_path: Path) -> FastClock:
    made = FastClock(tmp_path / "clock")
    made.set(MONDAY, 1)
    return made


def test_it_runs_until_a_moment_and_walks_on_from_there(fast: FastClock) -> None:
    began = time.monotonic()
    fast.run(MONDAY + AN_HOUR, 36_000)
    assert 0.05 < time.monotonic() - began < 10
    assert AN_HOUR <= fast.now() - MONDAY < 2 * AN_HOUR


def test_everybody_who_asks_is_told_the_same_and_afterwards_the_truth_again(fast: FastClock) -> None:
    truth = clock.now()
    with told_by(fast):
        other = FastClock(fast.file)
        assert abs(clock.now() - other.now()) < timedelta(seconds=5)
        assert clock.today() == MONDAY.date()
    assert truth <= clock.now() < truth + AN_HOUR
    assert getattr(worker, "time") is time  # noqa: B009 - it is not handed on


def test_a_worker_who_fell_asleep_while_it_walked_wakes_when_it_runs(fast: FastClock) -> None:
    asleep = threading.Thread(target=fast.sleep, args=(AN_HOUR.total_seconds(),), daemon=True)
    asleep.start()
    fast.set(fast.now(), 36_000)
    asleep.join(10)
    assert not asleep.is_alive()
