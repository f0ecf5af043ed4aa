"""Files become questionnaires, or are refused with everything that is wrong and where."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.questionnaires.lines import line_numbers
from participation.questionnaires.loader import load
from participation.questionnaires.mistakes import Mistakes
from participation.questionnaires.model import Condition, Questionnaire
from tests.questionnaires.made import questionnaires
from tests.questionnaires.tiny import TINY, tiny
from tests.questionnaires.toml import as_toml, quoted


def test_the_name_of_the_file_says_purpose_level_and_version() -> None:
    questionnaire = tiny("reworded.adult.v2")
    assert (questionnaire.purpose, questionnaire.level, questionnaire.version) == ("reworded", "adult", 2)
    assert questionnaire.name == "reworded.adult.v2"


def test_everything_that_the_file_says_is_in_the_model() -> None:
    signals = tiny("signals.short.v1")
    assert signals.title == "Signals"
    assert signals.can_be_voiced_by == "officer"
    assert signals.asks_for_advocate_if == Condition("wants_advocate", ("yes", "dont_know"))
    assert signals.kept_from_officer_if == Condition("keep", ("yes",))
    assert signals.read_first_if[1] == Condition("feeling", ("0", "1"))
    scale = tiny("every_kind.adult.v1").question("settled")
    assert (scale.lowest, scale.highest, scale.lowest_text) == (1, 5, "Not at all")
    assert scale.context == "every_kind.settled"


def test_pages_and_questions_are_found_by_id() -> None:
    questionnaire = tiny("following.adult.v1")
    assert questionnaire.page("end").title == "The end"
    assert questionnaire.question("pets").kind == "choices"
    for find in (questionnaire.page, questionnaire.question):
        with pytest.raises(KeyError):
            find("nowhere")


@given(questionnaires())
def test_a_written_questionnaire_loads_as_the_same(
    tmp_path_factory: pytest.TempPathFactory, made: Questionnaire
) -> None:
    file = tmp_path_factory.mktemp("made") / "made.adult.v1.toml"
    file.write_text(as_toml(made), "utf-8")
    assert load(file) == made


def test_a_file_that_cannot_be_used_is_refused_with_every_mistake_at_once(tmp_path: Path) -> None:
    file = tmp_path / "reworded.adult.v1.toml"
    text = (TINY / file.name).read_text("utf-8")
    file.write_text(text.replace('"choice"', '"chioce"').replace('"after"', '"befour"'), "utf-8")
    with pytest.raises(Mistakes) as refused:
        load(file)
    assert [mistake.line for mistake in refused.value.mistakes] == [4, 13]
    assert str(refused.value).startswith(f"{file}:4: The journey “befour” is none of ")


def test_every_value_of_a_file_has_its_line() -> None:
    text = (
        "# a comment with = [ and \"\ntitle = 'It''s'\n".replace("''", "")
        + 'intro = """one\n[two]\n"three" """\n'
        + "numbers = [ 1.5, # one\n  [2, 3],\n\n  { x = 4 } ]\n"
        + "[[pages]]\n"
        + "[pages.show_if]\n"
        + 'question = "a # b"\n'
        + "[[pages]]\n"
        + "[[pages.questions]]\n"
        + 'a."b".c = 1\n'
    )
    assert tomllib.loads(text)["pages"][1]["questions"][0]["a"]["b"]["c"] == 1
    lines = line_numbers(text)
    assert lines["title",] == 2
    assert lines["intro",] == 3
    assert lines["numbers", 0] == 6
    assert lines["numbers", 1, 1] == 7
    assert lines["numbers", 2, "x"] == 9
    assert lines["pages", 0, "show_if", "question"] == 12
    assert lines["pages", 1, "questions", 0] == 14
    assert lines["pages", 1, "questions", 0, "a", "b", "c"] == 15


@given(st.lists(st.text(), max_size=5), st.lists(st.sampled_from(["", "# [[", "#'"]), max_size=3))
def test_no_text_confuses_the_line_numbers(texts: list[str], between: list[str]) -> None:
    filler = "\n".join(["", *between, ""])
    items = filler.join(f"{{ text = {quoted(_no_surrogates(text))} }}," for text in texts)
    lines = line_numbers(f"options = [{filler}{items}]\nlast = true\n")
    gap = filler.count("\n")
    starts = [1 + gap * (at + 1) for at in range(len(texts))]
    assert [lines["options", at, "text"] for at in range(len(texts))] == starts
    assert lines["last",] == (starts[-1] if starts else 1 + gap) + 1


def _no_surrogates(text: str) -> str:
    return text.encode("utf-8", "ignore").decode("utf-8")
