"""The public side in a real browser: with scripts and without, narrow and wide, in two directions."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, Response, expect
from sqlalchemy import func, select

from participation.db import session
from participation.submissions.models import Submission
from tests.answering.conftest import AWAY, Write
from tests.answering.touring import WORDS, answer, enter, say, tour, walk
from tests.parts.axe import barriers, barriers_at_night
from tests.parts.browser import BEYOND, BROKEN_WORDS, OpenPage, settled, show
from tests.parts.nu import html_errors

SMALLEST_TARGET = 44
FEELINGS = "/answer/my_views/feelings"

# Every control that can be pressed, with its size; links inside a sentence may be as high as the sentence.
TARGETS = """() => [...document.querySelectorAll('a, button, summary, .tile, input:not([type=hidden]), textarea')]
  .filter(e => e.checkVisibility() && !e.closest('.unseen, .skip') && !(e.matches('.tile input')))
  .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect().width, e.getBoundingClientRect().height])
  .filter(([, w, h]) => w < %d || h < %d)"""
CUT_OFF = """() => [...document.querySelectorAll('main *, header *')]
  .filter(e => e.checkVisibility() && !e.closest('svg, .unseen') && e.children.length === 0 && e.textContent.trim())
  .filter(e => { const r = e.getBoundingClientRect(); return r.left < -1 || r.right > innerWidth + 1 })
  .map(e => e.outerHTML.slice(0, 90))"""


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_keeps_anybody_out(live: str, open_page: OpenPage, write: Write, language: str) -> None:
    """By day and by night, on a narrow phone, with text at twice its size, and for what reads its HTML aloud.

    What is asked on the way is looked at for all levels by test_every_level.py.
    """
    page, pages, shown, found = open_page(), dict[str, str](), list[Response](), list[str]()
    page.on("response", lambda answer: answer.request.is_navigation_request() and shown.append(answer))
    for name in tour(page, live, write(language=language), language):
        if name.startswith("/answer/"):
            continue
        pages[name] = shown[-1].text()
        found += [
            f"{name}: {wrong}" for look in (_by_day_and_night, _on_a_narrow_phone, _large) for wrong in look(page)
        ]
    assert len(pages) > 25
    assert found + html_errors(pages) == []


def _by_day_and_night(page: Page) -> Iterator[str]:
    yield from barriers(page)
    show(page, scheme="dark")
    yield from barriers_at_night(page)


def _on_a_narrow_phone(page: Page) -> Iterator[str]:
    """Nothing is cut off, and everything can be hit."""
    show(page, width=320, height=560)
    yield from (f"small: {target}" for target in page.evaluate(TARGETS % (SMALLEST_TARGET, SMALLEST_TARGET)))
    yield from (f"cut off: {cut}" for cut in page.evaluate(CUT_OFF))
    yield from (f"broken: {word}" for word in page.evaluate(BROKEN_WORDS))
    if page.evaluate(BEYOND) > 0:
        yield "scrolls sideways"


def _large(page: Page) -> Iterator[str]:
    """Twice as large as ours, which are larger than the browser's own."""
    show(page)
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "36px"
    yield from (f"large and cut off: {cut}" for cut in page.evaluate(CUT_OFF))
    if page.evaluate(BEYOND) > 0:
        yield "large and too wide"
    page.evaluate("document.documentElement.style.fontSize = ''")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """In a browser that runs scripts, and in one that does not."""
    return open_page(javascript=request.param)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_child_walks_from_the_letter_to_the_receipt(
    live: str, app: Flask, page: Page, write: Write, language: str
) -> None:
    enter(page, live, write(language=language), language)
    assert page.locator("html").get_attribute("lang") == language
    for _ in walk(page, live, "my_views"):
        pass
    assert WORDS not in page.content()
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(Submission)) == 1


def test_the_secret_of_the_square_is_in_no_address(live: str, open_page: OpenPage, write: Write) -> None:
    page, letter, asked = open_page(), write(), []
    page.on("request", lambda request: asked.append((request.url, request.headers.get("referer", ""))))
    page.goto(f"{live}/s#{letter.secrets.token}")
    assert page.url == f"{live}/s"
    page.click("#scanned > button")
    page.wait_for_url(f"{live}/home")
    assert asked
    assert not [each for each in asked if letter.secrets.token in "".join(each).split("#")[0]]


def test_another_letter_in_the_same_tab_is_the_one_that_opens(live: str, open_page: OpenPage, write: Write) -> None:
    page, (first, second) = open_page(), (write(), write())
    page.goto(f"{live}/s#{first.secrets.token}")
    page.goto(f"{live}/s#{second.secrets.token}")
    expect(page.locator("#scanned input[name=token]")).to_have_value(second.secrets.token)
    assert page.url == f"{live}/s"


