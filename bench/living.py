"""What processes hold, with all that they have started: memory, processor, connections to the database."""

import os
from collections.abc import Sequence
from pathlib import Path

import psycopg

MIB = 1024
"""Of a KiB, as Linux counts memory."""
TICK = os.sysconf("SC_CLK_TCK")


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
