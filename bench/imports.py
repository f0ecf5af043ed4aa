"""Lists coming in: seconds and the highest memory of the whole return, of caseloads of three lengths, of a dataset."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from participation.config import ROOT
from tests.exchange.dataset.tables import write_long_dataset
from tests.exchange.lists import write_long_caseload
from tests.exchange.returns import WHOLE, options_of

LENGTHS = (1_000, 10_000, 100_000)
SECONDS = 20
"""The whole return may take so long."""
MAY_GROW = 1.5
"""So much more memory may the longest caseload take than the shortest: the numbers of its lines are remembered."""
MOST = 200
"""MiB at the highest, however long the list."""
REVIEWS, A_SECOND = 100_000, 5_000
"""Of the dataset: so many, and at least so many of them a second."""
PROGRAM = (sys.executable, "-m", "participation")


def run(*words: str | Path) -> tuple[float, float]:
    """Seconds, and MiB at the highest, of one command. The machine's start of the program is in it."""
    began = time.perf_counter()
    started = subprocess.Popen([*PROGRAM, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    assert started.returncode == ("caseload" in words), words  # of which some rows are wrong
    return time.perf_counter() - began, used.ru_maxrss / 1024


def fresh_database(folder: Path, name: str) -> None:
    """Point the program at a new database, with the settings that an installation has."""
    os.environ["PARTICIPATION_DATABASE_URL"] = f"sqlite:///{folder / name}.sqlite"
    os.environ["PARTICIPATION_KEYS_DIR"] = str(folder / "keys")
    run("keys", "init")
    run("db", "upgrade")


def measure(what: str, *words: str | Path) -> tuple[float, float]:
    """Run a command twice and print both: all new, and all as it was."""
    (seconds, memory), (again, _) = run(*words), run(*words)
    print(f"| {what} | {seconds:.1f} | {again:.1f} | {memory:.0f} |", flush=True)
    return seconds, memory


def main() -> None:
    """SQLite as it is set up by default: each commit is on the disk."""
    os.chdir(ROOT)
    print("| list | seconds | once more, seconds | highest memory, MiB |")
    print("| :--- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        fresh_database(folder, "return")
        seconds, _ = measure("SSDA903: 2,675 children, 12,582 reviews", "import", "ssda903", *options_of(WHOLE))
        assert seconds < SECONDS, "the return takes too long"
        highest = []
        for length in LENGTHS:
            fresh_database(folder, f"caseload-{length}")
            rows = write_long_caseload(folder / f"{length}.csv", length)
            highest.append(measure(f"caseload of {length:,} rows", "import", "caseload", rows)[1])
        fresh_database(folder, "dataset")
        tables = write_long_dataset(folder / "ssd", REVIEWS)
        seconds, memory = measure(f"dataset of {REVIEWS:,} reviews, 125,000 persons", "import", "ssd", tables)
        print(f"{REVIEWS / seconds:,.0f} reviews of the dataset a second")
    assert highest[-1] <= highest[0] * MAY_GROW, "the memory grows with the list"
    assert max(*highest, memory) <= MOST, "a long list takes too much memory"
    assert REVIEWS / seconds >= A_SECOND, "the dataset takes too long"


if __name__ == "__main__":
    main()
