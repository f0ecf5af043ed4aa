"""A turn of the page where scripts run: shown in place, with its address, its focus and its way back."""

import pytest
from flask import Flask
from playwright.sync_api import Page, Request, expect
from sqlalchemy import func, select

from participation.db import session
from participation.submissions.models import Submission
from tests.answering.conftest import Letter, Write
from tests.answering.touring import WORDS, enter
from tests.parts.browser import OpenPage, settled
from tests.walking import Phone

SCHOOL, NEXT = "/answer/my_views/school", "/answer/my_views/unkind"
# Element by element, what is shown and what the server gives for this address, but for what scripts have done to it.
DIFFERENCE = """async () => {
  const elements = body => [...body.querySelectorAll('*')].map(each => {
    const copy = each.cloneNode(false)
    for (const name of ['tabindex', 'hidden', 'data-hear', 'data-once']) copy.removeAttribute(name)
    const words = each.children.length ? '' : each.textContent
    return copy.name === 'csrf_token' ? 'csrf_token' : copy.outerHTML + words })
  const given = new DOMParser().parseFromString(await (await fetch(location)).text(), 'text/html')
  const [shown, whole] = [document.body, given.body].map(elements)
  const count = shown.length - whole.length
  return count ? [`${count} elements more`] : whole.filter((each, index) => each !== shown[index])
}"""
NEXT_BUTTON, BOX = "main button.main[name=go][value=next]", "main textarea >> nth=0"


@pytest.fixture
def letter(write: Write) -> Letter:
    """The letter that is open."""
    return write()


@pytest.fixture
def page(live: str, open_page: OpenPage, letter: Letter) -> Page:
    """A child on a question, by the tile on her home page and the map."""
    opened = open_page()
    opened.set_default_timeout(5000)
    enter(opened, live, letter)
    opened.click("a[href='/answer/my_views']")
    opened.wait_for_url(f"{live}/answer/my_views")
    opened.evaluate("document.loadedOnce = true")
    opened.click(f"a[href='{SCHOOL}']")
    expect(opened).to_have_url(live + SCHOOL)
    return opened


def say(page: Page, words: str) -> None:
    """Choose an answer, which opens the box below, and write into it."""
    page.locator("main .tile").first.click()
    page.fill(BOX, words)


def is_in_place(page: Page) -> bool:
    """Whether the browser has loaded no page since."""
    return bool(page.evaluate("document.loadedOnce === true"))


def asked_by(page: Page) -> list[tuple[str, str]]:
    """What the page asks of the server from now on, but for drawings."""
    asked: list[tuple[str, str]] = []

    def note(request: Request) -> None:
        if request.resource_type != "image":
            asked.append((request.method, request.url.partition("/answer/")[2]))

    page.on("request", note)
    return asked


def test_a_turn_asks_once_and_shows_the_page_in_place(live: str, page: Page) -> None:
    asked = asked_by(page)
    say(page, WORDS)
    page.click(NEXT_BUTTON)
    expect(page).to_have_url(live + NEXT)
    assert asked == [("POST", "my_views/school")]
    assert is_in_place(page)


def test_what_was_put_together_is_the_page_that_its_address_shows(live: str, page: Page) -> None:
    """Drawings, bar and foot come once; each page holds them all the same, also in the other direction and language."""
    say(page, WORDS)
    for press in (NEXT_BUTTON, NEXT_BUTTON, "a[href='/answer/my_views/safe']", "header .tongue", "main [value=ar]",
                  "main .back", ".dock .main", "main .go .main"):  # fmt: skip
        page.click(press)
        assert settled(page).evaluate(DIFFERENCE) == [], page.url
    assert is_in_place(page)
    assert page.url == f"{live}/answer/my_views/done"


@pytest.mark.parametrize(("given", "is_packed"), [("", True), ("of another version", False)])
def test_what_is_often_in_a_page_comes_once_and_what_is_not_ours_harms_nobody(
    live: str, open_page: OpenPage, letter: Letter, given: str, is_packed: bool
) -> None:
    page = open_page()
    if given:
        page.route("**/often.txt*", lambda route: route.fulfill(body=given))
    enter(page, live, letter)
    with page.expect_response("**/often.txt*"):
        page.click("a[href='/answer/my_views']")
    expect(page).to_have_url(f"{live}/answer/my_views")
    settled(page).wait_for_load_state("networkidle")
    came: list[str] = []
    page.on("response", lambda answer: came.append(answer.headers["content-type"]))
    page.click(f"a[href='{SCHOOL}']")
    expect(page).to_have_url(live + SCHOOL)
    assert page.evaluate(DIFFERENCE) == []
    assert [each for each in came if "image" not in each][0] == "application/octet-stream"
    assert ("text/html; charset=utf-8" in came[:-1]) != is_packed


def in_order(page: Page) -> None:
    """From the map to its first place and back: the next one comes along."""
    page.click(".back")
    page.click("a[href$='/my_words']")
    with page.expect_response("**/my_views/home"):
        page.click(".back")


def test_the_next_place_on_the_map_is_there_before_it_is_pressed(live: str, page: Page) -> None:
    in_order(page)
    asked = asked_by(page)
    page.click("a[href$='/my_views/home']")
    expect(page).to_have_url(f"{live}/answer/my_views/home")
    assert asked == []
    assert page.evaluate(DIFFERENCE) == []


