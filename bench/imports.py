"""Lists coming in: seconds and the highest memory of the whole return, of caseloads of three lengths, of a dataset.

Written into `docs/performance.md`; seconds of the processor, so that it matters less what else runs here.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.page import machine, put
from participation.config import ROOT
from tests.exchange.dataset.tables import write_long_dataset
from tests.exchange.lists import write_long_caseload
from tests.exchange.returns import WHOLE, options_of, write_long_return

LENGTHS = (1_000, 10_000, 100_000)
SECONDS = 20
"""The whole return may take so long."""
MAY_GROW = 1.5
"""So much more memory may the longest caseload take than the shortest: the numbers of its lines are remembered."""
MOST = 200
"""MiB at the highest, however long the list."""
REVIEWS, A_SECOND = 100_000, 5_000
"""Of the dataset and of the return: so many, and at least so many of them a second."""
PROGRAM = (sys.executable, "-m", "participation")


class Measured(NamedTuple):
    """Of one list."""

    what: str
    seconds: float
    again: float
    """Once more, when all is as it was."""
    memory: float
    """MiB at the highest."""


def run(*words: str | Path) -> tuple[float, float]:
    """Seconds of the processor, and MiB at the highest, of one command. The start of the program is in it."""
    started = subprocess.Popen([*PROGRAM, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    assert started.returncode == ("caseload" in words), words  # of which some rows are wrong
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def fresh_database(folder: Path, name: str) -> None:
    """Point the program at a new database, with the settings that an installation has."""
    os.environ["PARTICIPATION_DATABASE_URL"] = f"sqlite:///{folder / name}.sqlite"
    os.environ["PARTICIPATION_KEYS_DIR"] = str(folder / "keys")
    run("keys", "init")
    run("db", "upgrade")


def measure(what: str, *words: str | Path) -> Measured:
    """Run a command twice: all new, and all as it was."""
    (seconds, memory), (again, _) = run(*words), run(*words)
    print(found := Measured(what, seconds, again, memory), flush=True)
    return found


def caseloads(folder: Path) -> Iterator[Measured]:
    """From the shortest to the longest."""
    for length in LENGTHS:
        fresh_database(folder, f"caseload-{length}")
        rows = write_long_caseload(folder / f"{length}.csv", length)
        yield measure(f"caseload of {length:,} rows", "import", "caseload", rows)


def long_ones(folder: Path) -> Iterator[Measured]:
    """As many reviews as a whole region has."""
    fresh_database(folder, "long-return")
    options = write_long_return(folder / "return", REVIEWS)
    yield measure(f"SSDA903 of {REVIEWS:,} reviews", "import", "ssda903", *options)
    fresh_database(folder, "dataset")
    tables = write_long_dataset(folder / "ssd", REVIEWS)
    yield measure(f"dataset of {REVIEWS:,} reviews, 125,000 persons", "import", "ssd", tables)


def table(found: Sequence[Measured]) -> list[str]:
    """As it stands on the page."""
    return [
        "`bench/imports.py`, on SQLite. Of the long ones",
        f"at least {A_SECOND:,} reviews a second and at most {MOST} MiB. Seconds of the processor; {machine()}.",
        "",
        "| list | seconds | once more | reviews a second | highest memory, MiB |",
        "| :--- | ---: | ---: | ---: | ---: |",
        *(
            f"| {each.what} | {each.seconds:.1f} | {each.again:.1f} | {_a_second(each)} | {each.memory:.0f} |"
            for each in found
        ),
    ]


def _a_second(found: Measured) -> str:
    return f"{REVIEWS / found.seconds:,.0f}" if f"{REVIEWS:,} reviews" in found.what else ""


def main() -> None:
    """SQLite as it is set up by default: each commit is on the disk."""
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        fresh_database(folder, "return")
        whole = measure("SSDA903: 2,675 children, 12,582 reviews", "import", "ssda903", *options_of(WHOLE))
        lists, long = list(caseloads(folder)), list(long_ones(folder))
    put("Lists", table([whole, *lists, *long]))
    assert whole.seconds < SECONDS, "the return takes too long"
    assert lists[-1].memory <= lists[0].memory * MAY_GROW, "the memory grows with the list"
    assert max(each.memory for each in (*lists, *long)) <= MOST, "a long list takes too much memory"
    assert all(REVIEWS / each.seconds >= A_SECOND for each in long), "a long one takes too long"


if __name__ == "__main__":
    main()
