"""Every authoring mistake is found, and said with its file, its line and one sentence."""

from pathlib import Path

import pytest

from participation.questionnaires.checker import check_folder
from participation.questionnaires.mistakes import Mistake
from participation.questionnaires.published import checksum
from tests.questionnaires.tiny import TINY

GOOD = """\
title = "Pets"
short_title = "Pets"
journey = "views"
envelope = "views"
asks_for_advocate_if = { question = "has_pet", is_any_of = ["talk_to_officer"] }
read_first_if = [
  { question = "has_pet", is_any_of = ["no"] },
]

[[pages]]
id = "pet"
title = "Your pet"

[[pages.questions]]
id = "has_pet"
kind = "choice"
text = "Do you have a pet?"
options = [
  { id = "yes", text = "Yes", picture = "yes" },
  { id = "no", text = "No", picture = "no" },
  { id = "dont_know", text = "I don’t know" },
  { id = "talk_to_officer", text = "I’d rather talk to my officer" },
]

[[pages]]
id = "more"
title = "More"
show_if = { question = "has_pet", is_any_of = ["yes"] }

[[pages.questions]]
id = "pet_name"
kind = "short_text"
text = "What is it called?"
max_length = 40
"""
NAME = "pets.short.v1.toml"


def check(folder: Path, text: str, name: str = NAME) -> list[tuple[int, str]]:
    (folder / name).write_text(text, "utf-8")
    found = check_folder(folder)
    assert {mistake.file for mistake in found} <= {folder / name}
    return [(mistake.line, mistake.sentence) for mistake in found]


def test_a_good_file_has_no_mistake(tmp_path: Path) -> None:
    assert check(tmp_path, GOOD) == []


def test_the_tiny_questionnaires_of_these_tests_have_no_mistake() -> None:
    assert check_folder(TINY) == ()


@pytest.mark.parametrize(
    ("was", "becomes", "line", "sentence"),
    [
        ('"Your pet"', '"Your pet', 12, "This is not readable TOML in UTF-8"),
        ('short_title = "Pets"\n', "", 1, "“short_title” is missing."),
        ('text = "What is it called?"\n', "", 30, "“text” is missing."),
        ('"What is it called?"', '"  "', 33, "“text” must be a text with words in it."),
        ('"What is it called?"', "7", 33, "“text” must be a text with words in it."),
        ("max_length = 40", "maxlength = 40", 34, "“maxlength” is not known here; known are asks_sharing,"),
        ("max_length = 40", 'max_length = "40"', 34, "“max_length” must be a whole number, 0 or more."),
        ("max_length = 40", "max_length = 0", 34, "“pet_name” leaves no room for a single letter."),
        ("max_length = 40", "required = 1", 34, "“required” must be true or false."),
        ('journey = "views"', 'journey = "veiws"', 3, "The journey “veiws” is none of views, meeting,"),
        ('envelope = "views"', 'envelope = "paper"', 4, "The envelope “paper” is none of views, feedback,"),
        ('kind = "short_text"', 'kind = "text"', 32, "The kind “text” is none of short_text, long_text,"),
        ('kind = "short_text"', 'kind = "choice"', 30, "“pet_name” is a choice and needs at least two options."),
        ('kind = "choice"', 'kind = "date"', 18, "“has_pet” is a date and has no use for options."),
        ('kind = "choice"', 'kind = "faces"', 21, "The option “dont_know” is a face and needs a picture."),
        ("max_length = 40", "lowest = 10", 34, "“pet_name” must have a lowest below its highest."),
        ('id = "pet_name"', 'id = "petName"', 31, "The question id “petName” must be small letters,"),
        ('id = "pet_name"', 'id = "has_pet"', 31, "The question id “has_pet” is used twice."),
        ('id = "more"', 'id = "pet"', 26, "The page id “pet” is used twice."),
        ('id = "more"', 'id = "done"', 26, "The page id “done” is the address of something else."),
        ('{ id = "no",', '{ id = "yes",', 20, "The option id “yes” is used twice."),
        ('{ id = "no",', '{ id = "abcdefghjkmnpqrstvwxyz0123",', 20, "The option id “abcdefghjkmnpqrstvwxyz0123”"),
        ('picture = "no"', 'picture = "unicorn"', 20, "The picture “unicorn” is not drawn;"),
        ('show_if = { question = "has_pet"', 'show_if = { question = "pet"', 28, "There is no question “pet” in an"),
        ('show_if = { question = "has_pet"', 'show_if = { question = "pet_name"', 28, "There is no question “pet_"),
        ('is_any_of = ["yes"]', 'is_any_of = ["maybe"]', 28, "“maybe” is no option of the question “has_pet”."),
        ('is_any_of = ["yes"]', "is_any_of = []", 28, "“is_any_of” must be a list of at least one text."),
        ('is_any_of = ["no"]', 'is_any_of = ["never"]', 7, "“never” is no option of the question “has_pet”."),
        ('is_any_of = ["talk_to_officer"]', 'is_any_of = ["x"]', 5, "“x” is no option of the question “has_pet”."),
        ('show_if = { question = "has_pet", is_any_of = ["yes"] }', "show_if = true", 28, "This must be a table"),
        ('  { id = "dont_know", text = "I don’t know" },\n', "", 14, "“has_pet” has no option “dont_know”."),
        ('id = "talk_to_officer"', 'id = "talk"', 14, "“has_pet” has no option “talk_to_…”"),
    ],
)
def test_a_mistake_names_its_line_and_what_is_wrong(
    tmp_path: Path, was: str, becomes: str, line: int, sentence: str
) -> None:
    assert GOOD.count(was) == 1
    found = check(tmp_path, GOOD.replace(was, becomes))
    assert any(at == line and said.startswith(sentence) for at, said in found), found


