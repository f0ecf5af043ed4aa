"""An adult is asked about a child by name; where the name may not be shown, about this child."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask

from participation.config import ROOT
from participation.questionnaires.checker import check_folder
from participation.questionnaires.model import Questionnaire
from participation.questionnaires.wording import words_in
from participation.questionnaires.words import CHILD, naming, untranslated
from participation.service.questionnaires import translate, translate_naming
from tests.questionnaires.shipped import LIBRARY
from tests.questionnaires.tiny import TINY

NAMED = naming("Erin", untranslated)
FORBIDDING = ("may not", "must not", "not to repeat", "not allowed", "do not wait")


def newest_for_adults() -> list[Questionnaire]:
    return [LIBRARY.latest(purpose, "adult") for purpose in ("carer_view", "parent_view", "partner_view")]


def test_the_name_stands_where_the_file_asks_for_it_and_is_kept_together() -> None:
    assert (
        NAMED("carer_view.settled", "How settled is {child} with you?") == "How settled is \u2068Erin\u2069 with you?"
    )
    assert NAMED("carer_view.school", "School") == "School"


def test_a_name_is_never_taken_for_a_placeholder() -> None:
    odd = naming("%s {child} <b>", untranslated)
    assert odd("x", "{child} and {child}") == "\u2068%s {child} <b>\u2069 and \u2068%s {child} <b>\u2069"


@pytest.mark.parametrize("questionnaire", newest_for_adults(), ids=lambda each: each.name)
def test_adults_are_asked_about_the_child_by_name_and_forbidden_nothing(questionnaire: Questionnaire) -> None:
    texts = [words.text for words in words_in(questionnaire)]
    assert sum(CHILD in text for text in texts) >= 5
    assert [text for text in texts if "the child" in text.lower()] == []
    assert [text for text in texts if any(word in text.lower() for word in FORBIDDING)] == []
    assert any("not printed for the others" in text for text in texts)


def test_what_nothing_is_put_in_for_is_a_mistake_and_so_is_a_name_in_a_childs_form(tmp_path: Path) -> None:
    text = (TINY / "following.adult.v1.toml").read_text("utf-8")
    first = next(line for line in text.splitlines() if line.startswith("text = "))
    for level, written, found in (("adult", "{name}", "{name}"), ("short", "{child}", "{child}"), ("adult", "{", "{")):
        folder = tmp_path / f"{level}{len(written)}"
        folder.mkdir()
        file = folder / f"following.{level}.v1.toml"
        file.write_text(text.replace(first, f'text = "Who is {written}?"', 1), "utf-8")
        assert any(f"“{found}”" in str(mistake) for mistake in check_folder(folder))


def test_a_translation_names_the_child_where_the_english_does() -> None:
    for path in (ROOT / "translations").glob("*/LC_MESSAGES/messages.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                if isinstance(message.id, str) and CHILD in message.id and message.string:
                    assert CHILD in message.string, message.id


def test_a_question_that_begins_with_this_child_begins_with_a_capital(app: Flask) -> None:
    asked = "carer_view.topic.child_says", "What {child} says"
    with app.test_request_context("/privacy?language=tr"):
        app.preprocess_request()
        assert translate_naming("Ayşe")(*asked) == "\u2068Ayşe\u2069 ne söylüyor"
        assert translate(*asked).startswith("Bu çocuk ")
