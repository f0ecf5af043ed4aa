"""What an import could not take as it stood, said so that whoever keeps the list can put it right."""

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from participation.csv_cells import as_text


class Unreadable(Exception):
    """Nothing can be taken from this file; the text is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell, or one row, that does not say what it should."""

    file: str
    line: int
    """The line of the file where the row starts, counted from 1 as an editor counts it."""
    column: str
    rule: str
    """The DfE's number, `duplicate`, `future`, or a short word of ours."""
    found: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" + (f", {self.column}" if self.column else "")
        return f"{place} ({self.rule}): {self.message}"


def quoted(found: str) -> str:
    """What stands in a cell, as a sentence speaks of it."""
    if not found:
        return "nothing"
    return f"“{found[:59]}…”" if len(found) > 60 else f"“{found}”"


def write_report(problems: Iterable[Problem], path: Path) -> None:
    """Write one row a problem, for a spreadsheet."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in fields(Problem)])
        writer.writerows([as_text(str(value)) for value in astuple(problem)] for problem in problems)
