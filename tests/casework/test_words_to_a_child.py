"""What an officer writes to a child: in their own words alone, and how old one must be to read them is said."""

from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import expect

from participation import clock
from tests.answering.test_lock import unlock
from tests.casework.desk import Desk
from tests.casework.test_after_the_meeting import AFTER, AfterTheMeeting
from tests.casework.test_letter_after import text_of
from tests.document import Document
from tests.parts.browser import OpenPage
from tests.parts.server import Serve
from tests.walking import Phone, hidden_fields, words_of

HARD = "The local authority will endeavour to facilitate contact arrangements subject to availability."
EASY = "You see Leo on Sunday. I ring you on Friday."
TYPED = "Yes: teh train at  9, “on Sundays”.\nI'll ring <you> & Leo."
"""With a slip, two spaces and a second line: none of it is put right."""


@pytest.fixture
def after(desk: Desk) -> Iterator[AfterTheMeeting]:
    """Maya has asked for two things, with a lock on her letter; her officer has read them, that afternoon."""
    made = AfterTheMeeting(desk)
    with clock.frozen(AFTER):
        desk.open(made.id)
        yield made


def pages(after: AfterTheMeeting) -> list[str]:
    """Where an officer writes to her."""
    asked = f"/staff/reviews/{after.id}/answers/{after.maya.submission_id}/ask_for"
    return [after.path, asked, f"/staff/reviews/{after.id}/letter"]


def boxes(browser: FlaskClient, path: str) -> list[str]:
    """What stands in the boxes of a page before anybody types."""
    page = Document.read(browser.get(path).text)
    assert not list(page.all("datalist")), "nothing is suggested"
    assert not any("placeholder" in each for each in page.all("textarea"))
    return ["".join(each.strings()).removeprefix("\r\n") for each in page.all("textarea")]


def test_every_box_for_words_to_a_child_comes_empty_and_holds_what_was_typed_and_nothing_else(
    after: AfterTheMeeting,
) -> None:
    browser = after.desk.browser
    for path in pages(after):
        assert set(boxes(browser, path)) == {""}
    after.save(how="spoke", code="PN1", **after.named("ask_for", state="agreed", words=TYPED))
    *answers, letter = pages(after)
    for path in answers:
        assert [each.replace("\r\n", "\n") for each in boxes(browser, path) if each] == [TYPED]
    assert set(boxes(browser, letter)) == {""}, "what she said to her officer alone is not put into a letter"
    maya = Phone(after.desk.app, after.maya.secrets)
    unlock(maya, {"kind": "digits", "digits": "482190"})
    assert TYPED in unescape(maya.press("read").text).replace("\r\n", "\n")
    key = f"t-{after.maya.submission_id}-ask_for"
    data = {**hidden_fields(browser.get(letter)), f"{key}-stands": "y", f"{key}-words": TYPED, "go": "print"}
    printed = text_of(browser.post(letter, data=data))
    assert " ".join(TYPED.split()) in printed


def test_while_one_types_how_it_reads_is_said_anew(after: AfterTheMeeting, serve: Serve, open_page: OpenPage) -> None:
    cookie = after.desk.browser.get_cookie("staff")
    assert cookie is not None
    page, address = open_page(width=1280), serve(after.desk.app)
    page.context.add_cookies([{"name": "staff", "value": cookie.value, "url": address}])
    for path in pages(after):
        page.goto(address + path)
        said = page.locator("[data-reads]").first
        box = page.locator(f"[id='{said.get_attribute('data-reads')}']")
        for words, age in ((HARD, "for adults"), (EASY, "for age 6")):
            box.fill("")
            box.press_sequentially(words)
            expect(said).to_contain_text(age)


def test_without_a_script_how_it_reads_is_said_once_it_is_saved(after: AfterTheMeeting) -> None:
    browser, letter = after.desk.browser, pages(after)[-1]
    after.save(how="spoke", code="PN1", **after.named("ask_for", state="agreed", words=HARD))
    browser.post(letter, data={**hidden_fields(browser.get(letter)), "words": HARD, "go": "save"})
    for path in (f"/staff/reviews/{after.id}", *pages(after)):
        assert "Reads like a text for adults" in words_of(browser.get(path))
