"""Reads typed values out of a TOML table and notes what is missing, unknown or of the wrong type."""

from collections.abc import Mapping

from participation.questionnaires.lines import Place
from participation.questionnaires.mistakes import Notes


class Table:
    """One table of the file; every key that is asked for is known, any other is a mistake."""

    def __init__(self, data: Mapping[str, object], place: Place, notes: Notes) -> None:
        self.data = data
        self.place = place
        self.notes = notes
        self.known: set[str] = set()

    def text(self, key: str, needed: bool = False, default: str = "") -> str:
        value = self._value(key)
        if isinstance(value, str) and value.strip():
            return value
        if value is None and not needed:
            return default
        if value is None:
            self.notes.add(self.place, f"“{key}” is missing.")
        else:
            self.notes.add((*self.place, key), f"“{key}” must be a text with words in it.")
        return default

    def number(self, key: str, default: int) -> int:
        value = self._value(key)
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.notes.add((*self.place, key), f"“{key}” must be a whole number, 0 or more.")
        return default

    def flag(self, key: str) -> bool:
        value = self._value(key)
        if value is not None and not isinstance(value, bool):
            self.notes.add((*self.place, key), f"“{key}” must be true or false.")
        return value is True

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._value(key)
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            return tuple(value)
        self.notes.add((*self.place, key), f"“{key}” must be a list of at least one text.")
        return ()

    def table(self, key: str) -> "Table | None":
        value = self._value(key)
        if value is None:
            return None
        return self._table(value, (*self.place, key))

    def tables(self, key: str, needed: bool = False) -> "list[Table]":
        value = self._value(key)
        if value is None or value == []:
            if needed:
                self.notes.add(self.place, f"There are no “{key}”.")
            return []
        place = (*self.place, key)
        if not isinstance(value, list):
            self.notes.add(place, f"“{key}” must be a list of tables.")
            return []
        found = (self._table(each, (*place, position)) for position, each in enumerate(value))
        return [table for table in found if table is not None]

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in sorted(self.data.keys() - self.known):
            known = ", ".join(sorted(self.known))
            self.notes.add((*self.place, key), f"“{key}” is not known here; known are {known}.")

    def _value(self, key: str) -> object:
        self.known.add(key)
        return self.data.get(key)

    def _table(self, value: object, place: Place) -> "Table | None":
        if isinstance(value, dict):
            return Table(value, place, self.notes)
        self.notes.add(place, "This must be a table, such as { id = …, text = … }.")
        return None
