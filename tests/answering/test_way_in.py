"""What arrives is not always what was printed: other boxes and addresses, no cookies, what reads mail."""

import logging
from datetime import timedelta

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from playwright.sync_api import expect

from participation import clock
from participation.db import session
from participation.invitations.models import Invitation
from participation.invitations.secrets import new_code, spaced
from tests.answering.conftest import TWO_WEEKS_BEFORE, Letter, Write
from tests.answering.touring import START
from tests.databases import on_both
from tests.parts.browser import OpenPage
from tests.parts.server import Serve
from tests.walking import Phone, hidden_fields, words_of

NO_COOKIES = "Start needs a cookie, and this browser does not take any."
PRESSED = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-User": "?1"}


def opened(app: Flask, letter: Letter) -> bool:
    with app.app_context():
        return session().get_one(Invitation, letter.invitation_id).opened_at is not None


@pytest.mark.parametrize("box", ["token", "code"])
def test_either_secret_opens_from_either_box_with_whatever_was_pasted_around_it(
    app: Flask, write: Write, box: str
) -> None:
    secrets = write().secrets
    for sent in (f"https://review.example.org/s#{secrets.token}?utm_source=mail)", f"Code: {spaced(secrets.code)}"):
        assert app.test_client().post("/start", data={box: sent}).location == "/home"


def test_letters_and_numbers_that_open_nothing_are_answered_as_before(app: Flask) -> None:
    browser = app.test_client()
    assert "Here are 26." in words_of(browser.post("/start", data={"code": "1" * 26}))
    assert "This letter does not open" in words_of(browser.post("/start", data={"code": "K" * 26}))
    assert "This letter does not open" in words_of(browser.post("/start", data={"token": f"Code: {new_code()}"}))


@pytest.mark.parametrize(
    "path", ["/S", "/s/", "/S/", "/s.", "/s%23{}", "/S%23{}", "/s/{}", "/s%2523{})", "/s%0A", "/s;x"]
)
def test_an_address_that_was_cut_or_encoded_leads_to_the_code_without_the_secret(
    app: Flask, write: Write, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = write().secrets.token
    answer = app.test_client().get(path.format(token))
    assert (answer.status_code, answer.location, answer.data) == (303, "/s", b"")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert "answering.astray" in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize("path", ["/sx", "/s1", "/safe", "/staff/nonsense", "/x/s."])
def test_any_other_word_is_nobodys_address(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 404


def test_a_retyped_address_carries_the_secret_on(live: str, open_page: OpenPage, write: Write) -> None:
    page, letter = open_page(), write()
    page.goto(f"{live}/S#{letter.secrets.token}")
    expect(page.locator("#scanned input[name=token]")).to_have_value(letter.secrets.token)
    assert page.url == f"{live}/s"


def test_a_link_to_a_place_on_the_page_is_no_secret(live: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{live}/s")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live}/s#main")
    expect(page.locator("#code")).to_be_visible()
    expect(page.locator("#scanned")).to_be_hidden()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_who_starts_in_a_browser_that_refuses_cookies_is_told_so(
    app: Flask, serve: Serve, open_page: OpenPage, write: Write, javascript: bool
) -> None:
    class Refusing(SecureCookieSessionInterface):
        """What a browser keeps that keeps no cookie."""

        def save_session(self, *_: object) -> None:
            """Nothing."""

    app.session_interface = Refusing()
    page, letter, address = open_page(javascript=javascript), write(), serve(app)
    page.goto(f"{address}/s#{letter.secrets.token}")
    if javascript:
        page.click("#scanned > button")
    else:
        page.fill("#code", letter.secrets.code)
        page.click(START)
    expect(page.locator("[role=alert]")).to_contain_text(NO_COOKIES)
    expect(page.locator("#code")).to_be_visible()


def test_who_comes_without_a_cookie_from_elsewhere_is_not_blamed(app: Flask, write: Write) -> None:
    stranger = app.test_client(use_cookies=False)
    here = "http://localhost/s"
    asked = {
        "typed": {},
        "back after leaving": {"Referer": here, "Sec-Fetch-Site": "same-origin"},
        "from another site": {"Referer": "https://example.org/s", **PRESSED},
        "from another page": {"Referer": "http://localhost/officer", **PRESSED},
    }
    assert {stranger.get("/home", headers=headers).location for headers in asked.values()} == {"/"}
    for headers in ({"Referer": here, **PRESSED}, {"Referer": here}):
        assert stranger.get("/home", headers=headers).location == "/?cookies=off"
    assert NO_COOKIES not in words_of(Phone(app, write().secrets).open("/?cookies=off"))


@on_both
def test_what_presses_start_and_follows_where_it_leads_has_not_opened_a_letter(app: Flask, write: Write) -> None:
    letter = write()
    Phone(app, letter.secrets)
    Phone(app, letter.secrets).open("/officer")
    assert not opened(app, letter)


@on_both
def test_whoever_presses_something_has_opened_it(app: Flask, write: Write) -> None:
    pressed = {"/answer/my_views/feelings": "/answer/my_views/feelings", "/home": "/language", "/officer": "/leave"}
    for page, button in pressed.items():
        letter = write()
        maya = Phone(app, letter.secrets)
        maya.browser.post(button, data={**hidden_fields(maya.open(page)), "go": "later", "language": "en"})
        assert opened(app, letter), button


@on_both
def test_whoever_is_still_there_after_a_minute_has_opened_it(app: Flask, write: Write) -> None:
    app.test_client_class = FlaskClient  # a HEAD has no page to check
    letter = write()
    maya = Phone(app, letter.secrets)
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(seconds=59)):
        maya.open("/officer")
        assert not opened(app, letter)
    with clock.frozen(TWO_WEEKS_BEFORE + timedelta(minutes=1)):
        maya.browser.head("/officer")
        assert not opened(app, letter)
        maya.open("/officer")
        assert opened(app, letter)
