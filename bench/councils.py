"""Every council of England on one PostgreSQL: they are made, upgraded with nothing to do, one is restored beside them.

Some of them serve meanwhile, and what they hold is counted. Written into `docs/performance.md`. Half an hour, on a
machine that does nothing else: the bar is a time of two processors.

.venv/bin/python -m bench.councils [--councils 153] [--children 500] [--serving 8]
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.living import Asking, asked, connections, lived, memory, processor
from bench.page import machine, put
from tests.exchange.lists import write_long_caseload
from tests.parts import postgres

COUNCILS, CHILDREN, SERVING = 153, 500, 8
UPGRADE = 120
"""Seconds for all, where there is nothing to do."""
MINUTE = 60
EVERY = 5
"""Seconds between two looks at who is connected."""
PROGRAM = (sys.executable, "-m", "participation", "councils")


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A PostgreSQL whose commits are on the disk."""
    postgres.make(folder)
    postgres.start(folder, "listen_addresses=", "max_connections=300")
    try:
        yield f"postgresql://{postgres.SUPERUSER}@/postgres?host={folder}"
    finally:
        postgres.stop(folder, "fast")


def run(*words: object) -> float:
    """Seconds that a command took on the clock."""
    began = time.perf_counter()
    subprocess.run([*PROGRAM, *map(str, words)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def fill(folder: Path, names: list[str], children: int) -> None:
    """So many children for each, by the list that each would send; two at a time."""
    rows = write_long_caseload(folder / "caseload.csv", children)
    for pair in zip(names[::2], [*names[1::2], ""], strict=False):
        # A hundredth of the rows are wrong, so the command says 1.
        started = [subprocess.Popen([*PROGRAM, "run", name, "import", "caseload", str(rows)], stdout=subprocess.DEVNULL,
                                    stderr=subprocess.DEVNULL)
                   for name in pair if name]  # fmt: skip
        assert {each.wait() for each in started} == {1}


@dataclass(frozen=True)
class AtWork:
    """What some councils hold that serve at once."""

    councils: int
    memory: float
    """MiB of one council's processes."""
    of_server: float
    """MiB of PostgreSQL's."""
    resting: float
    """Seconds of the processor that one council takes in a minute in which nobody asks for anything."""
    of_server_resting: float
    """The same, of PostgreSQL's."""
    at_rest: int
    at_most: int
    """Connections of all."""


def looked_at(pids: Sequence[int], server_pid: int, url: str, names: Sequence[str]) -> AtWork:
    """A minute of rest, and one in which each is asked all the time."""
    many = len(names)
    time.sleep(MINUTE)  # what they do once, when they start
    before = processor(pids), processor([server_pid])
    at_rest = _most_connections(url)
    rested = processor(pids) - before[0], processor([server_pid]) - before[1]
    with asked(names):
        at_most = _most_connections(url)
    return AtWork(many, memory(pids) / many, memory([server_pid]), rested[0] / many, rested[1] / many, at_rest, at_most)


def _most_connections(url: str) -> int:
    """The most that were seen in a minute."""
    until, most = time.monotonic() + MINUTE, 0
    while time.monotonic() < until:
        most = max(most, connections(url))
        time.sleep(EVERY)
    return most


def size_of(url: str) -> tuple[float, float]:
    """MiB of all databases, and of one council's."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT sum(pg_database_size(oid)), avg(pg_database_size(oid)) FILTER (WHERE datname LIKE 'council_%')"
            " FROM pg_database"
        ).fetchone()
    assert row is not None
    return float(row[0]) / 2**20, float(row[1]) / 2**20


def table(many: int, children: int, seconds: Sequence[float], sizes: tuple[float, float]) -> list[str]:
    """What was done for all of them, as it stands on the page."""
    first, other, upgrading, backing_up = seconds
    return [
        f"`bench/councils.py`: {many} councils of {children} children on one PostgreSQL; {machine()}.",
        "",
        "| what | found | at most |",
        "| :--- | ---: | ---: |",
        f"| `councils add`, the first, which makes the template, and each other; starting the program included"
        f" | {first:.1f}; {other:.1f} s | |",
        f"| `councils upgrade` of all, nothing to do | {upgrading:.0f} s | {UPGRADE} s |",
        f"| `councils backup` of all | {backing_up:.0f} s | |",
        "| disk, all databases; one council's | {:,.0f}; {:.1f} MiB | |".format(*sizes),
    ]


def table_of(work: AtWork, restoring: float, askings: Sequence[Asking]) -> list[str]:
    """What those hold that serve, and what they noticed of the one that was restored."""
    answered, refused = sum(each.answered for each in askings), sum(each.refused for each in askings)
    longest = max(each.longest for each in askings)
    return [
        f"| memory of one council's processes, of {work.councils} that serve both sides and have a worker"
        f" | {work.memory:.0f} MiB | |",
        f"| memory of PostgreSQL meanwhile | {work.of_server:.0f} MiB | |",
        f"| connections of {work.councils} councils: nobody asks; each is asked five times a second"
        f" | {work.at_rest}; {work.at_most} | |",
        f"| processor that a council takes in a minute in which nobody asks: its processes; PostgreSQL for it"
        f" | {work.resting:.2f}; {work.of_server_resting:.2f} s | |",
        f"| `councils restore` of one, while {work.councils} others were asked {answered:,} times; of these refused;"
        f" the longest answer | {restoring:.1f} s; {refused}; {longest:.2f} s | 0 refused |",
    ]


def main() -> None:
    """Make them, fill them, upgrade them, let some serve, restore one."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--councils", type=int, default=COUNCILS)
    options.add_argument("--children", type=int, default=CHILDREN)
    options.add_argument("--serving", type=int, default=SERVING)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="c-", dir="/tmp") as made, server(_owned(Path(made) / "pg")) as url:
        folder = Path(made) / "councils"
        folder.mkdir()
        os.environ |= {"PARTICIPATION_COUNCILS": str(folder), "PARTICIPATION_COUNCILS_SERVER": url}
        names = [f"council_{number}" for number in range(given.councils)]
        seconds = of_all(Path(made), names, given.children)
        halves = _carried_away(folder, Path(made) / "safe", names)
        serving = names[1 : 1 + given.serving]
        with lived(PROGRAM, serving) as pids:
            work = looked_at(pids, _pid(Path(made) / "pg"), url, serving)
            with asked(serving) as askings:
                (file,) = (Path(made) / "kept").glob(f"{names[0]}-*")
                restoring = run("restore", names[0], file, *(word for half in halves for word in ("--half", half)))
        sizes = size_of(url)
    lines = [*table(given.councils, given.children, seconds, sizes), *table_of(work, restoring, askings)]
    print("\n".join(lines))
    put("Many councils", lines)
    assert seconds[2] < UPGRADE, "the upgrade takes too long"
    assert not any(each.refused for each in askings), "a council was refused while another was restored"


def of_all(made: Path, names: list[str], children: int) -> tuple[float, float, float, float]:
    """Seconds: making the first and the middle one of the others, upgrading all with nothing to do, keeping all."""
    took = [
        run("add", name, f"--public-url=https://{name}.example.org", f"--staff-url=https://staff.{name}.example.org")
        for name in names
    ]
    print(f"made in {sum(took):.0f} s", flush=True)
    fill(made, names, children)
    print("filled", flush=True)
    upgrading = run("upgrade")
    kept = made / "kept"
    kept.mkdir()
    return took[0], sorted(took[1:])[len(took) // 2 - 1], upgrading, run("backup", kept)


def _pid(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def _owned(folder: Path) -> Path:
    folder.mkdir()
    folder.parent.chmod(0o755)
    return folder


def _carried_away(folder: Path, safe: Path, names: list[str]) -> list[Path]:
    """The halves of the first council, which is restored; no side serves while its own lie beside its keys."""
    for name in names:
        (safe / name).mkdir(parents=True)
        for half in (folder / "keys" / name).glob("recovery.half-*"):
            shutil.move(half, safe / name)
    return sorted((safe / names[0]).iterdir())


if __name__ == "__main__":
    main()
