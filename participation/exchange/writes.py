"""What an import will write and what it counted, gathered so that a batch costs a few statements."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from participation.db import Base
from participation.exchange.problems import Problem

NEW, CHANGED, UNCHANGED, MOVED, GONE = "new", "changed", "unchanged", "moved", "taken back"


@dataclass
class Writes:
    """Rows to add and to change, by model, each list in its order."""

    new: dict[type[Base], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[type[Base], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, model: type[Base], **values: object) -> None:
        """A row to add."""
        self.new[model].append(values)

    def change(self, model: type[Base], **values: object) -> None:
        """A row to change: its key and what is different."""
        self.changed[model].append(values)

    @property
    def is_any(self) -> bool:
        """Whether there is anything to write."""
        return any(self.new.values()) or any(self.changed.values())


@dataclass
class Taken:
    """What came of an import: how many rows, and how many things of each kind are new, changed or as they were."""

    rows: int = 0
    refused: int = 0
    without_officer: int = 0
    """Reviews whose row names no officer and that have none: allowed, but no letter goes out for them."""
    taken_as_two: Sequence[str] = ()
    """The numbers of new children who have one name and birthday, and of whom the list says other things."""
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    problems: Sequence[Problem] = ()
    """Everything that could not be taken as it stood, in the order of the files."""

    def count(self, of: str, state: str) -> None:
        """One more."""
        self.counts[of][state] += 1

    @property
    def has_changes(self) -> bool:
        """Whether anything is not as it was."""
        return any(count[state] for count in self.counts.values() for state in (NEW, CHANGED, MOVED, GONE))

    def __str__(self) -> str:
        """In words: `children: 3 new, 97 unchanged; reviews: 12 new`."""
        return "; ".join(
            f"{of}: " + ", ".join(f"{number:,} {state}" for state, number in count.items())
            for of, count in self.counts.items()
        )


def different(known: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """What a list says that is not known so already."""
    return {name: value for name, value in said.items() if known[name] != value}
