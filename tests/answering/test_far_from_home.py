"""A child whom nobody asked for a language: from the square to their officer, in their own words, and to the answer."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import expect

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
from tests.walking import signed_in

WORDS = {
    "ti": "ምስ ሓወይ ብተሌፎን ክዛረብ እደሊ",
    "ps": "غواړم له خپلې مور سره خبرې وکړم",
    "fa-AF": "می‌خواهم مکتب بروم",
    "ckb": "دەمەوێت قسە لەگەڵ براکەم بکەم",
    "vi": "Mình muốn gọi điện cho mẹ",
}
REPLY = "Yes. We ring on Sunday."
LOCK = ("sun", "cat", "cat", "boat")


@pytest.mark.parametrize(("code", "words"), WORDS.items(), ids=WORDS)
def test_their_words_reach_the_officer_and_the_answer_reaches_them(
    app: Flask, live: str, open_page: OpenPage, code: str, words: str
) -> None:
    with app.app_context():
        officer, secret = factories.staff(name="Amara Okafor")
        review = factories.review(officer, MEETING, people=PEOPLE)
        _, secrets = factories.letter(review)
        review_id, officer_id, email = review.id, officer.id, officer.email
    page = open_page()
    page.goto(f"{live}/s#{secrets.token}")
    page.click(f'#with_secret button[value="{code}"]:not(.asks)')
    page.wait_for_url("**/home")
    expect(page.locator("html")).to_have_attribute("lang", code)
    page.goto(f"{live}/lock")
    tap(page, *LOCK)
    page.click(".keep")
    page.wait_for_url(re.compile("/after$"))
    page.goto(f"{live}/answer/my_views")
    page.click("details.one summary")
    page.fill("#one", words)
    page.click("details.one .main")
    assert settled(page).url.endswith("/check")
    page.check("[name=copy]", force=True)
    page.click(".go .main")
    assert settled(page).url.endswith("/done")
    read = Document.read(signed_in(app, email, secret).get(f"/staff/reviews/{review_id}").text)
    quoted = [quote for quote in read.all("blockquote") if words in quote.text]
    assert quoted
    assert {(quote["lang"], quote["dir"]) for quote in quoted} == {(code, "auto")}
    with clock.frozen(WEDNESDAY), app.app_context():
        amara = session().get_one(Staff, officer_id)
        (sent,) = submissions_for(amara, review_id)
        answer(amara, review_id, sent.id, "ask_for", Decision("agreed", REPLY))
    with clock.frozen(WEDNESDAY + timedelta(minutes=5)):
        page.goto(f"{live}/s#{secrets.token}")
        page.click(f'#with_secret button[value="{code}"]:not(.asks)')
        page.wait_for_url("**/home")
        page.goto(f"{live}/lock")
        tap(page, *LOCK)
        page.click(".go .main")
        page.wait_for_url(re.compile("/after$"))
        page.click("main section button")
        expect(page.locator("main")).to_contain_text(REPLY)
        expect(page.locator("main")).to_contain_text(words)
