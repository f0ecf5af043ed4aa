"""Every council of England on one PostgreSQL: they are made, upgraded with nothing to do, one is restored beside them.

Some of the others serve meanwhile. Written into `docs/performance.md`. Half an hour, on a machine that does nothing
else: the bar is a time of two processors.

.venv/bin/python -m bench.councils [--councils 153] [--children 500] [--serving 8]
"""

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.page import machine, put
from tests.councils.callers import Caller, callers, calling
from tests.councils.serving import PROGRAM, lived
from tests.exchange.lists import write_long_caseload
from tests.parts import postgres

COUNCILS, CHILDREN, SERVING = 153, 500, 8
SENDING = 600
"""Children of each council that serves, of whom one after the other presses send: more than can meanwhile."""
UPGRADE = 120
"""Seconds for all, where there is nothing to do."""


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


def add(name: str) -> float:
    """Make one; gives the seconds."""
    host = f"{name.replace('_', '-')}.example.org"
    return run("add", name, f"--public-url=https://{host}", f"--staff-url=https://staff.{host}")


def fill(folder: Path, names: list[str], children: int) -> None:
    """So many children for each, by the list that each would send; two at a time."""
    rows = write_long_caseload(folder / "caseload.csv", children)
    for pair in zip(names[::2], [*names[1::2], ""], strict=False):
        # A hundredth of the rows are wrong, so the command says 1.
        started = [subprocess.Popen([*PROGRAM, "run", name, "import", "caseload", str(rows)], stdout=subprocess.DEVNULL,
                                    stderr=subprocess.DEVNULL)
                   for name in pair if name]  # fmt: skip
        assert {each.wait() for each in started} == {1}


def size_of(url: str) -> tuple[float, float]:
    """MiB of all databases, and of one council's."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT sum(pg_database_size(oid)), avg(pg_database_size(oid)) FILTER (WHERE datname LIKE 'council_%')"
            " FROM pg_database"
        ).fetchone()
    assert row is not None
    return float(row[0]) / 2**20, float(row[1]) / 2**20


def table(given: argparse.Namespace, seconds: Sequence[float], sizes: tuple[float, float]) -> list[str]:
    """What was done for all of them, as it stands on the page."""
    first, other, upgrading, backing_up = seconds
    return [
        f"`bench/councils.py`: {given.councils} councils of {given.children} children on one PostgreSQL; {machine()}.",
        "",
        "| what | found | at most |",
        "| :--- | ---: | ---: |",
        f"| `councils add`, the first, which makes the template, and each other; starting the program included"
        f" | {first:.1f}; {other:.1f} s | |",
        f"| `councils upgrade` of all, nothing to do | {upgrading:.0f} s | {UPGRADE} s |",
        f"| `councils backup` of all | {backing_up:.0f} s | |",
        "| disk, all databases; one council's | {:,.0f}; {:.1f} MiB | |".format(*sizes),
    ]


def table_of_others(given: argparse.Namespace, restoring: float, asking: Sequence[Caller]) -> list[str]:
    """What whoever asked the others noticed of one that was restored."""
    answered = [path for each in asking for path in each.answered]
    refused, wrong = sum(each.refused for each in asking), sum(len(each.wrong) for each in asking)
    return [
        f"`bench/councils.py`: {given.councils} councils of {given.children} children on one PostgreSQL; one is"
        f" restored, {given.serving} others serve: at each, one child after the other opens a letter, sees what can be"
        f" done and sends, and an officer who is signed in opens list and reviews; {machine()}.",
        "",
        "| what | found | bar |",
        "| :--- | ---: | ---: |",
        f"| `councils restore` of one | {restoring:.1f} s | |",
        f"| pages that came meanwhile; of them sends | {len(answered):,}; {_sends(answered):,} | |",
        f"| refused; answered by an error | {refused}; {wrong} | 0; 0 |",
        f"| the longest answer | {max(each.longest for each in asking):.2f} s | |",
    ]


def _sends(paths: Sequence[str]) -> int:
    return sum(path.endswith("/send") for path in paths)


def main() -> None:
    """Make them, fill them, upgrade them, let some serve, restore one."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--councils", type=int, default=COUNCILS)
    options.add_argument("--children", type=int, default=CHILDREN)
    options.add_argument("--serving", type=int, default=SERVING)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="c-", dir="/tmp") as made, server(owned(Path(made) / "pg")) as url:
        folder = Path(made) / "councils"
        folder.mkdir()
        os.environ |= {"PARTICIPATION_COUNCILS": str(folder), "PARTICIPATION_COUNCILS_SERVER": url}
        names = [f"council_{number}" for number in range(given.councils)]
        seconds = of_all(Path(made), names, given.children)
        halves = carried_away(folder, Path(made) / "safe", names)
        serving = names[1 : 1 + given.serving]
        with lived(folder, serving) as (at, _):
            asking = callers(folder, at, SENDING)
            with calling(asking):
                (file,) = (Path(made) / "kept").glob(f"{names[0]}-*")
                restoring = run("restore", names[0], file, *(word for half in halves for word in ("--half", half)))
        sizes = size_of(url)
    of_all_of_them, of_others = table(given, seconds, sizes), table_of_others(given, restoring, asking)
    print("\n".join((*of_all_of_them, *of_others)))
    if given.councils >= COUNCILS:
        put("Many councils", of_all_of_them)
    put("One restored while others serve", of_others)
    assert seconds[2] < UPGRADE, "the upgrade takes too long"
    assert not any(each.refused or each.wrong for each in asking), "somebody noticed that another council was restored"


def of_all(made: Path, names: list[str], children: int) -> tuple[float, float, float, float]:
    """Seconds: making the first and the middle one of the others, upgrading all with nothing to do, keeping all."""
    took = [add(name) for name in names]
    print(f"made in {sum(took):.0f} s", flush=True)
    fill(made, names, children)
    print("filled", flush=True)
    upgrading = run("upgrade")
    kept = made / "kept"
    kept.mkdir()
    return took[0], sorted(took[1:])[len(took) // 2 - 1], upgrading, run("backup", kept)


def owned(folder: Path) -> Path:
    folder.mkdir()
    folder.parent.chmod(0o755)
    return folder


def carried_away(folder: Path, safe: Path, names: list[str]) -> list[Path]:
    """The halves of the first council, which is restored; no side serves while its own lie beside its keys."""
    for name in names:
        (safe / name).mkdir(parents=True)
        for half in (folder / "keys" / name).glob("recovery.half-*"):
            shutil.move(half, safe / name)
    return sorted((safe / names[0]).iterdir())


if __name__ == "__main__":
    main()
