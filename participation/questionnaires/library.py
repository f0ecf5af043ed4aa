"""All questionnaires of this installation, read once at start."""

from collections.abc import Iterable
from pathlib import Path

from participation.questionnaires.loader import load
from participation.questionnaires.mistakes import Mistake, Mistakes
from participation.questionnaires.model import LEVELS, Questionnaire

DEFINITIONS = Path(__file__).parent / "definitions"


class NoSuchQuestionnaire(LookupError):
    """A purpose, level or version that no file defines."""


class Library:
    """Questionnaires by purpose, level and version; every version stays, for the answers given to it."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._by_name: dict[tuple[str, str, int], Questionnaire] = {}
        mistakes: list[Mistake] = []
        for file in (file for folder in folders for file in sorted(folder.glob("*.toml"))):
            try:
                self._add(load(file), file)
            except Mistakes as found:
                mistakes.extend(found.mistakes)
        if mistakes:
            raise Mistakes(mistakes)
        self._levels = {purpose: self._written(purpose) for purpose, _, _ in self._by_name}

    def get(self, purpose: str, level: str, version: int) -> Questionnaire:
        try:
            return self._by_name[purpose, level, version]
        except KeyError:
            raise NoSuchQuestionnaire(f"There is no questionnaire {purpose}.{level}.v{version}.") from None

    def latest(self, purpose: str, level: str) -> Questionnaire:
        versions = [each.version for each in self.all() if (each.purpose, each.level) == (purpose, level)]
        if not versions:
            raise NoSuchQuestionnaire(f"There is no questionnaire {purpose} for the level {level}.")
        return self.get(purpose, level, max(versions))

    def levels(self, purpose: str) -> tuple[str, ...]:
        """The levels that a purpose comes in, the youngest first; () when nobody wrote one."""
        return self._levels.get(purpose, ())

    def all(self) -> tuple[Questionnaire, ...]:
        return tuple(self._by_name.values())

    def _written(self, purpose: str) -> tuple[str, ...]:
        written = {level for of, level, _ in self._by_name if of == purpose}
        return tuple(level for level in LEVELS if level in written)

    def _add(self, questionnaire: Questionnaire, file: Path) -> None:
        key = (questionnaire.purpose, questionnaire.level, questionnaire.version)
        if key in self._by_name:
            raise Mistakes([Mistake(file, 1, f"Another folder already has {questionnaire.name}.")])
        self._by_name[key] = questionnaire
