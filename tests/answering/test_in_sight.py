"""On a small phone: what is touched stays in sight with what is said to it and the way on, and every word is whole."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page

from participation.service.questionnaires import library
from tests.answering.conftest import Write
from tests.answering.touring import enter
from tests.parts.browser import BROKEN_WORDS, OpenPage, settled

BORN = {"full": date(2011, 1, 1), "short": date(2015, 2, 1), "pictures": date(2020, 6, 1)}
SMALLEST_PHONE = {"width": 320, "height": 568}
LONGEST = ("ckb", "cy", "ps", "so", "tr", "ur")
"""Languages that need the most room beside English."""
ALL = "[...document.querySelectorAll('main .tile')]"
BAR = "document.querySelector('.onward')"

# Answers over which the bar with "Next" lies.
HIDDEN = f"""() => getComputedStyle({BAR}).position === 'sticky' ? {ALL}.filter(each => {{
  const [answer, bar] = [each, {BAR}].map(e => e.getBoundingClientRect());
  return answer.bottom > bar.top + 1 && answer.top < bar.bottom }}).map(each => each.textContent) : []"""
# What marks a choice of several, where it has no room beside the words.
ON_WORDS = f"""() => {ALL}.filter(each => each.querySelector('[type=checkbox]')
  && getComputedStyle(each.lastElementChild, '::after').position === 'absolute').map(each => each.textContent)"""
BELOW_THE_FOLD = """() => [...document.querySelectorAll('.tiles:not(.ways) .tile')]
  .filter(each => each.getBoundingClientRect().bottom > innerHeight).map(each => each.textContent)"""
OUT_OF_SIGHT = """() => [...document.querySelectorAll('.go .main, .came, .tile:has(:checked)')].filter(each => {
  const place = each.getBoundingClientRect();
  return each.checkVisibility() && (place.top < 0 || place.bottom > innerHeight + 1) }).map(each => each.className)"""


ComeIn = Callable[[str, str], Page]


@pytest.fixture
def come_in(live: str, open_page: OpenPage, write: Write) -> ComeIn:
    """With a letter for this level and language."""

    def come(level: str, language: str) -> Page:
        page = open_page(javascript=False)
        enter(page, live, write(language=language, born_on=BORN[level]), language)
        return page

    return come


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("level", ["full", "pictures"])
def test_after_a_tap_the_answer_the_reply_and_the_way_on_are_in_sight(
    live: str, app: Flask, come_in: ComeIn, level: str, language: str
) -> None:
    page = come_in(level, language)
    with app.app_context():
        pages = [each.id for each in library().latest("my_views", level).pages]
    found = {each: _faults(page, f"{live}/answer/my_views/{each}") for each in pages}
    assert {each: faults for each, faults in found.items() if faults} == {}


def _faults(page: Page, address: str) -> list[str]:
    page.goto(address)
    tiles = settled(page).locator("main .tile:visible")
    if page.url != address or not tiles.count():
        return []
    faults = [f"broken: {word}" for word in page.evaluate(BROKEN_WORDS)]
    faults += [f"under the bar: {answer}" for answer in page.evaluate(HIDDEN)]
    faults += [f"box on words: {answer}" for answer in page.evaluate(ON_WORDS)]
    tiles.last.click()
    return faults + [f"out of sight: {what}" for what in page.evaluate(OUT_OF_SIGHT)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_the_smallest_phone_the_way_on_lies_over_no_answer(
    live: str, app: Flask, come_in: ComeIn, language: str
) -> None:
    page = come_in("pictures", language)
    page.set_viewport_size(SMALLEST_PHONE)  # type: ignore[arg-type]
    with app.app_context():
        pages = [each.id for each in library().latest("my_views", "pictures").pages]
    hidden = {}
    for each in pages:
        page.goto(f"{live}/answer/my_views/{each}")
        hidden[each] = settled(page).evaluate(HIDDEN)
    assert {each: answers for each, answers in hidden.items() if answers} == {}


@pytest.mark.parametrize("language", LONGEST)
def test_what_is_said_in_two_languages_leaves_the_answers_above_the_fold(
    live: str, come_in: ComeIn, language: str
) -> None:
    page = come_in("short", language)
    page.goto(f"{live}/answer/my_views/safe")
    assert page.locator("main .tile").count() == 5
    assert page.evaluate(BELOW_THE_FOLD) == []
