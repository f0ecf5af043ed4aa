"""A whole `my_views` on a slow phone, from the square to sent: with pages that are turned in place, and without.

Before each press somebody looks at the page for a second, which is not counted. Without scripts the square only leads
to the box for the code, so the way begins on the home page.
"""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.first_page import phone, prepared
from bench.sending import served
from tests.parts.browser import program, settled

PURPOSE, PAGES = "my_views", 11
LOOKS = 1000
"""Milliseconds before each press."""
START = "#scanned .main"
NEXT = "main button.main[name=go][value=next]"
ON = "main button[name=go][value=on]"
UNSAID = ".places li:not(.said) a >> nth=0"
SEND_NOW = f"main button[name=go][value=send]:visible, main .dock a[href$='/{PURPOSE}/check']"
SEND = "main .go .main"
WORDS = "Some words about it."
BY_THE_MAP, STRAIGHT_ON = f"{NEXT} >> nth=0", f":is({ON}, main:not(:has([value=on])) {NEXT[5:]}) >> nth=0"
"""What is pressed at the end of a topic: Next, which leads to the map, or the next topic by its name."""
WAYS = {
    "turned in place": (True, "", BY_THE_MAP),
    "turned in place, straight on to the next topic": (True, "", STRAIGHT_ON),
    "without `turn.js`": (True, "*/turn.js?*", BY_THE_MAP),
    "without any script": (False, "", BY_THE_MAP),
}
"""Whether the browser runs scripts, what it is kept from fetching, and how somebody goes on."""


def main() -> None:
    """One journey after the other, each with a letter and in a browser of its own."""
    print("Waited, from each press until what comes is there:\n")
    print("| | pages | the questions | a question | from the square to sent |")
    print("| --- | --- | --- | --- | --- |")
    for way, (scripts, blocked, onward) in WAYS.items():
        waits, others = measured(scripts, blocked, onward)
        each, whole = sum(waits) / len(waits), sum(waits) + sum(others)
        print(f"| {way} | {len(waits)} | {sum(waits):.1f} s | {each:.2f} s | {whole:.1f} s |")


def measured(scripts: bool, blocked: str, onward: str) -> tuple[list[float], list[float]]:
    """The seconds waited for each question's next page, and for everything else."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        environment, token = prepared(Path(made))
        browser = playwright.chromium.launch(executable_path=program(playwright.chromium))
        with (
            served(Path(made), "ours", environment) as port,
            phone(browser, scripts=scripts, blocked=blocked) as page,
        ):
            come_in = _from_the_square if scripts else _on_the_home_page
            others = come_in(page, f"http://127.0.0.1:{port}", token)
            found = _walked(page, onward, others)
        browser.close()
        return found


def _from_the_square(page: Page, address: str, token: str) -> list[float]:
    """The seconds until Start is there, and then until the home page is."""
    for first in ("/s", "/help"):  # a server that has just begun is slow once
        page.context.request.get(address + first, timeout=120_000)
    began = time.monotonic()
    page.goto(f"{address}/s#{token}", wait_until="commit")
    page.locator(START).wait_for()
    return [time.monotonic() - began, _press(page, START)]


def _on_the_home_page(page: Page, address: str, token: str) -> list[float]:
    answer = page.context.request.post(f"{address}/start", form={"token": token}, max_redirects=0, timeout=120_000)
    assert answer.status == 303, answer.text()
    page.goto(f"{address}/home")
    return []


def _walked(page: Page, onward: str, others: list[float]) -> tuple[list[float], list[float]]:
    waits = list[float]()
    others.append(_press(page, f".todo a[href*='/{PURPOSE}'] >> nth=0"))
    while len(waits) < PAGES:
        if not page.locator(NEXT).count():
            others.append(_press(page, UNSAID))
        _answer(page)
        waits.append(_press(page, onward))
    others.append(_press(page, f"{SEND_NOW} >> nth=0"))
    others.append(_press(page, SEND))
    assert page.url.endswith("/done"), page.url
    return waits, others


def _answer(page: Page) -> None:
    """The first answer of what is asked, and words where a box is open."""
    if page.locator("main label.tile").count():
        page.locator("main label.tile").first.click()
    for box in page.locator("main textarea:visible, main .field:visible").all():
        box.fill(WORDS)


def _press(page: Page, control: str) -> float:
    """Press it; gives the seconds until what comes is there."""
    before = page.url
    page.locator(control).scroll_into_view_if_needed()
    page.wait_for_timeout(LOOKS)
    began = time.monotonic()
    page.click(control)
    page.wait_for_url(lambda url: url != before)
    settled(page)
    return time.monotonic() - began


if __name__ == "__main__":
    main()