def test_without_scripts_the_page_of_the_square_says_what_to_do(live: str, open_page: OpenPage, write: Write) -> None:
    page = open_page(javascript=False)
    page.goto(f"{live}/s#{write().secrets.token}")
    expect(page.locator("#scanned")).to_be_hidden()
    expect(page.locator("#code")).to_be_visible()
    expect(page.locator("#typed")).to_contain_text("The code below the square works too.")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_leave_goes_away_at_once_and_the_way_back_shows_nothing(
    live: str, open_page: OpenPage, write: Write, javascript: bool
) -> None:
    page, letter = open_page(javascript=javascript), write()
    enter(page, live, letter)
    page.goto(live + FEELINGS)
    say(page, WORDS)
    page.click(".leave")
    page.wait_for_url(AWAY)
    assert page.title() == "Somewhere else"
    page.go_back()
    page.wait_for_url(f"{live}/")
    assert WORDS not in page.content()
    enter(page, live, letter)
    page.goto(live + FEELINGS)
    expect(page.locator("textarea")).to_have_value(WORDS)


@pytest.mark.parametrize("path", ["/", "/s", "/s#nothing", "/help", "/privacy", "/nowhere"])
def test_leave_works_from_pages_without_a_letter(live: str, open_page: OpenPage, path: str) -> None:
    page = open_page()
    page.goto(live + path)
    page.click(".leave")
    page.wait_for_url(AWAY)
    assert page.url == AWAY


def test_leave_covers_the_page_before_the_network_answers(live: str, open_page: OpenPage, write: Write) -> None:
    page = open_page()
    enter(page, live, write())
    page.evaluate("document.addEventListener('submit', event => event.preventDefault())")
    page.click(".leave")
    expect(page.locator("main")).to_be_hidden()


def test_another_language_keeps_what_was_typed(live: str, open_page: OpenPage, write: Write) -> None:
    page = open_page()
    enter(page, live, write())
    page.goto(live + FEELINGS)
    page.click(".tile >> nth=2")
    page.fill("main textarea", WORDS)
    page.click("header .tongue")
    page.click("main button[value=ar]")
    assert settled(page).locator("html").get_attribute("dir") == "rtl"
    assert page.url == live + FEELINGS
    expect(page.locator("textarea")).to_have_value(WORDS)
    assert page.locator("input[type=radio]:checked").first.get_attribute("value") == "sad"


def test_the_key_enter_goes_on(live: str, open_page: OpenPage, write: Write) -> None:
    page = open_page(javascript=False)
    enter(page, live, write())
    page.goto(f"{live}/answer/my_meeting/where")
    page.click(".tile:has(input[value=somewhere_else])")
    page.fill(".field", "The park")
    page.press(".field", "Enter")
    page.wait_for_url(f"{live}/answer/my_meeting/when")
    page.go_back()
    expect(page.locator(".field")).to_have_value("The park")


def test_a_mistake_is_put_in_focus_and_leads_to_its_place(live: str, open_page: OpenPage, write: Write) -> None:
    page = open_page(javascript=False)
    enter(page, live, write())
    page.goto(live + FEELINGS)
    say(page, "a" * 2100)
    page.click(".go .main")
    expect(page.locator(".problem")).to_be_focused()
    page.click(".problem a")
    expect(page.locator("textarea")).to_have_value("a" * 2100)
    assert page.url.endswith("#question_feel_today_words")


def minutes_pass(page: Page, minutes: int) -> None:
    page.clock.fast_forward(minutes * 60_000)


def test_after_fifteen_idle_minutes_one_press_goes_on(live: str, open_page: OpenPage, write: Write) -> None:
    page = open_page()
    page.clock.install()
    enter(page, live, write())
    page.goto(live + FEELINGS)
    say(page, WORDS)
    minutes_pass(page, 14)
    notice = page.locator("[data-idle]")
    expect(notice).to_be_hidden()
    minutes_pass(page, 1)
    expect(notice).to_be_visible()
    page.click("[data-stay]")
    expect(notice).to_be_hidden()
    expect(page.locator("textarea")).to_have_value(WORDS)


def test_after_twenty_idle_minutes_the_page_saves_itself(live: str, open_page: OpenPage, write: Write) -> None:
    page, letter = open_page(), write()
    page.clock.install()
    enter(page, live, letter)
    page.goto(live + FEELINGS)
    say(page, WORDS)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        minutes_pass(page, 20)
    other = open_page()
    enter(other, live, letter)
    other.goto(live + FEELINGS)
    expect(other.locator("textarea")).to_have_value(WORDS)


def test_nothing_is_kept_in_the_browser(live: str, open_page: OpenPage, write: Write) -> None:
    page = open_page()
    enter(page, live, write())
    page.goto(live + FEELINGS)
    answer(page)
    page.click(".go .main")
    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    )
    assert kept == [0, 0, 0]
    assert [cookie["name"] for cookie in page.context.cookies()] == ["letter"]
    assert all(cookie["httpOnly"] and cookie["expires"] == -1 for cookie in page.context.cookies())


def test_everything_can_be_done_with_the_keyboard_alone(live: str, open_page: OpenPage, write: Write) -> None:
    page = open_page(width=1000, height=800)
    enter(page, live, write())
    page.goto(live + FEELINGS)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".back")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.locator("input[name=answer_feel_today]:checked").get_attribute("value") == "ok"
    page.keyboard.press("Tab")
    expect(page.locator("textarea")).to_be_focused()
    page.keyboard.type(WORDS)
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.locator(".go .main")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live}/answer/my_views/proud")
