"""Every page of a child in every language, on the narrowest phone, with text at its own size and at twice."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from participation.service.questionnaires import library
from participation.translating.known import ENGLISH, LANGUAGES, Language
from participation.web.languages import interpreter_lines
from tests.answering.conftest import Write
from tests.answering.many_pages import BROKEN_BUTTONS, barriers_in_each, under_one_head
from tests.answering.shapes import one_of_each_shape
from tests.parts.browser import BEYOND, OpenPage, show
from tests.walking import Phone

BORN = {"short": date(2015, 2, 1), "full": date(2011, 2, 1)}
BESIDE = (
    "/",
    "/home",
    "/help",
    "/contact?interpreter=1",
    "/privacy",
    "/languages",
    "/officer",
    "/lock",
    "/answer/my_meeting",
)
FIRST_ROUND = 14_600

# A text that is wider than its box, or that stands outside the window; what is one pixel wide is only for the ear.
CUT = """() => [...document.querySelectorAll('main *, header *')]
  .filter(e => e.checkVisibility() && !e.closest('svg, .unseen, .skip, .name') && e.clientWidth !== 1)
  .filter(e => e.children.length === 0 && e.textContent.trim())
  .filter(e => { const r = e.getBoundingClientRect(); return r.left < -1 || r.right > innerWidth + 1
    || (getComputedStyle(e).display !== 'inline' && e.scrollWidth > e.clientWidth + 1) })
  .map(e => e.outerHTML.slice(0, 120))"""

each_language = pytest.mark.parametrize(
    "spoken", [each for each in LANGUAGES.values() if each != ENGLISH], ids=lambda each: each.code
)


def pages_of(app: Flask, write: Write, spoken: Language) -> Iterator[str]:
    """The whole of `my_views` in two levels, what stands around it, and the list before sending."""
    with app.app_context():
        ids = {level: [page.id for page in library().latest("my_views", level).pages] for level in BORN}
    for level, born in BORN.items():
        phone = Phone(app, write(born_on=born).secrets, language=spoken.code)
        for path in (*BESIDE, "/answer/my_views", *(f"/answer/my_views/{id}" for id in ids[level])):
            yield phone.open(path).text


@pytest.fixture(scope="module")
def walked() -> dict[str, str]:
    """Where the pages in English are kept by their shape: every language is held against them."""
    return {}


@pytest.fixture
def in_english(app: Flask, write: Write, walked: dict[str, str]) -> dict[str, str]:
    """The pages that all others are like."""
    app.test_client_class = FlaskClient
    if not walked:
        walked |= one_of_each_shape(pages_of(app, write, ENGLISH))
    return walked


def test_in_english_each_shape_of_page_keeps_nobody_out(in_english: dict[str, str], open_page: OpenPage) -> None:
    assert len(in_english) > 30
    assert list(barriers_in_each(open_page(), [*in_english.values()], ENGLISH)) == []


@each_language
def test_every_page_of_a_child_fits_the_narrowest_phone_and_keeps_nobody_out(
    app: Flask, write: Write, open_page: OpenPage, spoken: Language, in_english: dict[str, str]
) -> None:
    pages = list(pages_of(app, write, spoken))
    assert len(pages) > 60
    assert all(f'<html lang="{spoken.code}" dir="{spoken.direction}">' in page for page in pages)
    page = open_page()
    under_one_head(page, pages, spoken)
    assert page.evaluate(CUT) == []
    assert page.evaluate(BEYOND) <= 0
    show(page, width=360)
    assert page.evaluate(BROKEN_BUTTONS) == []
    show(page, width=320, height=560)
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    assert page.evaluate(CUT) == []
    assert page.evaluate(BEYOND) <= 0
    others = [*one_of_each_shape(pages, apart_from=in_english).values()]
    assert len(others) < len(pages) / 4, "more is said in this language than in English"
    assert list(barriers_in_each(page, others, spoken)) == []


@each_language
def test_the_first_page_arrives_in_one_round(app: Flask, spoken: Language) -> None:
    app.test_client_class = FlaskClient
    answer = app.test_client().get(f"/s?language={spoken.code}", headers={"Accept-Encoding": "br"})
    assert len(answer.data) + 1_500 < FIRST_ROUND


def test_every_language_stands_on_the_first_pages_by_its_own_name(app: Flask) -> None:
    for path in ("/", "/s", "/languages"):
        page = app.test_client().get(path).text
        assert [each.name for each, _ in interpreter_lines() if f">{each.name}</" not in page] == []
