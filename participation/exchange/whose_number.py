"""Whose a telephone number is already: a text to a child goes to no adult, and one to an adult to no child."""

from collections.abc import Collection, Iterable

from participation.exchange import queries
from participation.exchange.reading import CellReading

HOME, ABROAD = "0", "+44"


class WhoseNumber:
    """Knows of the numbers in one batch who else has them: a number at home is the same with +44 before it."""

    def __init__(self, of_children: Iterable[str] = (), of_adults: Iterable[str] = ()) -> None:
        self._adults = _by_number(queries.adults_with_numbers(_written(of_children)))
        self._children = _by_number(queries.children_with_numbers(_written(of_adults)))

    def note_adult(self, reading: CellReading, number: str) -> None:
        """Say of a child's number which adult has it already."""
        if whose := self._adults.get(_bare(number)):
            _note(reading, f"This is the number of {whose} already. A text to the child would reach them. Whose is it?")

    def note_child(self, reading: CellReading, number: str) -> None:
        """Say of an adult's number which child has it already."""
        if whose := self._children.get(_bare(number)):
            _note(reading, f"This is the number of {whose} already. A text to an adult would reach them. Whose is it?")


def _note(reading: CellReading, message: str) -> None:
    reading.note("phone", "whose_number", message)


def _bare(number: str) -> str:
    return number.removeprefix(ABROAD).removeprefix(HOME)


def _written(numbers: Iterable[str]) -> Collection[str]:
    """However a number may have been written down before."""
    bare = {_bare(each) for each in numbers if each}
    return {each for number in bare for each in (HOME + number, ABROAD + number, number)}


def _by_number(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {_bare(number): whose for number, whose in found}
