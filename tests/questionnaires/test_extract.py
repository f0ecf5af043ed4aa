"""The words of a questionnaire reach the translators with their place and a comment."""

from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file

from participation.questionnaires.answers import Answers
from participation.questionnaires.extract import extract
from participation.questionnaires.mistakes import Mistakes
from tests.questionnaires.tiny import TINY, shouted, tiny


def messages(name: str) -> list[tuple[int, tuple[str, str], list[str]]]:
    with (TINY / name).open("rb") as file:
        return [(line, words, comments) for line, _, words, comments in extract(file, [], [], {})]


def test_every_text_of_the_file_is_extracted_with_line_context_and_comment() -> None:
    found = messages("every_kind.adult.v1.toml")
    assert found[0] == (2, ("every_kind", "Every kind"), ["Questionnaire every_kind, title"])
    assert (9, ("every_kind.page.words", "Words"), ["Questionnaire every_kind, page words, title"]) in found
    assert (
        14,
        ("every_kind.name", "What are you called?"),
        ["Questionnaire every_kind, question name"],
    ) in found
    cat = ("every_kind.animal.cat", "A cat")
    assert (32, cat, ["Questionnaire every_kind, question animal, answer cat"]) in found
    low = ("every_kind.settled.lowest_text", "Not at all")
    assert (65, low, ["Questionnaire every_kind, question settled, lowest_text"]) in found


def test_babel_takes_them_as_it_takes_all_other_words() -> None:
    method = "participation.questionnaires.extract:extract"
    found = list(extract_from_file(method, TINY / "reworded.adult.v1.toml", DEFAULT_KEYWORDS))
    assert (14, "Were you heard?", ["Questionnaire reworded, question heard"], "reworded.heard") in [
        (line, words[1] if isinstance(words, tuple) else words, comments, context)
        for line, words, comments, context in found
    ]


def test_whatever_a_reader_sees_was_extracted_under_the_same_context() -> None:
    extracted = {shouted(*words) for _, words, _ in messages("following.adult.v1.toml")}
    said = Answers({"has_pet": "yes", "pets": ("dog", "other")})
    for line in said.lines(tiny("following.adult.v1"), shouted):
        assert {line.page_title, line.text, *line.value} <= extracted


def test_a_file_with_a_mistake_is_not_extracted_in_part(tmp_path: Path) -> None:
    file = tmp_path / "pets.short.v1.toml"
    file.write_text('title = "Pets"\n', "utf-8")
    with file.open("rb") as opened, pytest.raises(Mistakes):
        list(extract(opened, [], [], {}))
