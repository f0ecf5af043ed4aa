"""What councils hold that serve at once on one PostgreSQL, each with its own services: memory, connections, processor.

Written into `docs/performance.md`.

.venv/bin/python -m bench.councils_at_work [--serving 8] [--children 500]
"""

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.councils import CHILDREN, SENDING, SERVING, add, carried_away, fill, owned, server
from bench.living import connections, memory, processor
from bench.page import machine, put
from tests.councils.callers import Caller, callers, calling
from tests.councils.serving import lived

MINUTE = 60
EVERY = 5
"""Seconds between two looks at who is connected."""
ASKED = 100
"""Pages that are asked for at the least on each side, before memory is looked at again."""


@dataclass(frozen=True)
class AtWork:
    """What some councils hold that serve at once."""

    councils: int
    fresh: float
    """MiB of one council's processes, before anybody has asked for anything."""
    worked: float
    """The same, when its pages have been asked for."""
    of_server: float
    """MiB of PostgreSQL's."""
    resting: float
    """Seconds of the processor that one council takes in a minute in which nobody asks for anything."""
    of_server_resting: float
    """The same, of PostgreSQL's."""
    at_rest: int
    at_most: int
    """Connections of all."""


def looked_at(pids: Sequence[int], server_pid: int, url: str, asking: Sequence[Caller]) -> AtWork:
    """A minute of rest, and one in which all of them ask all the time."""
    many = len(asking) // 2
    time.sleep(MINUTE)  # what they do once, when they start
    fresh, before = memory(pids), (processor(pids), processor([server_pid]))
    at_rest = _most_connections(url)
    rested = processor(pids) - before[0], processor([server_pid]) - before[1]
    with calling(asking):
        at_most = _most_connections(url)
        while min(len(each.answered) for each in asking) < ASKED:
            time.sleep(EVERY)
    held = fresh / many, memory(pids) / many, memory([server_pid])
    return AtWork(many, *held, rested[0] / many, rested[1] / many, at_rest, at_most)


def _most_connections(url: str) -> int:
    """The most that were seen in a minute."""
    until, most = time.monotonic() + MINUTE, 0
    while time.monotonic() < until:
        most = max(most, connections(url))
        time.sleep(EVERY)
    return most


def table(work: AtWork, children: int) -> list[str]:
    """As it stands on the page."""
    return [
        f"`bench/councils_at_work.py`: {work.councils} councils of {children} children, of each both sides by"
        f" themselves and a worker; {machine()}.",
        "",
        "| what | found |",
        "| :--- | ---: |",
        f"| memory of one council's processes: freshly started; after {ASKED} pages or more of each side"
        f" | {work.fresh:.0f}; {work.worked:.0f} MiB |",
        f"| memory of PostgreSQL | {work.of_server:.0f} MiB |",
        f"| connections of all {work.councils}: nobody asks; a child and an officer of each ask all the time"
        f" | {work.at_rest}; {work.at_most} |",
        f"| processor that a council takes in a minute in which nobody asks: its processes; PostgreSQL for it"
        f" | {work.resting:.2f}; {work.of_server_resting:.2f} s |",
    ]


def main() -> None:
    """Make them, fill them, let them serve."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--serving", type=int, default=SERVING)
    options.add_argument("--children", type=int, default=CHILDREN)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="c-", dir="/tmp") as made, server(owned(Path(made) / "pg")) as url:
        folder = Path(made) / "councils"
        folder.mkdir()
        os.environ |= {"PARTICIPATION_COUNCILS": str(folder), "PARTICIPATION_COUNCILS_SERVER": url}
        names = [f"council_{number}" for number in range(given.serving)]
        for name in names:
            add(name)
        fill(Path(made), names, given.children)
        carried_away(folder, Path(made) / "safe", names)
        with lived(folder, names) as (serving, pids):
            asking = callers(folder, serving, SENDING)
            work = looked_at(pids, _pid(Path(made) / "pg"), url, asking)
        lines = table(work, given.children)
        assert not any(each.refused or each.wrong for each in asking), "somebody was refused"
    print("\n".join(lines))
    put("Councils at work", lines)


def _pid(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


if __name__ == "__main__":
    main()
