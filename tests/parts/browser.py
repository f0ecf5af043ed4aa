"""A real browser: Debian's own Chromium without a window, driven by Playwright."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, BrowserContext, BrowserType, ConsoleMessage, Page, sync_playwright
from werkzeug.serving import make_server

from tests.parts.missing import MissingPart

# The same engine without tabs, menus and history around it opens a page in a third of the time.
SHELL = "chromium-headless-shell"
WHOLE = ("/usr/bin/chromium", "google-chrome")
# No page lives so long that its scripts gain what a thorough compiler costs.
QUICKLY = "--js-flags=--no-opt --no-maglev"
BLANK = "<!doctype html><title>Somewhere else</title>"
# What Chromium logs for a page that we answer with 4xx on purpose, and where a test takes the signal away.
EXPECTED = (
    "Failed to load resource: the server responded with a status of 4",
    "Failed to load resource: net::ERR_INTERNET_DISCONNECTED",
)

BEYOND = "document.documentElement.scrollWidth - innerWidth"
"""How much wider than the window a page is."""
BROKEN_WORDS = r"""() => {
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode()); ) {
    if (!text.parentElement.checkVisibility() || text.parentElement.closest(".unseen, textarea")) continue;
    for (const word of text.data.matchAll(/[^\s\/–-]+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter(each => each.width).map(each => each.top);
      if (Math.max(...lines) - Math.min(...lines) > 8) found.push(word[0]);
    }
  }
  return found;
}"""
"""What goes on in a second line without a hyphen or a space."""

AT_REST = """Promise.all(document.getAnimations().filter(each => each.effect.target.checkVisibility())
  .map(each => each.finished.catch(() => null)))"""
"""What is folded away is not drawn, so what moves there never ends."""

UPRIGHT = ((768, 1024), (820, 1180))
"""Tablets, held upright."""
CUT_OFF = """() => {
  const scrolls = (each) => ["auto", "scroll"].includes(getComputedStyle(each).overflowX);
  const saysSo = (each) => scrolls(each) && each.matches("[tabindex='0']:is([aria-label], [aria-labelledby])");
  const isInside = (each) => each && (saysSo(each) || isInside(each.parentElement));
  const isBeyond = ({ left, right }) => left < -1 || right > innerWidth + 1;
  const isCut = (each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== "visible";
  return [...document.querySelectorAll("main *")]
    .filter((each) => each.checkVisibility() && !each.closest(".hidden, .unseen, thead, svg, input, select, textarea"))
    .filter((each) => !isInside(each) && (isBeyond(each.getBoundingClientRect()) || isCut(each)))
    .map((each) => each.outerHTML.slice(0, 200));
}"""
"""What of a page stands beyond the window, or is cut: a box that scrolls and says so by its name is let off."""

OpenPage = Callable[..., Page]
Scheme = Literal["light", "dark"]


def program(chromium: BrowserType) -> str:
    """The engine of Chromium, of the machine or the one that Playwright has downloaded."""
    return shutil.which(SHELL) or whole_program(chromium)


def whole_program(chromium: BrowserType) -> str:
    """Chromium as somebody has it, which keeps pages for Back and a profile on disk."""
    for name in (*WHOLE, chromium.executable_path):
        if found := shutil.which(name):
            return found
    raise MissingPart("Chromium", "chromium")


class Elsewhere:
    """Every other site of the world: a blank page on this machine, which notes what a page of ours loads from it."""

    def __init__(self) -> None:
        app = Flask(__name__)
        app.register_error_handler(404, self._answer)
        self.asked: list[str] = []
        self.server = make_server("127.0.0.1", 0, app, threaded=True, ssl_context="adhoc")

    def _answer(self, _error: Exception) -> str:
        if request.headers.get("Sec-Fetch-Dest") != "document":
            self.asked.append(f"asked somebody else: {request.url}")
        return BLANK


@pytest.fixture(scope="session")
def other_sites() -> Iterator[Elsewhere]:
    """All that is not ours."""
    found = Elsewhere()
    thread = threading.Thread(target=found.server.serve_forever)
    thread.start()
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


@pytest.fixture(scope="session")
def browser(other_sites: Elsewhere) -> Iterator[Browser]:
    """The browser of this worker. Whatever address it looks for, it finds a blank page on this machine.

    Nothing is routed through the tests: that would send each request through three programs, and switch the cache off.
    """
    with sync_playwright() as playwright:
        rules = f"--host-resolver-rules=MAP * 127.0.0.1:{other_sites.server.port}, EXCLUDE 127.0.0.1, EXCLUDE localhost"
        browser = playwright.chromium.launch(executable_path=program(playwright.chromium), args=[rules, QUICKLY])
        yield browser
        browser.close()


class Watch:
    """Notes what no page of ours may do in a browser: fail, break its own policy, or call somebody else."""

    def __init__(self, elsewhere: Elsewhere) -> None:
        self._elsewhere, self._before = elsewhere, len(elsewhere.asked)
        self._found: list[str] = []

    @property
    def problems(self) -> list[str]:
        """Since it began, also what pages loaded from other sites."""
        return self._found + self._elsewhere.asked[self._before :]

    def over(self, context: BrowserContext) -> None:
        """Watch a context."""
        context.on("weberror", lambda error: self._found.append(f"script failed: {error.error}"))
        context.on("console", self._note)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            self._found.append(f"console: {message.text} ({message.page.url if message.page else ''})")


@pytest.fixture
def open_page(browser: Browser, other_sites: Elsewhere) -> Iterator[OpenPage]:
    """Open pages as a phone or desk would; the test fails if one of them misbehaved."""
    watch = Watch(other_sites)
    contexts: list[BrowserContext] = []

    def page(
        javascript: bool = True, dark: bool = False, width: int = 360, height: int = 640, *, touch: bool = False
    ) -> Page:
        context = browser.new_context(
            java_script_enabled=javascript,
            has_touch=touch,
            color_scheme="dark" if dark else "light",
            viewport={"width": width, "height": height},
            locale="en-GB",
            timezone_id="Europe/London",
            ignore_https_errors=True,
        )
        contexts.append(context)
        watch.over(context)
        return context.new_page()

    yield page
    for context in contexts:
        context.close()
    assert watch.problems == []


def settled(page: Page) -> Page:
    """The page, once what was pressed has come: Playwright waits by itself only for pages that are loaded whole."""
    page.locator("html:not([aria-busy])").wait_for()
    page.wait_for_load_state()
    return page


def show(page: Page, *, width: int = 360, height: int = 640, scheme: Scheme = "light") -> None:
    """The page that is open, on another screen or at another hour, when nothing on it moves any more."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(AT_REST)


def cut_off(page: Page) -> list[str]:
    """What of the page that is open cannot be read on this screen."""
    found: list[str] = page.evaluate(CUT_OFF)
    return found


def picture(page: Page, path: Path) -> Path:
    """Keep what the whole page looks like, for somebody to look at."""
    page.screenshot(path=path, full_page=True)
    return path