def test_to_whoever_goes_another_way_nothing_comes_ahead(live: str, page: Page) -> None:
    in_order(page)
    asked = asked_by(page)
    page.click("a[href$='/safe']")
    expect(page).to_have_url(f"{live}/answer/my_views/safe")
    page.click(".back")
    expect(page).to_have_url(f"{live}/answer/my_views")
    settled(page).wait_for_timeout(300)
    assert asked == [("GET", "my_views/safe"), ("POST", "my_views/safe")]


def test_what_came_ahead_is_not_shown_after_a_minute(live: str, page: Page) -> None:
    page.clock.install()
    in_order(page)
    page.clock.fast_forward(61_000)
    with page.expect_response("**/my_views/home"):
        page.click("a[href$='/my_views/home']")
    expect(page).to_have_url(f"{live}/answer/my_views/home")


def test_the_new_page_is_told_and_seen_from_its_top(page: Page) -> None:
    before = page.title()
    page.locator(NEXT_BUTTON).scroll_into_view_if_needed()
    page.click(NEXT_BUTTON)
    expect(page.locator("h1")).to_be_focused()
    assert page.title() != before
    assert page.evaluate("scrollY") == 0


def test_back_shows_the_page_before_with_what_was_sent_and_forward_the_one_after(live: str, page: Page) -> None:
    say(page, WORDS)
    page.click(NEXT_BUTTON)
    expect(page).to_have_url(live + NEXT)
    page.go_back()
    expect(page.locator(BOX)).to_have_value(WORDS)
    assert page.url == live + SCHOOL
    page.go_forward()
    expect(page.locator("input[name=page]")).to_have_value("unkind")
    assert page.url == live + NEXT
    assert is_in_place(page)


def test_back_and_forward_keep_what_was_typed_and_not_sent(live: str, page: Page) -> None:
    page.click(NEXT_BUTTON)
    expect(page).to_have_url(live + NEXT)
    say(page, WORDS)
    page.go_back()
    expect(page.locator("input[name=page]")).to_have_value("school")
    page.go_forward()
    expect(page.locator(BOX)).to_have_value(WORDS)


def test_back_to_a_page_that_was_loaded_whole_keeps_what_was_typed(
    live: str, app: Flask, page: Page, letter: Letter
) -> None:
    say(page, WORDS)
    page.goto(f"{live}/help")
    assert any(WORDS in Phone(app, letter.secrets).open(SCHOOL).text for _ in range(100)), "it never arrived"
    page.go_back()
    expect(page.locator(BOX)).to_have_value(WORDS)


def test_what_has_to_be_put_right_is_shown_in_place_and_in_focus(live: str, page: Page) -> None:
    say(page, "a" * 2100)
    page.click(NEXT_BUTTON)
    expect(page.locator(".problem")).to_be_focused()
    expect(page.locator(BOX)).to_have_value("a" * 2100)
    assert page.url == live + SCHOOL
    assert is_in_place(page)


def test_a_page_that_was_written_elsewhere_too_asks_which_to_keep(
    live: str, page: Page, open_page: OpenPage, letter: Letter
) -> None:
    other = open_page()
    enter(other, live, letter)
    other.goto(live + SCHOOL)
    say(other, "First")
    other.click(NEXT_BUTTON)
    expect(other).to_have_url(live + NEXT)
    say(page, "Second")
    page.click(NEXT_BUTTON)
    expect(page.locator("h1")).to_have_text("You wrote this in two places")
    page.click("main [name=keep][value=both]")
    expect(page).to_have_url(live + NEXT)
    page.go_back()
    expect(page.locator(BOX)).to_have_value("First\n\nSecond")


def test_what_cannot_be_saved_is_given_back_in_place(live: str, page: Page) -> None:
    say(page, WORDS)
    page.context.clear_cookies()
    page.click(NEXT_BUTTON)
    expect(page.locator("h1")).to_have_text("This could not be saved yet")
    expect(page.locator(".words")).to_have_text(WORDS)
    assert is_in_place(page)


def test_another_language_turns_the_page_round(live: str, page: Page) -> None:
    page.click("header .tongue")
    page.click("main button[value=ar]")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert is_in_place(page)
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "ar")


def test_a_page_that_was_turned_asks_after_fifteen_minutes_of_its_own(page: Page) -> None:
    page.clock.install()
    page.reload()
    page.clock.fast_forward(14 * 60_000)
    page.click(NEXT_BUTTON)
    expect(page.locator("input[name=page]")).to_have_value("unkind")
    page.clock.fast_forward(14 * 60_000)
    expect(page.locator("[data-idle]")).to_be_hidden()
    page.clock.fast_forward(60_000)
    expect(page.locator("[data-idle]")).to_be_visible()


def test_a_double_press_on_next_leaves_no_question_out(live: str, page: Page) -> None:
    page.dblclick(NEXT_BUTTON)
    expect(page.locator("input[name=page]")).to_have_value("unkind")
    settled(page)
    assert page.url == live + NEXT


def test_a_double_press_on_send_sends_once(live: str, app: Flask, page: Page) -> None:
    say(page, WORDS)
    page.click(NEXT_BUTTON)
    settled(page)
    page.goto(f"{live}/answer/my_views/check")
    page.dblclick("main .go .main")
    expect(page).to_have_url(f"{live}/answer/my_views/done")
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(Submission)) == 1


def test_no_word_is_kept_on_the_device(page: Page) -> None:
    say(page, WORDS)
    page.click(NEXT_BUTTON)
    expect(page.locator("input[name=page]")).to_have_value("unkind")
    kept = page.evaluate(
        "async () => [history.state, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,"
        " (await caches.keys()).length]"
    )
    assert kept == [None, 0, 0, 0, 0]
