"""A clock that runs as fast as it is told, for every process of a soak alike; and the real program, started by it.

Nothing in the product knows of it. It turns the one place that asks what time it is, the age of cookies, and how long a
worker sleeps between two rounds. What waits for a socket, a lock or a process waits in real seconds
(docs/decisions/0061-a-clock-that-runs.md says why).
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from itsdangerous import timed

from participation import clock
from participation.operations import worker
from participation.operations.cli import main

CLOCK = "SOAK_CLOCK"
"""Names the file in which it stands since when, from when on and how fast the clock runs."""

LOOKS_EVERY = 0.25
"""Real seconds after which a sleeper looks what time it is. However fast it runs, a worker rests between two rounds:
in a machine's own time it does so for much longer than a round takes, and two that never do fill two processors.
"""


class FastClock:
    """One for all processes of a machine: it counts from the machine's own monotonic clock."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def set(self, now: datetime, rate: float) -> None:
        """It is this moment, and from here on so many seconds pass in one."""
        anew = self.file.with_suffix(".new")
        anew.write_text(f"{time.monotonic()!r} {now.timestamp()!r} {rate!r}")
        anew.rename(self.file)

    def run(self, until: datetime, rate: float) -> None:
        """Run so fast until then, and walk on from there as every clock does."""
        if (left := (until - self.now()).total_seconds()) > 0:
            self.set(self.now(), rate)
            time.sleep(left / rate)
        self.set(max(until, self.now()), 1)

    def now(self) -> datetime:
        """This moment."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def seconds(self) -> float:
        """As time.time() says it."""
        began, start, rate = self._read()
        return start + (time.monotonic() - began) * rate

    def sleep(self, seconds: float) -> None:
        """Until so many seconds of this clock have passed, however fast it runs by then."""
        until = self.seconds() + seconds
        while self.seconds() < until:
            time.sleep(LOOKS_EVERY)

    def _read(self) -> tuple[float, ...]:
        return tuple(map(float, self.file.read_text().split()))


@contextmanager
def told_by(fast: FastClock) -> Iterator[None]:
    """Whatever this process asks what time it is, this clock answers."""
    told: list[tuple[Any, str, Any]] = [
        (clock, "now", fast.now),
        (timed, "time", SimpleNamespace(time=fast.seconds)),
        (worker, "time", SimpleNamespace(sleep=fast.sleep)),
    ]
    before = [(where, name, getattr(where, name)) for where, name, _ in told]
    for where, name, value in told:
        setattr(where, name, value)
    try:
        yield
    finally:
        for where, name, value in before:
            setattr(where, name, value)


if __name__ == "__main__":
    with told_by(FastClock(Path(os.environ[CLOCK]))):
        main()
