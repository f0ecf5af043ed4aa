"""Finds every authoring mistake in a folder of questionnaires, with file, line and one sentence."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from participation.questionnaires.loader import read
from participation.questionnaires.mistakes import Mistake, Notes
from participation.questionnaires.model import Questionnaire
from participation.questionnaires.published import changed_since_published
from participation.questionnaires.rules import placed_questions
from participation.questionnaires.wording import note_wording


def check_folder(folder: Path) -> tuple[Mistake, ...]:
    """Every mistake in the folder, in the order of files and lines; () when there is none."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        return (Mistake(folder, 1, "There is no questionnaire in this folder."),)
    readings = [read(file) for file in files]
    for questionnaire, notes in readings:
        if questionnaire:
            note_wording(questionnaire, notes)
    _note_changed_kinds(readings)
    found = [mistake for _, notes in readings for mistake in notes.mistakes]
    return tuple(sorted({*found, *changed_since_published(folder)}))


def _note_changed_kinds(readings: Iterable[tuple[Questionnaire | None, Notes]]) -> None:
    """One id is one question in every level and version of a purpose, or its figures would mix two."""
    first: dict[tuple[str, str], tuple[str, Path]] = {}
    for questionnaire, notes in readings:
        for place, key, kind in _kinds_of(questionnaire):
            known, file = first.setdefault(key, (kind, notes.file))
            if known != kind:
                sentence = f"“{key[1]}” is a {kind} here and a {known} in {file.name}."
                notes.add((*place, "kind"), sentence)


def _kinds_of(
    questionnaire: Questionnaire | None,
) -> Iterator[tuple[tuple[str | int, ...], tuple[str, str], str]]:
    if questionnaire:
        for place, question in placed_questions(questionnaire):
            yield place, (questionnaire.purpose, question.id), question.kind
