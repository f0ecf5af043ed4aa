"""Every council of England on one PostgreSQL: they are made, upgraded with nothing to do, one is restored beside them.

Written into `docs/performance.md`. Minutes, on a machine that does nothing else: the bar is a time of two processors.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.page import machine, put
from tests.exchange.lists import write_long_caseload
from tests.parts import postgres

COUNCILS, CHILDREN = 153, 500
UPGRADE = 120
"""Seconds for all, where there is nothing to do."""
PORT = 8953
READY = 180
PROGRAM = (sys.executable, "-m", "participation", "councils")


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A PostgreSQL whose commits are on the disk."""
    postgres.make(folder)
    postgres.start(folder, "listen_addresses=")
    try:
        yield f"postgresql://{postgres.SUPERUSER}@/postgres?host={folder}"
    finally:
        postgres.stop(folder, "fast")


def run(*words: object) -> float:
    """Seconds that a command took on the clock."""
    began = time.perf_counter()
    subprocess.run([*PROGRAM, *map(str, words)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def fill(folder: Path, names: list[str]) -> None:
    """So many children for each, by the list that each would send; two at a time."""
    rows = write_long_caseload(folder / "caseload.csv", CHILDREN)
    for pair in zip(names[::2], [*names[1::2], ""], strict=False):
        # A hundredth of the rows are wrong, so the command says 1.
        started = [subprocess.Popen([*PROGRAM, "run", name, "import", "caseload", str(rows)], stdout=subprocess.DEVNULL,
                                    stderr=subprocess.DEVNULL)
                   for name in pair if name]  # fmt: skip
        assert {each.wait() for each in started} == {1}


class Asking:
    """Somebody opens a page of one council, again and again."""

    def __init__(self) -> None:
        self.answered, self.refused, self.longest = 0, 0, 0.0
        self.ends = threading.Event()
        self.thread = threading.Thread(target=self._ask)

    def _ask(self) -> None:
        while not self.ends.is_set():
            began = time.perf_counter()
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=READY).read()
                self.answered += 1
            except (urllib.error.URLError, OSError):
                self.refused += 1
            self.longest = max(self.longest, time.perf_counter() - began)
            time.sleep(0.02)


def is_ready() -> bool:
    """Whether it serves."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=READY).close()
    except OSError:
        return False
    return True


@contextmanager
def asked(name: str) -> Iterator[Asking]:
    """One council serves, and is asked all the time."""
    serving = subprocess.Popen([*PROGRAM, "run", name, "serve", "--port", str(PORT)])
    asking = Asking()
    try:
        until = time.monotonic() + READY
        while not is_ready():
            assert time.monotonic() < until, "it does not serve"
            time.sleep(0.2)
        asking.thread.start()
        yield asking
        asking.ends.set()
        asking.thread.join()
    finally:
        serving.terminate()
        serving.wait()


def size_of(url: str) -> tuple[float, float]:
    """MiB of all databases, and of one council's."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT sum(pg_database_size(oid)), avg(pg_database_size(oid)) FILTER (WHERE datname LIKE 'council_%')"
            " FROM pg_database"
        ).fetchone()
    assert row is not None
    return float(row[0]) / 2**20, float(row[1]) / 2**20


def table(many: int, seconds: tuple[float, ...], asking: Asking, sizes: tuple[float, float]) -> list[str]:
    """As it stands on the page."""
    first, other, upgrading, backing_up, restoring = seconds
    return [
        f"`bench/councils.py`: {many} councils of {CHILDREN} children on one PostgreSQL; {machine()}.",
        "",
        "| what | seconds | at most |",
        "| :--- | ---: | ---: |",
        f"| `councils add`, the first, which makes the template, and each other; starting the program included"
        f" | {first:.1f}; {other:.1f} | |",
        f"| `councils upgrade` of all, nothing to do | {upgrading:.0f} | {UPGRADE} |",
        f"| `councils backup` of all | {backing_up:.0f} | |",
        f"| `councils restore` of one, while another was asked {asking.answered:,} times: {asking.refused} refused,"
        f" the longest {asking.longest:.2f} s | {restoring:.1f} | 0 refused |",
        "",
        "On the disk {:,.0f} MiB of databases, {:.1f} a council.".format(*sizes),
    ]


def main() -> None:
    """Make them, fill them, upgrade them, restore one."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--councils", type=int, default=COUNCILS)
    many = options.parse_args().councils
    with tempfile.TemporaryDirectory(prefix="c-", dir="/tmp") as made, server(_owned(Path(made) / "pg")) as url:
        folder = Path(made) / "councils"
        folder.mkdir()
        os.environ |= {"PARTICIPATION_COUNCILS": str(folder), "PARTICIPATION_COUNCILS_SERVER": url}
        names = [f"council_{number}" for number in range(many)]
        took = [
            run(
                "add", name, f"--public-url=https://{name}.example.org", f"--staff-url=https://staff.{name}.example.org"
            )
            for name in names
        ]
        fill(Path(made), names)
        upgrading = run("upgrade")
        kept = Path(made) / "kept"
        kept.mkdir()
        backing_up = run("backup", kept)
        halves = _carried_away(folder, Path(made) / "safe", names)
        with asked(names[1]) as asking:
            (file,) = kept.glob(f"{names[0]}-*")
            restoring = run("restore", names[0], file, *(word for half in halves for word in ("--half", half)))
        whole, of_one = size_of(url)
    seconds = (took[0], sorted(took[1:])[len(took) // 2], upgrading, backing_up, restoring)
    put("Many councils", table(many, seconds, asking, (whole, of_one)))
    assert upgrading < UPGRADE * many / COUNCILS, "the upgrade takes too long"
    assert not asking.refused, "a council was refused while another was restored"


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
