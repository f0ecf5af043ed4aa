"""Every text of a language is on a screen or on a list; a screen is as a child sees it, and nothing on it works."""

import re
from pathlib import Path

from openpyxl import load_workbook

from participation.proofreading.texts import Screens, unpacked
from participation.screens.marks import BEFORE, MarkedWords, numbered, read_marks
from participation.translating.catalogue import TEMPLATE, english, forms, is_for_safety, key, path_of, read, texts
from participation.translating.known import LANGUAGES
from participation.translating.sheets import FIRST, every_text, write_sheet
from tests.document import Document

TIGRINYA = LANGUAGES["ti"]
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
WORKS = re.compile(
    r"""<script|\shref=|\saction=|\sformaction=|\son[a-z]+=|type="hidden"|\sstyle=|javascript:|src="(?!data:)"""
)
HEARD_ONLY = 10
"""Percent of the texts of screens, at most, that no eye finds: titles, and what is spoken of drawings."""
ON_SCREENS = 80
"""Percent of all texts, at least, that are seen where a child sees them."""


def test_every_text_of_the_template_can_be_reached_and_is_asked_about_once(tigrinya: Screens) -> None:
    asked = [number for screen in tigrinya.screens for number in screen.texts]
    assert len(asked) == len(set(asked))
    assert {tigrinya.by_number[number].key for number in asked} == {key(message) for message in texts(read(TEMPLATE))}


def test_most_are_asked_about_on_the_screen_where_somebody_reads_them(tigrinya: Screens) -> None:
    shown = sum(len(screen.texts) for screen in tigrinya.screens if screen.body)
    assert shown * 100 > len(tigrinya.texts) * ON_SCREENS


def test_each_has_its_number_its_english_and_what_translators_are_told(tigrinya: Screens, tmp_path: Path) -> None:
    catalogue = read(path_of(TIGRINYA))
    write_sheet(TIGRINYA, every_text(read(TEMPLATE), catalogue), tmp_path / "ti.xlsx")
    rows = list(load_workbook(tmp_path / "ti.xlsx", read_only=True).worksheets[0].values)
    for text in tigrinya.texts:
        id, told, source, now = rows[text.number - 1][:4]
        assert (str(id), source, now) == (f"{text.key}.0", text.english, text.forms[0])
        assert str(told).removeprefix("Safety: ") == text.told
    assert min(text.number for text in tigrinya.texts) == FIRST
    assert {text.key for text in tigrinya.texts if text.is_for_safety} == {
        key(message) for message in texts(read(TEMPLATE)) if is_for_safety(message)
    }


def test_nothing_on_a_screen_can_be_sent_followed_or_run(tigrinya: Screens) -> None:
    assert [screen.name for screen in tigrinya.screens if WORKS.search(screen.body)] == []
    assert [screen.name for screen in tigrinya.screens if PRIVATE.search(screen.body + screen.name)] == []


def test_what_is_new_on_a_screen_is_marked_where_it_stands(tigrinya: Screens) -> None:
    nowhere = 0
    for screen in tigrinya.screens:
        spans = [each for each in Document.read(screen.body).all("span") if "data-text" in each]
        new = {int(each["data-text"]) for each in spans if each["class"] == "text"}
        assert new <= set(screen.texts), screen.name
        nowhere += len(set(screen.texts) - new) if screen.body else 0
    assert nowhere * 100 < len(tigrinya.texts) * HEARD_ONLY


def test_a_mark_stands_around_exactly_the_words_of_its_text(tigrinya: Screens) -> None:
    first = tigrinya.screens[0]
    leave = next(text for text in tigrinya.texts if (text.context, text.english) == ("public", "Leave"))
    (shown,) = (
        each for each in Document.read(first.body).all("span") if each["data-text"] == str(leave.number)
    )  # fmt: skip
    assert shown.text == leave.forms[0]


def test_the_first_screens_are_those_that_a_child_comes_by_first(tigrinya: Screens) -> None:
    assert tigrinya.screens[0].name == "The first page"
    names = {screen.name.partition(":")[0] for screen in tigrinya.screens}
    assert names >= {"My views, 8 to 11", "My views, 12 to 17", "My views, pictures", "My views, care leavers"}
    assert names >= {"Carer view, carer", "Parent view, parent", "Partner view, school", "The letter", "Home"}


def test_screens_are_kept_as_they_are(tigrinya: Screens) -> None:
    assert unpacked(tigrinya.packed()) == tigrinya


def test_marks_survive_capitals_names_and_other_elements() -> None:
    catalogue = read(path_of(TIGRINYA))
    numbers = dict(numbered(catalogue))
    words = MarkedWords(catalogue, numbers)
    message = next(m for m in texts(catalogue) if english(m) == "Leave")
    said = words.upgettext("public", "Leave")
    page = read_marks(f"<p title='{said}'>{said[:1].upper() + said[1:]} <b>{said}</b></p><title>{said}</title>")
    number, plain = numbers["public", "Leave"], forms(message)[0]
    around = f'<span class="text" data-text="{number}">{plain}</span>'
    assert page.html == f"<p title='{plain}'>{around} <b>{around}</b></p><title>{plain}</title>"
    assert list(page.numbers) == [number]


def test_a_text_that_goes_on_behind_another_element_is_marked_in_each_part() -> None:
    start, end = chr(BEFORE + 7), "\U0010fffd"
    page = read_marks(f"<p>{start}one <b>two</b> three{end} four</p>")
    part = '<span class="text" data-text="7">{}</span>'.format
    assert page.html == f"<p>{part('one ')}<b>{part('two')}</b>{part(' three')} four</p>"
