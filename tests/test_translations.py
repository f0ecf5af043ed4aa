"""Every text that somebody may read is in the catalogues, and a language that is offered is whole."""

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from participation.config import ROOT
from participation.translating.catalogue import STAFF, TEMPLATE, english, forms, path_of, read, texts
from participation.translating.checks import mistakes
from participation.translating.known import ENGLISH, LANGUAGES, Language
from participation.web.languages import available
from tests.document import Document

WRITTEN = [spoken for spoken in LANGUAGES.values() if spoken != ENGLISH]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
READ_ALOUD = ("alt", "aria-label", "title", "placeholder")

each_language = pytest.mark.parametrize("spoken", WRITTEN, ids=lambda spoken: spoken.code)


@cache
def catalogue(spoken: Language) -> Catalog:
    return read(path_of(spoken))


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Every message; the header is none."""
    return (message for message in catalogue if message.id)


def entries(path: Path) -> set[tuple[object, ...]]:
    """What the template asks of a translator: a text, and what is told about it."""
    return {(f"{m.context}: {english(m)}", m.id, *m.auto_comments) for m in messages(read(path))}


def test_the_template_of_the_catalogues_is_current(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.pot"
    tools = {**os.environ, "BIN": str(Path(sys.executable).parent)}
    subprocess.run([ROOT / ".ci" / "extract", fresh], check=True, env=tools)
    changed = sorted({text for text, *_ in entries(TEMPLATE) ^ entries(fresh)}, key=str)
    assert changed == [], "run `make translations`"


def test_every_language_is_offered() -> None:
    assert [spoken.code for spoken in LANGUAGES.values() if spoken not in available()] == [], "run `make compile`"


@each_language
def test_a_catalogue_has_babels_plurals(spoken: Language) -> None:
    babels = Catalog(locale=spoken.locale)
    found = catalogue(spoken)
    assert (found.num_plurals, found.plural_expr) == (babels.num_plurals, babels.plural_expr)


@each_language
def test_a_catalogue_has_what_respondents_read_and_nothing_else(spoken: Language) -> None:
    asked = {(message.context, message.id) for message in texts(read(TEMPLATE))}
    assert {(message.context, message.id) for message in messages(catalogue(spoken))} ^ asked == set()


@each_language
def test_what_respondents_read_is_translated_whole(spoken: Language) -> None:
    assert [english(message) for message in texts(catalogue(spoken)) if message.fuzzy or not forms(message)] == []


@each_language
def test_nothing_is_wrong_that_can_be_seen_without_knowing_the_language(spoken: Language) -> None:
    found, plurals = catalogue(spoken), catalogue(spoken).num_plurals
    wrong = [
        f"{english(message)}: {sentence}"
        for message in texts(found)
        for sentence in mistakes(spoken, message, forms(message), plurals)
    ]
    assert wrong == []


def test_every_text_has_a_context_and_tells_the_translator_where_it_stands() -> None:
    alone = [
        f"{message.context}: {english(message)}"
        for message in messages(read(TEMPLATE))
        if not message.context or not (message.auto_comments or STAFF.match(message.context))
    ]
    assert alone == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_word_of_a_template_stands_outside_the_catalogues(path: Path) -> None:
    document = Document.read(JINJA.sub("", path.read_text(encoding="utf-8")))
    shown = [string for element in document.all() for string in element.children if isinstance(string, str)]
    spoken = [element[name] for element in document.all() for name in READ_ALOUD]
    assert [text.strip() for text in (*shown, *spoken) if re.search(r"[^\W\d_]{2}", text)] == []


@each_language
def test_every_phone_of_today_has_each_letter(spoken: Language) -> None:
    """Fonts of phones hold what Unicode had in 2002; the letter khanda ta of Bengali came in 2005."""
    used = {letter for message in texts(catalogue(spoken)) for letter in "".join(forms(message))}
    assert {letter for letter in used if unicodedata.ucd_3_2_0.category(letter) == "Cn"} <= {"\u09ce"}
