"""One forgiving reader for every list that comes in: whatever a spreadsheet writes, as rows of clean cells."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import TextIOWrapper
from itertools import chain
from typing import BinaryIO, Protocol, cast
from unicodedata import normalize

from participation.exchange.cells import which_first
from participation.exchange.file_kinds import encoding_of
from participation.exchange.plausibility import is_misread
from participation.exchange.problems import Problem, Unreadable, quoted

MARKS = ",;\t|"
"""What may separate cells."""
LONGEST_LINE = 1_000_000
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")
_ALSO = {"childid": "child", "claeclaepisodeceased": "claeclaepisodeceaseddate"}
"""What the XML of the national return, files made of it, and early versions of the dataset call a column otherwise."""
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
"""How somebody keeps Excel from making a number of `001`."""
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "")
"""Soft hyphens, marks of nothing, and what turns the direction of a text around without being seen."""
_INVISIBLE = _CONTROLS | _UNSEEN
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2066-\u2069]")
_READ_BY_PEOPLE = {"preferred_name", "officer_name", "name", "venue", "pers_forename"}
Tell = Callable[[int], None]


def _silently(_length: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class CsvRow:
    """The cells of one row by our names of the columns, and where the row starts."""

    line: int
    cells: dict[str, str]
    unclean: tuple[tuple[str, str], ...] = ()
    """Of the columns with names and places the cells as they came in which there were signs that nobody sees."""
    of: str = ""
    """Whom the row is about, where its line does not tell: systems write XML in one line."""

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


class RowsOfCells(Protocol):
    """Rows of cells out of whatever file, and what is wrong with them."""

    name: str
    problems: list[Problem]
    month_first: Mapping[str, int]
    """Columns whose days are written month first, each with the first line on which it can be nothing else."""
    absent: tuple[str, ...]
    """Columns that it does not have."""

    def __iter__(self) -> Iterator[CsvRow]:
        """The rows in their order."""

    def note(self, problem: Problem) -> None:
        """List something that is wrong with it."""


@contextmanager
def open_rows(
    stream: BinaryIO,
    name: str,
    columns: Sequence[str],
    needed: Sequence[str] | None = None,
    tell: Tell = _silently,
) -> Iterator["Rows"]:
    """The rows of a file that is open; `tell` is told the length of each line when it is read.

    Raise Unreadable if it is no list, or not this one: one of the columns that are needed is missing (all, unless
    told otherwise). The cells of other missing columns are empty.
    """
    written = encoding_of(stream, name)
    text = TextIOWrapper(stream, encoding=written.encoding, newline="")
    try:
        rows = Rows(text, name, columns, columns if needed is None else needed, tell)
        rows.problems.extend(written.doubts)
        if written.has_month_first:
            rows.month_first = _month_first(rows.once_more())
        yield rows
    finally:
        text.detach()  # the stream belongs to whoever opened it


class Rows:
    """The rows of one file, read as they are asked for, so that a list of any length fits in memory.

    What is wrong with the file stays with it, whoever finds it.
    """

    def __init__(
        self, text: TextIOWrapper, name: str, columns: Sequence[str], needed: Sequence[str], tell: Tell
    ) -> None:
        """Find out how the list is written; raise Unreadable if a column that is needed is missing."""
        self.name = name
        self.lost = 0
        """Rows that could not even be cut into cells."""
        self.breaks_off_on: int | None = None
        """The line of a cell that does not end: nobody has seen what stands after it."""
        self.problems: list[Problem] = []
        """In the order in which they were found."""
        self.month_first: Mapping[str, int] = {}
        self._text = text
        self._wanted = columns, needed
        self._tell = tell
        self._lines_read = 0
        self._is_at_end = False
        mark, head = self._mark_and_head(columns)
        self._lines_before = self._lines_read - 1
        self._reader = csv.reader(chain([head], self._lines()), delimiter=mark)
        self._width, self._places = self._columns(columns, needed)
        self._judged = [(name, at) for name, at in self._places.items() if name in _READ_BY_PEOPLE]
        self.absent = tuple(column for column in columns if column not in self._places)
        self._absent = dict.fromkeys(self.absent, "")

    def __iter__(self) -> Iterator[CsvRow]:
        for line, cells in self._rows():
            found = {name: clean(cells[at]) if at < len(cells) else "" for name, at in self._places.items()}
            row = CsvRow(line, found | self._absent, () if "".join(cells).isprintable() else self._unclean(cells))
            beyond = [found for found in map(clean, cells[self._width :]) if found]
            if beyond:
                self._note_too_wide(line, len(cells), beyond)
            elif any(row.cells.values()):
                yield row

    def _unclean(self, cells: list[str]) -> tuple[tuple[str, str], ...]:
        judged = ((name, cells[at]) for name, at in self._judged if at < len(cells) and not cells[at].isprintable())
        return tuple((name, cell) for name, cell in judged if _ODD.search(cell) and not is_misread(cell))

    def note(self, problem: Problem) -> None:
        """List something that is wrong with this file."""
        self.problems.append(problem)

    def once_more(self, columns: Sequence[str] = ()) -> Iterator[CsvRow]:
        """Every row from the first on, perhaps only these columns of it, wherever the reading of this file is, which
        goes on afterwards as if nothing had been."""
        stream = cast(BinaryIO, self._text.buffer)
        place = stream.tell()
        stream.seek(0)
        text = TextIOWrapper(stream, encoding=self._text.encoding, newline="")
        try:
            yield from Rows(text, self.name, *((columns, ()) if columns else self._wanted), _silently)
        finally:
            text.detach()
            stream.seek(place)

    def _lines(self) -> Iterator[str]:
        while line := self._text.readline(LONGEST_LINE):
            self._lines_read += 1
            self._tell(len(line))
            yield line
        self._is_at_end = True

    def _mark_and_head(self, columns: Sequence[str]) -> tuple[str, str]:
        """Which mark separates the cells, and the line with the names of the columns."""
        wanted = {_plain(column) for column in columns}
        for line in self._lines():
            said = re.fullmatch(r'\ufeff?"?sep=(.)"?\s*', line)  # a line that Excel reads and leaves out
            if said:
                return said[1], next(self._lines(), "")
            if clean(line).strip(MARKS):
                return max(MARKS, key=lambda mark: len(wanted & set(map(_plain, line.split(mark))))), line
        raise Unreadable(f"{self.name} is empty.")

    def _columns(self, columns: Sequence[str], needed: Sequence[str]) -> tuple[int, dict[str, int]]:
        """How many columns there are, and the place of each that is wanted."""
        try:
            head = next(self._reader)
        except csv.Error as error:
            raise Unreadable(f"{self.name} is not a list: its first line does not end.") from error
        names = [_plain(name) for name in head]
        for at, name in enumerate(names):
            meant = _ALSO.get(name)
            if meant and meant not in names and meant in map(_plain, columns):
                names[at] = meant
        missing = [column for column in needed if _plain(column) not in names]
        if missing:
            found = quoted(", ".join(map(clean, head)))
            raise Unreadable(f"{self.name} has no column {', '.join(missing)}; its first line is {found}.")
        twice = [column for column in columns if names.count(_plain(column)) > 1]
        if twice:
            raise Unreadable(f"{self.name} has two columns named {', '.join(twice)}.")
        return len(head), {column: names.index(_plain(column)) for column in columns if _plain(column) in names}

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with the line where it starts."""
        while True:
            line = self._lines_before + self._reader.line_num + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error:  # a cell that grew beyond what any cell holds
                self._is_at_end = True
            # A reader asks for a line beyond the last one only while a quotation mark is open.
            if self._is_at_end:
                self._note_unclosed(line)
                return
            if cells:  # none on an empty line, and a file may end with very many of them
                yield line, cells

    def _note_unclosed(self, line: int) -> None:
        message = "A cell of this row does not end, as if a quotation mark were missing; nothing after it is taken."
        self.note(Problem(self.name, line, "", "quote", "", message))
        self.lost += 1
        self.breaks_off_on = line

    def _note_too_wide(self, line: int, width: int, beyond: list[str]) -> None:
        message = (
            f"Expected {self._width} cells, found {width}; a cell that holds the separating mark needs"
            " quotation marks around it, and this row is not taken."
        )
        self.note(Problem(self.name, line, "", "cells", " ".join(beyond), message))
        self.lost += 1


