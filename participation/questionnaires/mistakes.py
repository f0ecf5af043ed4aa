"""What is wrong with a questionnaire file, said so that its author can put it right."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from participation.questionnaires.lines import Place, line_numbers, line_of


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    file: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class Mistakes(Exception):
    """A file, or several, that cannot be used; carries every mistake and not just the first."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class Notes:
    """Collects the mistakes of one file and knows the lines of its values."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.text = ""
        self.mistakes: list[Mistake] = []

    @cached_property
    def lines(self) -> dict[Place, int]:
        """Where each value stands; looked for only once somebody asks, for a file without mistakes needs no lines."""
        return line_numbers(self.text)

    def add(self, place: Place, sentence: str) -> None:
        self.add_at(line_of(place, self.lines), sentence)

    def add_at(self, line: int, sentence: str) -> None:
        self.mistakes.append(Mistake(self.file, line, sentence))
