"""Gives Babel the words of a questionnaire file, so that they can be translated like all others."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from participation.questionnaires.lines import line_of
from participation.questionnaires.loader import read
from participation.questionnaires.mistakes import Mistakes
from participation.questionnaires.wording import words_in

Message = tuple[int, str, tuple[str, str], list[str]]


def extract(
    fileobj: IO[bytes], keywords: Sequence[str], comment_tags: Sequence[str], options: Mapping[str, str]
) -> Iterator[Message]:
    """Babel's extractor: line, function, (context, English) and the comment for the translator."""
    questionnaire, notes = read(Path(fileobj.name))
    if questionnaire is None or notes.mistakes:
        raise Mistakes(notes.mistakes)
    for words in words_in(questionnaire):
        line = line_of(words.place, notes.lines)
        if words.is_for_translators:
            yield line, "pgettext", (words.context, words.text), [words.comment]
