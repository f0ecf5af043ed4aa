"""A national return as case systems export it in XML: read element by element, as the rows of its five tables."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO
from xml.parsers import expat

from participation.exchange.csv_rows import CsvRow, clean
from participation.exchange.file_kinds import kind_of
from participation.exchange.problems import Problem, Unreadable

ROOT, CHILD, HEADER = "EXPSSDA903", "CHILD", "HEADER"
_ELEMENTS = {"header": HEADER, "reviews": "AREVIEW", "uasc": HEADER, "episodes": "EPISODE"}
"""Whose end completes a row of each table."""
_DOLO = {"DOLO_START", "DOLO_END"}
"""Whatever element holds these completes a row of that table: by which name systems export it is not settled yet."""
_OPTIONAL = {"episodes", "dolo"}
_NAMES = {"CHILDID": "CHILD", "PL": "PLACE"}
"""What XML calls otherwise than the columns of the files."""
_NO = {"", "0", "no", "n", "false"}
_CHUNK = 1 << 16
_LONGEST_CELL = 10_000


class XmlRows:
    """The rows of one table, read anew each time they are asked for, so that a return of any length fits in memory.

    It is to `ssda903` what `csv_rows.Rows` is. A document that declares a type or an entity is refused unread: no
    return has one, and with them a small file grows without end or asks for others.
    """

    def __init__(self, stream: BinaryIO, name: str, table: str, columns: Sequence[str]) -> None:
        self.name = name
        self.lost = 0
        self.problems: list[Problem] = []
        self.month_first: Mapping[str, int] = {}
        self.absent: tuple[str, ...] = ()
        self._stream = stream
        self._table = table
        self._columns = columns

    def __iter__(self) -> Iterator[CsvRow]:
        yield from _Reading(self._stream, self.name, self._table, self._columns).rows()

    def note(self, problem: Problem) -> None:
        """List something that is wrong with this table."""
        self.problems.append(problem)


def tables_of(stream: BinaryIO, name: str, tables: Mapping[str, Sequence[str]]) -> dict[str, XmlRows]:
    """The tables of a return, without those that it may lack. Raise Unreadable if it is no return, or not whole."""
    if (kind := kind_of(stream)) and not kind.startswith("XML"):
        raise Unreadable(f"{name} is {kind}.")
    if not kind:
        raise Unreadable(f"{name} is no XML; files as CSV are given one by one, with --header and --reviews.")
    found = {table: XmlRows(stream, name, table, columns) for table, columns in tables.items()}
    if not sum(bool(row["CHILD"]) for row in found["header"]):  # read to its end: all of it is XML, or none is taken
        raise Unreadable(f"{name} has no {HEADER} with a CHILDID: it is no national return of children looked after.")
    return {table: rows for table, rows in found.items() if table not in _OPTIONAL or any(True for _ in rows)}


class _Reading:
    """One passage through the document."""

    def __init__(self, stream: BinaryIO, name: str, table: str, columns: Sequence[str]) -> None:
        self._stream, self._name = stream, name
        self._table, self._columns = table, set(columns)
        self._path: list[str] = []
        self._text: list[str] = []
        self._child: dict[str, str] = {}
        """What the header of the child says."""
        self._cells: dict[str, str] = {}
        self._line = 0
        self._depth = 0
        """How deep the element stands that holds an order."""
        self._done: deque[CsvRow] = deque()
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._begin
        self._parser.CharacterDataHandler = self._text.append
        self._parser.EndElementHandler = self._end

    def rows(self) -> Iterator[CsvRow]:
        self._stream.seek(0)
        try:
            while chunk := self._stream.read(_CHUNK):
                self._parser.Parse(chunk, False)
                while self._done:
                    yield self._done.popleft()
            self._parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            line = self._parser.CurrentLineNumber
            raise Unreadable(f"{self._name} is not whole as XML from line {line} on; export it again.") from error
        while self._done:
            yield self._done.popleft()

    def _refuse(self, *_declared: object) -> None:
        raise Unreadable(f"{self._name} declares a document type, which no national return does; export it without.")

    def _begin(self, tag: str, _attributes: dict[str, str]) -> None:
        name = _local(tag)
        if not self._path and name != ROOT:
            raise Unreadable(f"{self._name} is XML, but no national return: it begins with {name[:40]}, not {ROOT}.")
        self._path.append(name)
        self._text.clear()
        if name == CHILD and len(self._path) == 2:
            self._child = {}
        is_order = name in _DOLO and not self._depth
        if is_order if self._table == "dolo" else name == _ELEMENTS[self._table]:
            self._cells, self._line = {}, self._parser.CurrentLineNumber

    def _end(self, _tag: str) -> None:
        name = self._path.pop()
        within = self._path[-1] if self._path else ""
        text = clean("".join(self._text)[:_LONGEST_CELL])
        self._text.clear()
        if within == HEADER:
            self._child[_NAMES.get(name, name)] = text
        if self._table == "dolo":
            self._end_of_order(name, text)
        elif within == _ELEMENTS[self._table]:
            self._cells[_NAMES.get(name, name)] = text
        elif name == _ELEMENTS[self._table]:
            self._complete()

    def _end_of_order(self, name: str, text: str) -> None:
        if name in _DOLO:
            self._cells[name], self._depth = text, len(self._path)
        elif len(self._path) < self._depth:
            self._complete()
            self._depth = 0

    def _complete(self) -> None:
        cells = {**self._child, **self._cells}
        if self._table == "uasc" and cells.get("UASC", "").casefold() in _NO and not cells.get("DUC"):
            return
        child = cells.get("CHILD", "")
        row = {column: cells.get(column, "") for column in self._columns}
        self._done.append(CsvRow(self._line, row, of=f"Child {child}" if child else ""))


def _local(tag: str) -> str:
    """A name without the prefix of its namespace, in capitals."""
    return tag.rpartition(":")[2].upper()
