"""Who takes the phone afterwards: Back, Forward, a tab that is opened again, the browser's files."""

import gzip
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.answering.conftest import Write
from tests.answering.touring import enter, say
from tests.attacks.browser_files import contents, found_in, unsnapped
from tests.parts.browser import settled, whole_program
from tests.parts.server import Serve

FEELINGS = "/answer/my_views/feelings"
TYPED, KEPT = "Wintergarten", "Kirschbaum"
"""What is typed into a page of somebody else that does not mind, and what stands on it."""
SOMEWHERE_ELSE = f"""<!doctype html><title>Weather</title><p>{KEPT}</p><form><textarea></textarea></form>
<script>addEventListener("pageshow", event => {{ document.title = event.persisted ? "Kept" : "New" }})</script>"""
WORDS = ("Zwergkaninchen", "Mondscheinsonate", "Quittengelee", "Bernsteinzimmer", "أرنبصغير")
PATIENCE = 30


@pytest.fixture
def elsewhere(serve: Serve) -> str:
    """Where Leave leads: a page like many others, which a browser may keep."""
    app = Flask("elsewhere")
    kept = {"Cache-Control": "max-age=3600", "Content-Type": "text/html"}
    for path in ("/", "/more"):
        app.add_url_rule(path, path, view_func=lambda: (SOMEWHERE_ELSE, kept))
    return serve(app)


@pytest.fixture
def app(make_app: Callable[..., Flask], elsewhere: str) -> Flask:
    """Leave leads to this machine, so that no page has to be caught on its way: that would switch off the cache."""
    return make_app(leave_url=f"{elsewhere}/")


Launch = Callable[..., BrowserContext]


@pytest.fixture
def launch(browser: Browser, tmp_path: Path) -> Iterator[Launch]:
    """A browser as somebody has it: with a profile on disk, a cache, a history, and pages kept for Back."""
    opened: list[BrowserContext] = []

    def start(*arguments: str) -> BrowserContext:
        opened.append(
            browser.browser_type.launch_persistent_context(
                tmp_path / "profile",
                executable_path=whole_program(browser.browser_type),
                ignore_default_args=["--disable-back-forward-cache"],
                args=list(arguments),
                locale="en-GB",
            )
        )
        return opened[-1]

    yield start
    for context in opened:
        context.close()


def back(page: Page) -> None:
    """A page that comes out of the browser's memory is not loaded again, so nobody can wait for that."""
    page.go_back(wait_until="commit")


def test_the_browser_of_these_tests_keeps_pages_and_what_is_typed(
    launch: Launch, elsewhere: str, tmp_path: Path
) -> None:
    page = launch().pages[0]
    page.goto(elsewhere)
    page.fill("textarea", TYPED)
    page.goto(f"{elsewhere}/more")
    back(page)
    expect(page).to_have_title("Kept")
    expect(page.locator("textarea")).to_have_value(TYPED)
    assert saved(tmp_path, TYPED)
    assert saved(tmp_path, KEPT)


def saved(folder: Path, word: str) -> bool:
    """Whether the browser has written a word down by now; it does so every few seconds."""
    until = time.monotonic() + PATIENCE
    while not (found := found_in(folder / "profile", {word})) and time.monotonic() < until:
        time.sleep(0.2)
    return bool(found)


def test_after_leave_neither_back_nor_forward_nor_another_day_shows_anything(
    launch: Launch, live: str, elsewhere: str, write: Write
) -> None:
    browser = launch()
    page = browser.pages[0]
    page.goto(f"{elsewhere}/more")
    enter(page, live, write())
    page.goto(live + FEELINGS)
    say(page, WORDS[0])
    page.click(".go .main")
    page.wait_for_url("**/proud")
    settled(page).fill("textarea >> nth=0", WORDS[1])
    page.click(".leave")
    page.wait_for_url(f"{elsewhere}/")
    assert pages_behind(page, live)
    browser.close()
    assert sum(pages_behind(tab, live) for tab in launch("--restore-last-session").pages)


def pages_behind(page: Page, live: str) -> int:
    """Go back as far as it goes, and forward again: how many pages of ours come, none of which shows anything."""
    ours = 0
    for go in ("back", "forward"):
        for _ in range(8):
            page.evaluate(f"setTimeout(() => history.{go}())")
            shown = shown_then(page)
            ours += page.url.startswith(live)
            assert not [word for word in WORDS if word in shown], page.url
            assert not page.url.startswith(f"{live}/answer"), page.url
    return ours


def shown_then(page: Page) -> str:
    """What the page holds that comes next: some time for one to go, and as much as the other needs to be there."""
    page.wait_for_timeout(200)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(Error):  # it went away while it was asked
            if page.evaluate("document.readyState") == "complete":
                return page.content()
        page.wait_for_timeout(50)
    raise AssertionError(f"{page.url} is never there")


def test_no_word_of_a_whole_journey_is_in_any_file_of_the_browser(
    launch: Launch, live: str, elsewhere: str, write: Write, tmp_path: Path
) -> None:
    browser = launch()
    page, letter = browser.pages[0], write()
    enter(page, live, letter)
    walk_and_type(page, live)
    other = browser.new_page()
    other.goto(elsewhere)
    other.fill("textarea", TYPED)
    assert saved(tmp_path, TYPED), "the browser has written nothing down yet"
    assert found_in(tmp_path / "profile", set(WORDS)) == {}
    page.click(".leave")
    page.wait_for_url(f"{elsewhere}/")
    browser.close()
    assert found_in(tmp_path / "profile", {*WORDS, TYPED}).keys() == {TYPED}


def walk_and_type(page: Page, live: str) -> None:
    """Words into each kind of box: sent, changed, in another language, and on a page that is left open."""
    page.goto(live + FEELINGS)
    say(page, WORDS[0])
    page.click(".go .main")
    settled(page)
    page.fill("textarea >> nth=0", WORDS[1])
    page.click(".go .main")
    settled(page)
    page.click("button[value=map]")
    settled(page)
    page.goto(f"{live}/answer/my_advocate/what_it_is")
    while not settled(page).url.endswith("/check"):
        for tile in page.locator(".tiles:not(.ways) .tile:first-child").all():
            tile.click()
        for box in page.locator("main textarea, main .field").all():
            box.fill(WORDS[2])
        page.click(".go .main")
    page.click(".go .main")
    page.goto(f"{live}/answer/my_meeting/where")
    page.click(".tile:has(input[value=somewhere_else])")
    page.fill(".field", WORDS[3])
    page.click("header .tongue")
    page.click("main button[value=ar]")
    page.goto(live + FEELINGS)
    say(page, WORDS[4])


def test_what_is_packed_is_read() -> None:
    assert unsnapped(bytes([11, 8]) + b"abc" + bytes([0b00010001, 3])) == b"abcabcabcab"
    assert b"Kirschbaum" in b"".join(contents(b"head" + gzip.compress(b"Kirschbaum") + b"tail"))
