"""In how many presses a main task is done, by the table in docs/journeys.md."""

from collections.abc import Iterator
from dataclasses import dataclass

from participation.config import ROOT

TABLE = ROOT / "docs" / "journeys.md"


@dataclass(frozen=True)
class Journey:
    """One row of the table."""

    role: str
    task: str
    presses: int
    tests: tuple[str, ...]
    """The files in which somebody presses and counts."""


def journeys() -> Iterator[Journey]:
    """The table, from top to end."""
    for row in TABLE.read_text().splitlines():
        cells = [each.strip() for each in row.strip("|").split("|")]
        if len(cells) == 4 and cells[2].isdigit():
            role, task, presses, tests = cells
            yield Journey(role, task, int(presses), tuple(each.strip(" `") for each in tests.split(",")))


def promised(task: str) -> int:
    """How many presses of a task."""
    (found,) = (each.presses for each in journeys() if each.task == task)
    return found
