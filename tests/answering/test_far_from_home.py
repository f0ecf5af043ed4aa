"""A child whom nobody asked for a language: from the square to their officer, in their own words, and to the answer."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from participation import clock
from participation.db import session
from participation.outcomes.actions import Decision, answer
from participation.staff.models import Staff
from participation.submissions.queries import submissions_for
from tests import factories
from tests.answering.conftest import MEETING, PEOPLE
from tests.answering.loud import WEDNESDAY
from tests.answering.test_lock_pad import tap
from tests.document import Document
from tests.parts.browser import OpenPage, settled
from tests.walking import let_in

WORDS = {
    "ti": "ምስ ሓወይ ብተሌፎን ክዛረብ እደሊ",
    "ps": "غواړم له خپلې مور سره خبرې وکړم",
    "fa-AF": "می‌خواهم مکتب بروم",
    "ckb": "دەمەوێت قسە لەگەڵ براکەم بکەم",
    "vi": "Mình muốn gọi điện cho mẹ",
}
REPLY = "Yes. We ring on Sunday."
LOCK = ("sun", "cat", "cat", "boat")


@dataclass(frozen=True)
class Far:
    """A child with a letter in English, and the officer who wrote it."""

    app: Flask
    square: str
    review_id: str
    officer_id: str
    email: str
    secret: str

    def read_page(self) -> Document:
        """The officer's page, as the officer sees it."""
        return Document.read(let_in(self.app, self.email, self.secret).get(f"/staff/reviews/{self.review_id}").text)

    def answer(self) -> None:
        """The officer answers in English."""
        with clock.frozen(WEDNESDAY), self.app.app_context():
            officer = session().get_one(Staff, self.officer_id)
            (sent,) = submissions_for(officer, self.review_id)
            answer(officer, self.review_id, sent.id, "ask_for", Decision("agreed", REPLY))


@pytest.fixture
def far(app: Flask, live: str) -> Far:
    with app.app_context():
        officer, secret = factories.staff(name="Amara Okafor")
        review = factories.review(officer, MEETING, people=PEOPLE)
        _, secrets = factories.letter(review)
        return Far(app, f"{live}/s#{secrets.token}", review.id, officer.id, officer.email, secret)


def come_in(page: Page, far: Far, code: str) -> None:
    """By the square, in a language of one's own."""
    page.goto(far.square)
    page.click(f'#with_secret button[value="{code}"]:not(.asks)')
    page.wait_for_url("**/home")
    expect(page.locator("html")).to_have_attribute("lang", code)


def say_just_one_thing(page: Page, live: str, words: str) -> None:
    """From the map, with a copy behind the lock."""
    page.goto(f"{live}/answer/my_views")
    page.click("details.one summary")
    page.fill("#one", words)
    page.click("details.one .main")
    assert settled(page).url.endswith("/check")
    page.check("[name=copy]", force=True)
    page.click(".go .main")
    assert settled(page).url.endswith("/done")


def press_the_lock(page: Page, live: str, button: str) -> None:
    page.goto(f"{live}/lock")
    tap(page, *LOCK)
    page.click(button)
    page.wait_for_url(re.compile("/after$"))


@pytest.mark.parametrize(("code", "words"), WORDS.items(), ids=WORDS)
def test_their_words_reach_the_officer_and_the_answer_reaches_them(
    far: Far, live: str, open_page: OpenPage, code: str, words: str
) -> None:
    page = open_page()
    come_in(page, far, code)
    press_the_lock(page, live, ".keep")
    say_just_one_thing(page, live, words)
    quoted = [quote for quote in far.read_page().all("blockquote") if quote.text == words]
    assert {(quote["lang"], quote["dir"]) for quote in quoted} == {(code, "auto")}
    far.answer()
    with clock.frozen(WEDNESDAY + timedelta(minutes=5)):
        come_in(page, far, code)
        press_the_lock(page, live, ".go .main")
        page.click("main section button")
        expect(page.locator("main")).to_contain_text(REPLY)
        expect(page.locator("main")).to_contain_text(words)
