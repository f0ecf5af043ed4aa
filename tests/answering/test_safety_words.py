"""Words that safety hangs on stand beside their English until two people have checked them."""

import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from participation.config import ROOT
from participation.translating import known
from participation.translating.catalogue import TEMPLATE, english, is_for_safety, path_of, read, texts
from participation.translating.known import LANGUAGES
from participation.translating.register import check_of, is_checked_by_two, note_checks
from participation.web.languages import available
from tests.answering.conftest import Write
from tests.walking import Phone

PASHTO = LANGUAGES["ps"]
BESIDE = re.compile(r'beside\("([^"]+)", "([^"]+)"\)')
LEAVE = ' <span class="beside" lang="en" dir="ltr">Leave</span>'


def test_what_is_told_to_be_for_safety_is_what_stands_beside_english() -> None:
    marked = {
        (message.context, english(message))
        for message in texts(read(TEMPLATE))
        if is_for_safety(message) and any(place.startswith("templates/") for place, _ in message.locations)
    }
    pages = [path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html")]
    shown = {found for page in pages for found in BESIDE.findall(page)}
    assert shown == marked
    assert len(marked) >= 9


def test_a_question_about_safety_is_told_to_be_one() -> None:
    asked = {message.context for message in texts(read(TEMPLATE)) if is_for_safety(message)}
    assert {"my_views.feel_safe", "my_views.feel_safe.no", "my_views.feel_safe.hint"} <= asked


def test_english_stands_beside_them_until_two_people_have_checked(
    app: Flask, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert PASHTO in available()
    is_checked_by_two.cache_clear()
    phone = Phone(app, write().secrets, language="ps")
    assert LEAVE in phone.open("/home").text
    catalogue = read(path_of(PASHTO))
    monkeypatch.setattr(known, "TRANSLATIONS", tmp_path)
    PASHTO.folder.mkdir()
    for by in ("AB, interpreter", "CD, care leaver"):
        assert LEAVE in phone.open("/home").text
        note_checks(PASHTO, [check_of(catalogue.get("Leave", context="public"), by, date(2026, 11, 29))])
        is_checked_by_two.cache_clear()
    assert LEAVE not in phone.open("/home").text
    is_checked_by_two.cache_clear()


def test_a_language_that_nobody_has_checked_says_so_and_english_does_not(app: Flask, write: Write) -> None:
    assert 'class="unchecked"' in Phone(app, write().secrets, language="ps").page.text
    assert 'class="unchecked"' not in Phone(app, write().secrets).page.text


def test_nobody_is_spoken_to_live_in_words_that_safety_hangs_on_and_two_have_not_checked() -> None:
    of_safety = [message for message in texts(read(TEMPLATE)) if is_for_safety(message)]
    live = [spoken for spoken in LANGUAGES.values() if spoken.state is known.LanguageState.LIVE]
    for spoken in live[1:]:
        catalogue = read(path_of(spoken))
        for message in of_safety:
            found = catalogue.get(message.id, context=message.context)
            assert is_checked_by_two(spoken, str(message.context), english(message), str(found.string)), spoken.code
