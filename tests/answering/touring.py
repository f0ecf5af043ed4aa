"""Every page of the public side, one after the other, in a real browser."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.answering.conftest import Letter
from tests.parts.browser import settled

START = "form:has(#code) button"
WORDS = "My room is nice but it is loud at night"


def enter(page: Page, address: str, letter: Letter, language: str = "") -> None:
    """Come in: by the square where scripts run, by the typed code where they do not."""
    page.goto(f"{address}/s#{letter.secrets.token}")
    if page.locator("#scanned").is_visible():
        page.click(f'#with_secret button[value="{language}"]:not(.asks)' if language else "#scanned > button")
        return
    page.goto(f"{address}/?language={language}" if language else f"{address}/")
    page.fill("#code", letter.secrets.code)
    page.click(START)


def tour(page: Page, address: str, letter: Letter, language: str = "") -> Iterator[str]:
    """Visit everything; at each name the page of that name is shown, with its style."""
    for name in _tour(page, address, letter, language):
        settled(page)
        yield name


def _tour(page: Page, address: str, letter: Letter, language: str) -> Iterator[str]:
    page.goto(f"{address}/?language={language}" if language else f"{address}/")
    yield "front"
    page.goto(f"{address}/s")
    yield "scan"
    page.fill("#code", "0000 0000 0000 0001")
    page.click(START)
    yield "mistyped"
    page.fill("#code", "12")
    page.click(START)
    yield "unknown"
    enter(page, address, letter, language)
    yield "home"
    for name in ("officer", "help", "contact", "privacy", "accessibility", "nowhere"):
        page.goto(f"{address}/{name}")
        yield name
    for purpose in ("my_views", "my_meeting"):
        yield from walk(page, address, purpose)
    page.goto(f"{address}/home")
    yield "home after sending"
    yield from _lock(page, address)


def _lock(page: Page, address: str) -> Iterator[str]:
    """Put a lock on, look behind it, close it, mistype it."""
    page.goto(f"{address}/after")
    yield "after without a lock"
    page.goto(f"{address}/lock")
    yield "lock of pictures"
    page.click("main [value=digits]")
    yield "lock of digits"
    page.fill("#digits", "12")
    page.click(".go .main")
    yield "lock mistyped"
    page.fill("#digits", "482190")
    page.click(".go .main")
    yield "lock once more"
    page.click(".go .main")
    yield "after"
    page.click("main [name=take_back] >> nth=0")
    yield "take back"
    page.goto(f"{address}/lock")
    yield "lock opened"
    page.click("main [value=close]")
    page.goto(f"{address}/after")
    yield "after with the lock closed"
    page.goto(f"{address}/lock")
    for number in range(5):
        page.fill("#digits", "111111")
        page.click(".go .main")
        yield f"lock not opened {number}"


def walk(page: Page, address: str, purpose: str) -> Iterator[str]:
    """Answer every question of one questionnaire, topic by topic where it has a map, look at all answers, send."""
    page.goto(f"{address}/home")
    page.click(f".todo a[href*='/{purpose}']")
    place = settled(page).url
    if topics := [each.get_attribute("href") for each in page.locator(".places a").all()]:
        yield f"map of {purpose}"
    for topic in topics:
        page.click(f'.places a[href="{topic}"]')
        yield from _answers(page, address, place)
    if page.url == place and page.locator(".places").count():
        yield f"{purpose} with everything said"
        page.click(".dock .main")
    else:
        yield from _answers(page, address, f"{address}/answer/{purpose}/check")
    settled(page)
    yield f"check {purpose}"
    page.click(".go .main")
    assert settled(page).url.endswith("/done")
    yield f"done {purpose}"


def _answers(page: Page, address: str, end: str) -> Iterator[str]:
    """Page by page until that address."""
    while settled(page).url != end:
        yield page.url.removeprefix(address)
        answer(page)
        page.click(".go .main")


def answer(page: Page) -> None:
    """Choose the fourth answer or the last, and write a sentence into every box."""
    for group in page.locator("fieldset.question").all():
        tiles = group.locator(".tile")
        tiles.nth(min(3, tiles.count() - 1)).click()
    for box in page.locator("main textarea, main .field").all():
        box.fill(WORDS)


def say(page: Page, words: str) -> None:
    """Choose the first answer, and write into the box that it opens."""
    page.click("main .tile >> nth=0")
    page.fill("main textarea", words)
