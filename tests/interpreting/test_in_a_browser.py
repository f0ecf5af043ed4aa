"""From the officer's button to the English beside the words, in a browser; and nobody is kept out."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.casework.desk import Desk
from tests.interpreting.conftest import BOOKED, MORNING, secret_in, send, shown
from tests.parts.axe import barriers_in_every_way
from tests.parts.browser import OpenPage
from tests.parts.nu import html_errors
from tests.walking import hidden_fields

TYPED = {
    "ti": ("ክፍለይ ጽቡቕ እዩ፡ ለይቲ ግን ይፈርህ", "ltr"),
    "ps": ("غواړم له خپلې مور سره خبرې وکړم", "rtl"),
    "fa-AF": ("می‌خواهم مکتب بروم", "rtl"),
    "ckb": ("دەمەوێت قسە لەگەڵ براکەم بکەم", "rtl"),
    "vi": ("Mình muốn gọi điện cho mẹ", "ltr"),
}
ENGLISH = "What the child says, in English"


class Office:
    """Amara's screen, and that of an interpreter who has neither an account nor a letter."""

    def __init__(self, app: Flask, live: str, open_page: OpenPage) -> None:
        self.desk, self.live, self.open_page = Desk(app), live, open_page
        cookie = self.desk.browser.get_cookie("staff")
        self.cookie = cookie.value if cookie else ""

    def receive(self, language: str) -> tuple[str, str]:
        """Somebody says one thing in a language; gives the ids of the review and of what was sent."""
        review = self.desk.review("Selam", MORNING.date(), language=language)
        return review, self.desk.receive(review, "my_views", language=language, ask_for=TYPED[language][0])

    def officer(self, path: str, page: Page | None = None) -> Page:
        """A page of the officer's."""
        page = page or self.open_page(width=1280, height=900)
        page.context.add_cookies([{"name": "staff", "value": self.cookie, "url": self.live}])
        page.goto(f"{self.live}/staff/{path}")
        return page

    def link(self, page: Page) -> str:
        """Press what makes a link, and read it as the officer copies it."""
        page.get_by_role("link", name="Ask an interpreter").click()
        page.get_by_label("With whom it waits").fill(BOOKED)
        page.get_by_role("button", name="Make the link").click()
        return page.get_by_label("The link", exact=True).input_value()


@pytest.fixture
def office(app: Flask, live: str, open_page: OpenPage) -> Office:
    return Office(app, live, open_page)


def write(page: Page, english: str) -> None:
    """As an interpreter does."""
    page.get_by_label("In English").fill(english)
    page.get_by_label("Your initials").fill("TG")
    page.get_by_label("Your agency").fill("Tongues Ltd, 88")
    page.get_by_role("button", name="Send the English").click()


@pytest.mark.parametrize("code", TYPED)
@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_from_the_officers_button_to_the_english_beside_the_words(office: Office, code: str, javascript: bool) -> None:
    words, direction = TYPED[code]
    review, _ = office.receive(code)
    officer = office.officer(f"reviews/{review}")
    link = office.link(officer)
    address, _, secret = link.partition("#")
    interpreter = office.open_page(javascript=javascript)
    interpreter.goto(f"{office.live}/interpret#{secret}")
    if javascript:
        expect(interpreter).to_have_url(f"{office.live}/interpret")
    else:
        interpreter.get_by_label("Paste the link").fill(link)
    interpreter.get_by_role("button", name="Show the words").click()
    original = interpreter.locator("blockquote")
    expect(original).to_have_text(words)
    expect(original).to_have_attribute("lang", code)
    expect(original).to_have_attribute("dir", direction)
    write(interpreter, ENGLISH)
    expect(interpreter.locator("h1")).to_have_text("Thank you. The English is with the officer")
    assert address.endswith("/interpret")
    officer.goto(f"{office.live}/staff/reviews/{review}")
    quoted = officer.get_by_role("region", name="What Selam asked for")
    expect(quoted.locator("blockquote")).to_have_text(words)
    expect(quoted.locator(".english q")).to_have_text(ENGLISH)
    expect(quoted.locator(".english")).to_contain_text("by TG, Tongues Ltd, 88, on Monday 9 March 2026, for Amara")
    interpreter.goto(f"{office.live}/interpret#{secret}")
    if not javascript:
        interpreter.get_by_label("Paste the link").fill(link)
    interpreter.get_by_role("button", name="Show the words").click()
    expect(interpreter.locator("h1")).to_have_text("The English was sent with this link")


def test_an_officer_takes_a_link_back_and_asks_anew(office: Office) -> None:
    review, _ = office.receive("ps")
    page = office.officer(f"reviews/{review}")
    first = office.link(page)
    page.get_by_role("link", name="Back to the review").last.click()
    expect(page.locator("section.words")).to_contain_text(f"1 text waits with {BOOKED}")
    page.get_by_role("button", name="Take the link back").click()
    expect(page.locator("section.words")).not_to_contain_text("waits with")
    second = office.link(page)
    assert shown(office.desk.app, first).status_code == 404
    assert shown(office.desk.app, second).status_code == 200


def pages_of_an_interpreter(office: Office) -> dict[str, str]:
    """Each page that an interpreter may see, as a browser got it."""
    _, sent = office.receive("ps")
    path = f"/staff/submissions/{sent}/interpreter"
    form = hidden_fields(office.desk.browser.get(path))
    app, made = office.desk.app, office.desk.browser.post(path, data={**form, "text": "ask_for", "label": BOOKED})
    secret = secret_in(made)
    return {
        "made": made.text,
        "front": app.test_client().get("/interpret").text,
        "words": shown(app, secret).text,
        "missing": send(app, secret, "").text,
        "unknown": shown(app, "0" * 26).text,
        "sent": send(app, secret, ENGLISH).text,
        "used": shown(app, secret).text,
    }


def test_the_html_of_every_page_is_valid(office: Office) -> None:
    assert html_errors(pages_of_an_interpreter(office)) == []


def test_nobody_is_kept_out(office: Office) -> None:
    review, _ = office.receive("ps")
    officer = office.officer(f"reviews/{review}")
    link = office.link(officer)
    found = barriers_in_every_way(officer)
    page = office.open_page()
    page.goto(f"{office.live}/interpret#{link.partition('#')[2]}")
    found += barriers_in_every_way(page)
    page.get_by_role("button", name="Show the words").click()
    found += barriers_in_every_way(page)
    page.get_by_role("button", name="Send the English").click()
    expect(page.get_by_role("alert")).to_contain_text("Not sent yet")
    found += barriers_in_every_way(page)
    officer.goto(f"{office.live}/staff/reviews/{review}")
    found += barriers_in_every_way(officer)
    write(page, ENGLISH)
    found += barriers_in_every_way(page)
    officer.reload()
    found += barriers_in_every_way(officer)
    assert found == []