MAP = """\
title = "Pets"
short_title = "Pets"
journey = "views"
envelope = "views"
just_one_thing = "pet_words"
topics = [
  { id = "pet", title = "My pet", picture = "star" },
  { id = "end", title = "At the end", picture = "write" },
]

[[pages]]
id = "pet"
topic = "pet"
asked_of = "helper"

[[pages.questions]]
id = "has_pet"
kind = "choice"
text = "Does the child have a pet?"
options = [
  { id = "yes", text = "Yes", reply = "Lovely." },
  { id = "no", text = "No" },
]

[[pages]]
id = "more"
topic = "end"
hide_if = { question = "*", is_any_of = ["no"] }

[[pages.questions]]
id = "pet_words"
kind = "long_text"
text = "What is it like?"
"""


def test_a_good_map_has_no_mistake(tmp_path: Path) -> None:
    assert check(tmp_path, MAP) == []


@pytest.mark.parametrize(
    ("was", "becomes", "line", "sentence"),
    [
        ('id = "more"\ntopic = "end"', 'id = "more"\ntopic = "pet"', 8, "No page stands in the topic “end”."),
        ('id = "more"\ntopic = "end"', 'id = "more"\ntopic = "and"', 27, "The page “more” must stand in a topic of"),
        ('id = "more"\ntopic = "end"', 'id = "more"\ntitle = "More"', 25, "The page “more” must stand in a topic"),
        ('id = "pet"\ntopic', 'id = "pet"\ntitle = "Pet"\ntopic', 13, "“title” is not known here;"),
        ('{ id = "end", title', '{ id = "pet", title', 8, "The topic id “pet” is used twice."),
        ('picture = "write"', 'picture = "quill"', 8, "The picture “quill” is not drawn;"),
        ('asked_of = "helper"', 'asked_of = "carer"', 14, "A page is asked of “helper” or of nobody"),
        (
            'asked_of = "helper"',
            'only_for = "twins"',
            14,
            "A page is only for unaccompanied, other_language, or for everybody.",
        ),
        ('just_one_thing = "pet_words"', 'just_one_thing = "has_pet"', 5, "There is no long_text “has_pet”"),
        ('is_any_of = ["no"]', 'is_any_of = ["never"]', 28, "“never” is no option of the question “*”."),
        ('asked_of = "helper"\n', "", 15, "“has_pet” has no option “dont_know”."),
    ],
)
def test_a_mistake_of_a_map_names_its_line_too(
    tmp_path: Path, was: str, becomes: str, line: int, sentence: str
) -> None:
    assert MAP.count(was) == 1
    found = check(tmp_path, MAP.replace(was, becomes))
    assert any(at == line and said.startswith(sentence) for at, said in found), found


def test_young_children_choose_between_two_answers_and_not_knowing(tmp_path: Path) -> None:
    text = GOOD.replace('  { id = "talk_to_officer", text = "I’d rather talk to my officer" },\n', "")
    text = text.replace('asks_for_advocate_if = { question = "has_pet", is_any_of = ["talk_to_officer"] }\n', "")
    assert len(check(tmp_path, text)) == 1
    (tmp_path / NAME).unlink()
    assert check(tmp_path, text, "pets.pictures.v1.toml") == []


