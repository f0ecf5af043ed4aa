"""Taps that come twice, and signals that go: nothing that was chosen or typed is lost, and nothing happens twice."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from participation.db import session
from participation.submissions.models import Submission
from tests.answering.conftest import Letter, Write
from tests.answering.touring import WORDS, enter
from tests.parts.browser import OpenPage, settled
from tests.walking import Phone

SCHOOL, NEXT = "/answer/my_views/school", "/answer/my_views/unkind"
NEXT_BUTTON, BOX = "main button.main[name=go][value=next]", "main textarea >> nth=0"
CHOSEN = "main .question input:checked"
TAP_TWICE = """control => { for (let tap = 0; tap < 2; tap++) {
  control.dispatchEvent(new PointerEvent("pointerdown", {bubbles: true, pointerType: "touch"}));
  control.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, detail: 1}));
} }"""
"""Two taps within the same moment, however slow the machine is."""


@pytest.fixture
def letter(write: Write) -> Letter:
    """The letter that is open."""
    return write()


@pytest.fixture
def page(live: str, open_page: OpenPage, letter: Letter) -> Iterator[Page]:
    """A child with a phone in the hand, who has chosen and written something on her first question."""
    opened = open_page(touch=True)
    opened.set_default_timeout(5000)
    enter(opened, live, letter)
    opened.goto(live + SCHOOL)
    opened.locator("main .tile").first.tap()
    opened.fill(BOX, WORDS)
    yield opened
    opened.context.set_offline(False)


def kept(app: Flask, letter: Letter) -> str:
    """Her page as another phone with the same letter shows it."""
    return str(Phone(app, letter.secrets).open(SCHOOL).text)


def drop(route: Route) -> None:
    """No signal."""
    route.abort("internetdisconnected")


def test_without_signal_next_stays_says_so_and_goes_on_when_it_is_back(
    live: str, app: Flask, page: Page, letter: Letter
) -> None:
    told = page.locator("[data-away]")
    expect(told).to_be_hidden()
    page.context.set_offline(True)
    page.tap(NEXT_BUTTON)
    expect(told).to_have_text("No signal: your words stay here and go when it comes back.")
    expect(told).to_have_role("alert")
    assert page.url == live + SCHOOL
    expect(page.locator(BOX)).to_have_value(WORDS)
    page.context.set_offline(False)
    expect(page).to_have_url(live + NEXT)
    expect(told).to_be_hidden()
    assert kept(app, letter).count(WORDS) == 1


def test_what_is_typed_while_there_is_no_signal_goes_along(live: str, app: Flask, page: Page, letter: Letter) -> None:
    page.context.set_offline(True)
    page.tap(NEXT_BUTTON)
    expect(page.locator("[data-away]")).to_be_visible()
    page.fill(BOX, "And the dog is old")
    page.context.set_offline(False)
    expect(page).to_have_url(live + NEXT)
    assert "And the dog is old" in kept(app, letter)


def test_it_tries_again_by_itself_and_waits_longer_each_time(live: str, page: Page) -> None:
    page.clock.install()
    tries: list[Route] = []

    def lose(route: Route) -> None:
        tries.append(route)
        drop(route)

    page.route("**/answer/**", lose)
    page.tap(NEXT_BUTTON)
    for seconds in (2, 4, 8):
        expect(page.locator("html:not([aria-busy]) [data-away]")).to_be_visible()
        before = len(tries)
        page.clock.run_for(seconds * 1000 - 100)
        assert len(tries) == before
        with page.expect_request("**/answer/**"):
            page.clock.run_for(200)
    expect(page.locator("html:not([aria-busy]) [data-away]")).to_be_visible()
    page.unroute("**/answer/**")
    page.clock.run_for(16_000)
    expect(page).to_have_url(live + NEXT)


def test_an_answer_that_is_lost_on_its_way_back_doubles_nothing(live: str, app: Flask, page: Page) -> None:
    page.tap(NEXT_BUTTON)
    expect(page).to_have_url(live + NEXT)
    page.goto(f"{live}/answer/my_views/check")

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        drop(route)

    page.route("**/send", lose, times=1)
    page.click("main .go .main")
    expect(page).to_have_url(f"{live}/answer/my_views/done")
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(Submission)) == 1


def test_back_without_signal_keeps_what_was_typed_and_goes_when_it_is_back(
    live: str, app: Flask, page: Page, letter: Letter
) -> None:
    page.goto(f"{live}/answer/my_views")
    page.tap(f"a[href='{SCHOOL}']")
    expect(page).to_have_url(live + SCHOOL)
    page.fill(BOX, "And the dog is old")
    page.context.set_offline(True)
    page.go_back(wait_until="commit")
    expect(page.locator("[data-away]")).to_be_visible()
    expect(page.locator(BOX)).to_have_value("And the dog is old")
    page.context.set_offline(False)
    expect(page.locator(".places")).to_be_visible()
    assert page.url == f"{live}/answer/my_views"
    assert "And the dog is old" in kept(app, letter)


def test_leave_goes_away_while_something_waits(live: str, page: Page) -> None:
    page.route("**/answer/**", drop)
    page.tap(NEXT_BUTTON)
    expect(page.locator("[data-away]")).to_be_visible()
    page.tap(".leave")
    page.wait_for_url("https://example.org/weather")


def test_a_second_tap_on_an_answer_keeps_it(page: Page) -> None:
    tile = page.locator("main .tile").first
    tile.tap()
    expect(page.locator(CHOSEN)).to_have_count(1)
    tile.tap()
    expect(page.locator(CHOSEN)).to_have_count(1)


def test_a_quick_second_tap_on_one_of_many_keeps_it_and_a_later_one_takes_it_back(live: str, page: Page) -> None:
    page.tap(NEXT_BUTTON)
    expect(page).to_have_url(live + NEXT)
    tile = page.locator("main .tile:has([type=checkbox])").first
    tile.evaluate(TAP_TWICE)
    expect(page.locator(CHOSEN)).to_have_count(1)
    page.tap("h1")
    tile.tap()
    expect(page.locator(CHOSEN)).to_have_count(0)


def test_a_quick_second_tap_on_next_leaves_no_question_out(live: str, page: Page) -> None:
    page.locator(NEXT_BUTTON).evaluate(TAP_TWICE)
    expect(page.locator("input[name=page]")).to_have_value("unkind")
    assert settled(page).url == live + NEXT


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_button_of_its_own_takes_an_answer_back(
    live: str, app: Flask, open_page: OpenPage, letter: Letter, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    enter(page, live, letter)
    page.goto(live + SCHOOL)
    clear = page.get_by_role("button", name="Clear my answer")
    expect(clear).to_be_hidden()
    page.locator("main .tile").first.click()
    page.fill(BOX, WORDS)
    page.click(NEXT_BUTTON)
    settled(page)
    page.goto(live + SCHOOL)
    clear.click()
    expect(page.locator(CHOSEN)).to_have_count(0)
    assert settled(page).url == live + SCHOOL
    assert "checked" not in kept(app, letter)
    assert WORDS in kept(app, letter)
