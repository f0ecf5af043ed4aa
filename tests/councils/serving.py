"""Councils that serve as the runbook starts them: both sides of each by themselves, and a worker."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.durability.group import Process, answers, free_ports

PROGRAM = (sys.executable, "-m", "participation", "councils")
READY = 1800
"""Seconds until all of them serve."""


@dataclass(frozen=True)
class Serving:
    """Where the two sides of one council are asked."""

    name: str
    staff: int
    children: int


def begun_anew(words: Sequence[str]) -> Process:
    """By themselves, as each is on its day: what they take of memory is shared with nobody."""
    return subprocess.Popen([*PROGRAM, *words], stdout=subprocess.DEVNULL)


@contextmanager
def lived(
    folder: Path, names: Sequence[str], begin: Callable[[Sequence[str]], Process] = begun_anew
) -> Iterator[tuple[list[Serving], list[int]]]:
    """Where each is asked once all of them serve, and the processes that were begun."""
    ports = iter(free_ports(2 * len(names)))
    serving = [Serving(name, next(ports), next(ports)) for name in names]
    started: list[Process] = []
    try:
        for each in serving:
            started += [begin(words) for words in _commands(folder, each)]
        until = time.monotonic() + READY
        while not all(answers(port, to="/readyz") for each in serving for port in (each.staff, each.children)):
            assert time.monotonic() < until, "they do not serve"
            assert not any(process.poll() for process in started), "one of them has ended"
            time.sleep(1)
        yield serving, [process.pid for process in started]
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()


def _commands(folder: Path, one: Serving) -> Iterator[list[str]]:
    of_staff, of_children = ([f"--folder={side}", "run", one.name] for side in (folder, folder / "public"))
    yield [*of_staff, "serve", "--sides", "staff", "--port", str(one.staff)]
    yield [*of_children, "serve", "--port", str(one.children)]
    yield [*of_staff, "worker"]