def test_a_mistake_reads_as_file_line_and_sentence() -> None:
    assert str(Mistake(Path("pets.short.v1.toml"), 7, "It is wrong.")) == "pets.short.v1.toml:7: It is wrong."


def test_several_mistakes_of_one_file_are_said_in_the_order_of_its_lines(tmp_path: Path) -> None:
    text = GOOD.replace('"views"\nenvelope', '"veiws"\nenvelope').replace("max_length = 40", "lenght = 1")
    assert [line for line, _ in check(tmp_path, text)] == [3, 34]


@pytest.mark.parametrize("text", ["pages = []\n", "", "pages = 3\n"])
def test_a_questionnaire_needs_pages(tmp_path: Path, text: str) -> None:
    head = GOOD.split("asks_for")[0]
    assert len(check(tmp_path, text + head)) == 1


@pytest.mark.parametrize("name", ["pets.toml", "pets.short.toml", "pets.short.1.toml", "Pets.short.v1.toml"])
def test_a_file_name_that_is_not_purpose_level_and_version_is_a_mistake(tmp_path: Path, name: str) -> None:
    found = check(tmp_path, GOOD, name)
    assert found == [(1, "The file must be named purpose.level.vN.toml, such as my_views.short.v1.toml.")]


def test_an_unknown_level_is_a_mistake(tmp_path: Path) -> None:
    found = check(tmp_path, GOOD, "pets.long.v1.toml")
    assert found == [(1, "The level “long” is none of pictures, short, full, leaving_care, adult.")]


def test_a_childs_sentence_has_at_most_twelve_words(tmp_path: Path) -> None:
    long = "Please tell us every single thing about what your own pet is called?"
    found = check(tmp_path, GOOD.replace("What is it called?", long))
    assert found == [(33, f"A child's sentence has 13 words, over 12: “{long[:-1]}”.")]
    two = "Please tell us about your pet. What does everybody at home call it?"
    assert check(tmp_path, GOOD.replace("What is it called?", two)) == []


def test_adults_may_be_asked_longer_questions_without_a_way_out(tmp_path: Path) -> None:
    longer = GOOD.replace("What is it called?", "word " * 20).replace('"dont_know"', '"unsure"')
    assert check(tmp_path, longer, "pets.adult.v1.toml") == []


def test_one_id_is_one_kind_of_question_in_every_level_of_a_purpose(tmp_path: Path) -> None:
    (tmp_path / "pets.adult.v1.toml").write_text(GOOD, "utf-8")
    found = check(tmp_path, GOOD.replace('"short_text"', '"long_text"'))
    assert found == [(32, "“pet_name” is a long_text here and a short_text in pets.adult.v1.toml.")]


def test_an_empty_folder_is_a_mistake(tmp_path: Path) -> None:
    assert check_folder(tmp_path) == (Mistake(tmp_path, 1, "There is no questionnaire in this folder."),)


def test_a_file_that_is_not_utf_8_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(GOOD.encode("cp1252"))
    assert [mistake.line for mistake in check_folder(tmp_path)] == [1]


def publish(folder: Path) -> Path:
    file = folder / NAME
    file.write_text(GOOD, "utf-8")
    (folder / "published.sha256").write_text(f"{checksum(file)}  {NAME}\n", "utf-8")
    return file


def test_a_published_file_that_is_unchanged_is_no_mistake(tmp_path: Path) -> None:
    publish(tmp_path)
    assert check_folder(tmp_path) == ()


def test_a_published_file_that_was_changed_is_named(tmp_path: Path) -> None:
    file = publish(tmp_path)
    file.write_text(GOOD.replace("What is it called?", "What is its name?"), "utf-8")
    sentence = "This was changed after it was published; make the change a new version."
    assert check_folder(tmp_path) == (Mistake(file, 1, sentence),)


def test_a_published_file_that_is_gone_is_named(tmp_path: Path) -> None:
    publish(tmp_path).rename(tmp_path / "pets.short.v2.toml")
    listed = tmp_path / "published.sha256"
    sentence = f"{NAME} was published and is gone; answers to it remain."
    assert check_folder(tmp_path) == (Mistake(listed, 1, sentence),)


def test_a_line_of_the_published_list_that_says_nothing_is_named(tmp_path: Path) -> None:
    publish(tmp_path)
    listed = tmp_path / "published.sha256"
    listed.write_text(listed.read_text("utf-8") + "nonsense\n", "utf-8")
    sentence = "This line is not a checksum, two spaces and a file name."
    assert check_folder(tmp_path) == (Mistake(listed, 2, sentence),)
