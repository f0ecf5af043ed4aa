"""Councils that serve at once, each with its own processes: what they hold, and whether anybody of them is refused."""

import os
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

FIRST_PORT = 8953
READY = 600
"""Seconds until all of them serve; and for one answer."""
PAUSE = 0.2
"""Between two answers to who asks one council."""
MIB = 1024
"""Of a KiB, as Linux counts memory."""
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Asking:
    """Somebody opens a page of one side of a council, again and again."""

    port: int
    answered: int = 0
    refused: int = 0
    longest: float = 0.0
    ends: threading.Event = field(default_factory=threading.Event)

    def go_on(self) -> None:
        """Until it ends."""
        while not self.ends.wait(PAUSE):
            began = time.perf_counter()
            if is_ready(self.port):
                self.answered += 1
            else:
                self.refused += 1
            self.longest = max(self.longest, time.perf_counter() - began)


def is_ready(port: int) -> bool:
    """Whether it serves, and reaches its database."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=READY).close()
    except (urllib.error.URLError, OSError):
        return False
    return True


def ports(names: Sequence[str]) -> range:
    """Two for each, of the staff's side and of the children's."""
    return range(FIRST_PORT, FIRST_PORT + 2 * len(names))


@contextmanager
def lived(program: Sequence[str], folder: Path, names: Sequence[str]) -> Iterator[list[int]]:
    """The two sides and the worker of each council, as the runbook starts them; their processes once all serve."""
    given = iter(ports(names))
    of_children = [*program, f"--folder={folder}/public"]
    started = []
    try:
        for name in names:
            for command in (
                [*program, "run", name, "serve", "--sides", "staff", "--port", str(next(given))],
                [*of_children, "run", name, "serve", "--port", str(next(given))],
                [*program, "run", name, "worker"],
            ):
                started.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
        until = time.monotonic() + READY
        while not all(map(is_ready, ports(names))):
            assert time.monotonic() < until, "they do not serve"
            time.sleep(1)
        yield [each.pid for each in started]
    finally:
        for each in started:
            each.terminate()
        for each in started:
            each.wait()


@contextmanager
def asked(names: Sequence[str]) -> Iterator[list[Asking]]:
    """Each side of the councils that serve is asked all the time."""
    askings = [*map(Asking, ports(names))]
    threads = [threading.Thread(target=each.go_on) for each in askings]
    for thread in threads:
        thread.start()
    try:
        yield askings
    finally:
        for each in askings:
            each.ends.set()
        for thread in threads:
            thread.join()


def tree(pid: int) -> list[int]:
    """A process and all that it has started."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [pid, *(each for child in below for each in tree(int(child)))]


def memory(pids: Sequence[int]) -> float:
    """MiB of these and all below them; what several share is counted in parts."""
    return sum(_share(each) for pid in pids for each in tree(pid)) / MIB


def _share(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def processor(pids: Sequence[int]) -> float:
    """Seconds of the processor that these and all below them have had, those that have ended included."""
    return sum(_ticks(each) for pid in pids for each in tree(pid)) / TICK


def _ticks(pid: int) -> int:
    try:
        after_the_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(map(int, after_the_name[11:15]))


def connections(url: str) -> int:
    """Of all councils to the server."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM pg_stat_activity WHERE datname LIKE 'council_%'").fetchone()
    assert row is not None
    return int(row[0])
