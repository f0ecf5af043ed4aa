"""How often somebody has to touch the screen, from the square to sent; and that a young child need not read."""

from datetime import date

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import func, select

from participation.db import session
from participation.submissions.models import Submission
from tests.answering.conftest import Letter, Write
from tests.answering.touring import WORDS
from tests.journeys import promised
from tests.parts.browser import OpenPage, settled

MAP = "/answer/my_views"
FIVE_YEARS_OLD = date(2020, 6, 1)


class Finger:
    """Touches one thing at a time, and counts."""

    def __init__(self, page: Page, address: str, letter: Letter) -> None:
        self.page, self.taps = page, 0
        page.goto(f"{address}/s#{letter.secrets.token}")
        self.tap("#scanned > button")
        page.wait_for_url("**/home")

    def tap(self, what: str) -> None:
        """Touch the first of these that can be seen, and wait for what comes."""
        settled(self.page).click(f"{what} >> visible=true >> nth=0")
        self.taps += 1

    def is_sent(self) -> bool:
        """Whether the page after sending stands there."""
        return settled(self.page).url.endswith("/done")


def test_one_thing_is_sent_with_five_taps(live: str, open_page: OpenPage, write: Write) -> None:
    finger = Finger(open_page(), live, write())
    finger.tap(f".todo a[href='{MAP}']")
    finger.tap("details.one summary")
    finger.page.fill("textarea", WORDS)
    finger.tap("details.one .main")
    finger.tap(".go .main")
    assert finger.is_sent()
    assert finger.taps == promised("one answer, from the square to sent")


def test_three_topics_are_sent_with_twelve_taps(live: str, open_page: OpenPage, write: Write) -> None:
    finger = Finger(open_page(), live, write())
    finger.tap(f".todo a[href='{MAP}']")
    for topic, way_on in (("home", "[value=map]"), ("school", "[value=map]"), ("health", "[value=send]")):
        finger.tap(f".places a[href='{MAP}/{topic}']")
        finger.tap("main .tile")
        finger.tap(f"main {way_on}")
    finger.tap(".go .main")
    assert finger.is_sent()
    assert finger.taps == promised("three topics, from the square to sent")


def test_a_young_child_gets_to_the_end_by_pictures_alone(
    live: str, app: Flask, open_page: OpenPage, write: Write
) -> None:
    finger = Finger(open_page(), live, write(born_on=FIVE_YEARS_OLD))
    finger.tap(".todo a[href*='/my_views']:has(.pic)")
    pages = 0
    while not settled(finger.page).url.endswith("/check"):
        is_for_the_child = not finger.page.locator("main.grown_up").count()
        assert finger.page.locator(".look .pic").count() == is_for_the_child
        assert not finger.page.locator("textarea").count(), "nothing to type"
        pages += is_for_the_child
        finger.tap("main .tile:has(.pic)")
        finger.tap("main .main:has(.pic)")
    finger.tap(".go .main:has(.pic)")
    assert finger.is_sent()
    assert 10 < pages <= 13 + 1, "and the try"
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(Submission)) == 1
