"""On which line of a TOML file each value stands; tomllib does not say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Place = tuple[str | int, ...]
"""Keys and positions that lead to a value: ("pages", 0, "questions", 1, "text")."""

TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
    r"|\#[^\n]*|\n|[\[\]{}=,.]|[^\s\[\]{}=,.\"\'\#]+",
    re.DOTALL,
)


def line_of(place: Place, lines: dict[Place, int]) -> int:
    """The line of a value, or of what it stands in."""
    while place not in lines and place:
        place = place[:-1]
    return lines.get(place, 1)


def line_numbers(text: str) -> dict[Place, int]:
    """The line of every table, key and array element of a text that tomllib has read without complaint."""
    return _Scanner(list(_tokens(text))).scan()


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    line: int


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in TOKEN.finditer(text):
        if not match.group().startswith("#"):
            yield _Token(match.group(), line)
        line += match.group().count("\n")


class _Scanner:
    """Walks the tokens of valid TOML and notes where things are; values themselves are not its business."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.lines: dict[Place, int] = {}
        self.sizes: dict[Place, int] = {}

    def scan(self) -> dict[Place, int]:
        table: Place = ()
        while self.at < len(self.tokens):
            if self._peek() == "\n":
                self._take()
            elif self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.lines

    def _peek(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def _take(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def _header(self) -> Place:
        line = self._take().line
        is_array = self._peek() == "["
        if is_array:
            self._take()
        keys = self._keys("]")
        if is_array:
            self._take()
        place = self._inside(keys[:-1]) + (keys[-1],)
        if is_array:
            self.sizes[place] = self.sizes.get(place, 0) + 1
            place += (self.sizes[place] - 1,)
        self.lines[place] = line
        return place

    def _inside(self, keys: list[str]) -> Place:
        """A header's path, where a list of tables stands for its last one."""
        place: Place = ()
        for key in keys:
            place += (key,)
            if place in self.sizes:
                place += (self.sizes[place] - 1,)
        return place

    def _keys(self, end: str) -> list[str]:
        keys = []
        while (text := self._take().text) != end:
            if text != ".":
                keys.append(text.strip("\"'"))
        return keys

    def _pair(self, table: Place) -> None:
        line = self.tokens[self.at].line
        place = table + tuple(self._keys("="))
        self.lines[place] = line
        self._value(place)

    def _value(self, place: Place) -> None:
        if self._peek() == "[":
            self._take()
            position = 0
            while self._next_before("]"):
                self.lines[place + (position,)] = self.tokens[self.at].line
                self._value(place + (position,))
                position += 1
        elif self._peek() == "{":
            self._take()
            while self._next_before("}"):
                self._pair(place)
        else:
            while self._peek() not in ("", "\n", ",", "]", "}"):
                self._take()

    def _next_before(self, end: str) -> bool:
        """Step over commas and line ends; whether something comes before the closing bracket."""
        while self._peek() in ("\n", ","):
            self._take()
        if self._peek() != end:
            return True
        self._take()
        return False
