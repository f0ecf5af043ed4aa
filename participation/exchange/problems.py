"""What an import could not take as it stood, said so that whoever keeps the list can put it right."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from io import StringIO
from pathlib import Path

from participation.csv_cells import as_text


class Unreadable(Exception):
    """Nothing can be taken from this file; the text is one plain sentence."""


NO_LONGER_NAMED = "no longer named"
"""The rule of somebody who is not on a complete list."""


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


def to_put_right(problems: Iterable[Problem]) -> str:
    """What is wrong with one list, for whoever keeps it, as CSV."""
    rows = ((str(each.line), each.column, each.found, each.message) for each in problems)
    return csv_of(("line", "column", "what stands there", "what to do"), rows)


def csv_of(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as a spreadsheet opens them: no cell runs there, and each letter is read as it was written."""
    text = StringIO(newline="")
    text.write("\ufeff")
    csv.writer(text).writerows([as_text(cell) for cell in row] for row in (head, *rows))
    return text.getvalue()
