"""A whole `my_views` on a slow phone, from the square to sent: with pages that are turned in place, and without."""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.first_page import phone, prepared
from bench.sending import served
from tests.parts.browser import program, settled

PURPOSE = "my_views"
NEXT = "main button.main[name=go][value=next]"
SEND = "main .go .main"
WORDS = "Some words about it."
WAYS = {"turned in place": "", "without turn.js": "*turn.js*", "without any script": "*.js*"}
"""What the browser is kept from fetching."""


def main() -> None:
    """One journey after the other, each with a letter and in a browser of its own."""
    print(
        "| | pages | first question to the list of answers | a page | square to sent |\n| --- | --- | --- | --- | --- |"
    )
    for way, blocked in WAYS.items():
        pages, asked, whole = measured(blocked)
        print(f"| {way} | {pages} | {asked:.1f} s | {asked / pages:.2f} s | {whole:.1f} s |")


def measured(blocked: str) -> tuple[int, float, float]:
    """How many questions there were; the seconds for them, and for everything."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        environment, token = prepared(Path(made))
        browser = playwright.chromium.launch(executable_path=program(playwright.chromium))
        with served(Path(made), "ours", environment) as port:
            found = _walked(browser, f"http://127.0.0.1:{port}", token, blocked)
        browser.close()
        return found


def _walked(browser: Browser, address: str, token: str, blocked: str) -> tuple[int, float, float]:
    with phone(browser) as page:
        began = time.monotonic()
        _come_in(page, address, token, blocked)
        _press(page, f".todo a[href*='/{PURPOSE}']")
        at_first, pages = time.monotonic(), 0
        while not page.url.endswith("/check"):
            for box in page.locator("main textarea").all():
                box.fill(WORDS)
            _press(page, NEXT)
            pages += 1
        at_last = time.monotonic()
        _press(page, SEND)
        assert page.url.endswith("/done"), page.url
        return pages, at_last - at_first, time.monotonic() - began


def _come_in(page: Page, address: str, token: str, blocked: str) -> None:
    """The square is read by a script: who has none types a code, which is hashed on purpose, and not measured here."""
    page.goto(f"{address}/s#{token}")
    page.context.new_cdp_session(page).send("Network.setBlockedURLs", {"urls": [blocked] if blocked else []})
    _press(page, "#scanned > button")


def _press(page: Page, control: str) -> None:
    before = page.url
    page.click(control)
    page.wait_for_url(lambda url: url != before, wait_until="commit")
    settled(page)


if __name__ == "__main__":
    main()
