"""Every text that somebody may read is in the catalogues, and a language that is offered is whole."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from participation.config import ROOT
from participation.translating.known import LANGUAGES
from participation.web.languages import available
from tests.document import Document

CATALOGUES = sorted((ROOT / "translations").glob("*/LC_MESSAGES/messages.po"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# What only staff read may still be in English; everything else is what a respondent reads.
STAFF_CONTEXT = re.compile(r"staff\b|participation code")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
READ_ALOUD = ("alt", "aria-label", "title", "placeholder")

each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])


@cache
def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Every message; the header is none."""
    return (message for message in catalogue if message.id)


def words(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    """The translation: one form, or one for each of the language's plurals."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def placeholders(*texts: str) -> set[str]:
    return {found for text in texts for found in PLACEHOLDER.findall(text)}


def entries(path: Path) -> set[tuple[object, ...]]:
    """What a catalogue asks of a translator: a text, and what is told about it."""
    return {(f"{m.context}: {words(m)}", m.id, *m.auto_comments) for m in messages(read(path))}


def changes(before: Path, after: Path) -> list[object]:
    """The texts that two catalogues do not share, or of which they tell other things."""
    return sorted({text for text, *_ in entries(before) ^ entries(after)}, key=str)


def test_the_template_of_the_catalogues_is_current(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.pot"
    tools = {**os.environ, "BIN": str(Path(sys.executable).parent)}
    subprocess.run([ROOT / ".ci" / "extract", fresh], check=True, env=tools)
    assert changes(ROOT / "translations" / "messages.pot", fresh) == [], "run `make translations`"


def test_arabic_is_offered() -> None:
    assert "ar" in {language.code for language in available()}, "run `make compile`"


@each_catalogue
def test_a_catalogue_is_of_a_language_that_is_known(path: Path) -> None:
    locale = path.parts[-3]
    assert locale in {language.locale for language in LANGUAGES.values()}
    babels = Catalog(locale=locale)
    assert (read(path).num_plurals, read(path).plural_expr) == (babels.num_plurals, babels.plural_expr)


@each_catalogue
def test_a_catalogue_has_what_the_template_has_and_nothing_else(path: Path) -> None:
    assert changes(path, ROOT / "translations" / "messages.pot") == [], "run `make translations`"


@each_catalogue
def test_no_translation_is_a_guess(path: Path) -> None:
    assert [words(message) for message in messages(read(path)) if message.fuzzy] == []


@each_catalogue
def test_what_respondents_read_is_translated_whole(path: Path) -> None:
    catalogue = read(path)
    missing = [
        f"{message.context}: {words(message)}"
        for message in messages(catalogue)
        if not STAFF_CONTEXT.match(message.context or "")
        if len(forms(message)) != (catalogue.num_plurals if message.pluralizable else 1) or not all(forms(message))
    ]
    assert missing == []


@each_catalogue
def test_placeholders_survive_translation(path: Path) -> None:
    changed = []
    for message in messages(read(path)):
        given = placeholders(*((message.id,) if isinstance(message.id, str) else message.id))
        for form in filter(None, forms(message)):
            # A form for exactly one or two may say the number in a word.
            spare = {"%(num)d", "%(num)s"} if message.pluralizable else set()
            if not given - spare <= placeholders(form) <= given:
                changed.append(f"{words(message)} -> {form}")
    assert changed == []


def test_every_text_has_a_context_and_tells_the_translator_where_it_stands() -> None:
    alone = [
        f"{message.context}: {words(message)}"
        for message in messages(read(ROOT / "translations" / "messages.pot"))
        if not message.context or not (message.auto_comments or STAFF_CONTEXT.match(message.context))
    ]
    assert alone == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_word_of_a_template_stands_outside_the_catalogues(path: Path) -> None:
    document = Document.read(JINJA.sub("", path.read_text(encoding="utf-8")))
    shown = [string for element in document.all() for string in element.children if isinstance(string, str)]
    spoken = [element[name] for element in document.all() for name in READ_ALOUD]
    assert [text.strip() for text in (*shown, *spoken) if re.search(r"[^\W\d_]{2}", text)] == []
