"""Reads a questionnaire file into the model, or says everything that stands against using it."""

import re
import tomllib
from pathlib import Path

from participation.questionnaires.mistakes import Mistakes, Notes
from participation.questionnaires.model import Condition, Option, Page, Question, Questionnaire, Topic
from participation.questionnaires.rules import note_broken_rules
from participation.questionnaires.tables import Table

FILE_NAME = re.compile(r"([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\.v([1-9][0-9]*)\.toml")
TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def load(path: Path) -> Questionnaire:
    """The questionnaire of a file; raises Mistakes when it cannot be used."""
    questionnaire, notes = read(path)
    if notes.mistakes or questionnaire is None:
        raise Mistakes(notes.mistakes)
    return questionnaire


def read(path: Path) -> tuple[Questionnaire | None, Notes]:
    """The questionnaire as far as it can be read, with the notes of what is wrong and where things are."""
    notes = Notes(path)
    name = FILE_NAME.fullmatch(path.name)
    if name is None:
        notes.add_at(1, "The file must be named purpose.level.vN.toml, such as my_views.short.v1.toml.")
        return None, notes
    try:
        notes.text = path.read_text("utf-8")
        data = tomllib.loads(notes.text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = TOML_LINE.search(str(error))
        notes.add_at(int(line[1]) if line else 1, f"This is not readable TOML in UTF-8: {error}.")
        return None, notes
    purpose, level, version = name.groups()
    questionnaire = _questionnaire(Table(data, (), notes), purpose, level, int(version))
    note_broken_rules(questionnaire, notes)
    return questionnaire, notes


def _questionnaire(table: Table, purpose: str, level: str, version: int) -> Questionnaire:
    topics = tuple(_topic(each, purpose) for each in table.tables("topics"))
    questionnaire = Questionnaire(
        purpose=purpose,
        level=level,
        version=version,
        title=table.text("title", needed=True),
        short_title=table.text("short_title", needed=True),
        intro=table.text("intro"),
        journey=table.text("journey", needed=True),
        envelope=table.text("envelope", needed=True),
        pages=tuple(_page(each, purpose, topics) for each in table.tables("pages", needed=True)),
        topics=topics,
        just_one_thing=table.text("just_one_thing"),
        asks_for_advocate_if=_condition(table.table("asks_for_advocate_if")),
        kept_from_officer_if=_condition(table.table("kept_from_officer_if")),
        read_first_if=tuple(_some_condition(each) for each in table.tables("read_first_if")),
        can_be_voiced_by=table.text("can_be_voiced_by"),
    )
    table.finish()
    return questionnaire


def _topic(table: Table, purpose: str) -> Topic:
    topic = Topic(
        id=table.text("id", needed=True),
        title=table.text("title", needed=True),
        picture=table.text("picture", needed=True),
        purpose=purpose,
        called=table.text("called"),
    )
    table.finish()
    return topic


def _page(table: Table, purpose: str, topics: tuple[Topic, ...]) -> Page:
    """One that stands in a topic has its title and its picture from there."""
    stands_in = table.text("topic")
    topic = next((each for each in topics if each.id == stands_in), Topic(stands_in, "", ""))
    page = Page(
        id=table.text("id", needed=True),
        title=topic.title if stands_in else table.text("title", needed=True),
        questions=tuple(_question(each, purpose) for each in table.tables("questions", needed=True)),
        show_if=_condition(table.table("show_if")),
        hide_if=_condition(table.table("hide_if")),
        intro=table.text("intro"),
        picture=table.text("picture", default=topic.picture),
        purpose=purpose,
        topic=stands_in,
        asked_of=table.text("asked_of"),
        only_for=table.text("only_for"),
    )
    table.finish()
    return page


def _question(table: Table, purpose: str) -> Question:
    question = Question(
        id=table.text("id", needed=True),
        kind=table.text("kind", needed=True),
        text=table.text("text", needed=True),
        hint=table.text("hint"),
        called=table.text("called"),
        called_hint=table.text("called_hint"),
        options=tuple(_option(each) for each in table.tables("options")),
        required=table.flag("required"),
        max_length=table.number("max_length", 2000),
        asks_sharing=table.flag("asks_sharing"),
        lowest=table.number("lowest", 0),
        highest=table.number("highest", 10),
        lowest_text=table.text("lowest_text"),
        highest_text=table.text("highest_text"),
        told_by_letter=table.flag("told_by_letter"),
        purpose=purpose,
    )
    table.finish()
    return question


def _option(table: Table) -> Option:
    option = Option(
        id=table.text("id", needed=True),
        text=table.text("text", needed=True),
        picture=table.text("picture"),
        reply=table.text("reply"),
        called=table.text("called"),
        alone=table.flag("alone"),
        needs=table.text("needs"),
    )
    table.finish()
    return option


def _condition(table: Table | None) -> Condition | None:
    return None if table is None else _some_condition(table)


def _some_condition(table: Table) -> Condition:
    condition = Condition(table.text("question", needed=True), table.texts("is_any_of"))
    table.finish()
    return condition