@lru_cache(maxsize=1024)  # most cells say what one above them says
def clean(cell: str) -> str:
    """What stands in a cell, each letter whole, without stray spaces, line breaks and marks that nobody sees."""
    if cell.isascii() and cell.isprintable() and cell[:1] != "=":  # as most are, and a list has many
        return " ".join(cell.split()) if " " in cell else cell
    if not cell.isprintable():
        if is_misread(cell):  # of which every mark is a part
            return cell.strip()
        cell = cell.translate(_INVISIBLE)
    if found := _AS_TEXT.fullmatch(cell):
        cell = found[1]
    return " ".join(normalize("NFC", cell).split())


def _month_first(rows: Iterable[CsvRow]) -> dict[str, int]:
    """The columns in which some days can only be read with the month first, and none only with the day first."""
    lines: dict[str, int] = {}
    with_day_first = set()
    for row in rows:
        for column, cell in row.cells.items():
            first = which_first(cell)
            if first > 0:
                lines.setdefault(column, row.line)
            elif first:
                with_day_first.add(column)
    return {column: line for column, line in lines.items() if column not in with_day_first}


def _plain(column: str) -> str:
    """A column's name however it is written: `Child ID` is `child_id`."""
    return re.sub(r"[\W_]+", "", column).casefold()
