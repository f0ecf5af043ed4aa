"""A letter that moved, in a real browser: from the old address to the new one, with scripts and without."""

import logging
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from participation.interpreting.queries import lookup_of
from participation.invitations.secrets import new_token
from tests.handover.conftest import Councils
from tests.parts.axe import barriers_in_every_way
from tests.parts.browser import OpenPage, cut_off
from tests.parts.nu import html_errors
from tests.parts.server import Serve

START = "form:has(#code) button"


@dataclass(frozen=True)
class Served:
    """Two servers that are each other's strangers: a browser has another name for each."""

    councils: Councils
    old: str
    new: str


@pytest.fixture
def served(councils: Councils, serve: Serve) -> Served:
    return Served(councils, serve(councils.old).replace("127.0.0.1", "localhost"), serve(councils.new))


def typed(page: Page, address: str, code: str, language: str = "en") -> None:
    page.goto(f"{address}/?language={language}")
    page.fill("#code", code)
    page.click(START)


def asked_of(page: Page) -> list[str]:
    """Everything that the browser sends from now on."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url.partition("#")[0] + repr(request.headers)))
    return sent


def keeps(page: Page) -> str:
    """The addresses to which Back and Forward lead."""
    history: dict[str, Any] = page.context.new_cdp_session(page).send("Page.getNavigationHistory")
    return repr([entry["url"] for entry in history["entries"]])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_square_leads_to_the_new_councils_greeting_without_a_press_more(
    served: Served, open_page: OpenPage, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page, secrets = open_page(), served.councils.letter(served.new, language=language)
    sent = asked_of(page)
    page.goto(f"{served.old}/s#{secrets.token}")
    page.wait_for_url(f"{served.new}/s")
    expect(page.locator("#greeting > div")).to_have_attribute("lang", language)
    expect(page.locator("#greeting")).to_contain_text("Amara")
    assert secrets.token not in keeps(page)
    page.click("#scanned > button")
    page.wait_for_url(f"{served.new}/home")
    assert page.locator("html").get_attribute("lang") == language
    assert len(sent) > 5
    assert caplog.text.count("POST /greeting") == 2
    assert [each for each in (*sent, caplog.text) if secrets.token in each] == []


def test_start_that_is_pressed_before_the_greeting_came_leads_on_as_well(
    served: Served, open_page: OpenPage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page, secrets = open_page(), served.councils.letter(served.new)
    sent = asked_of(page)
    page.route(f"{served.old}/greeting", lambda _route: None)  # a slow line
    page.goto(f"{served.old}/s#{secrets.token}")
    page.click("#scanned > button")
    page.wait_for_url(f"{served.new}/s")
    expect(page.locator("#greeting")).to_contain_text("Amara")
    assert secrets.token not in keeps(page)
    page.click("#scanned > button")
    page.wait_for_url(f"{served.new}/home")
    assert caplog.text.count("POST /start") == 2
    assert [each for each in (*sent, caplog.text) if secrets.token in each] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_typed_code_leads_on_by_one_press_and_is_not_typed_again(
    served: Served, open_page: OpenPage, language: str
) -> None:
    page, secrets = open_page(), served.councils.letter(served.new, language=language)
    typed(page, served.old, secrets.code, language)
    assert page.locator("html").get_attribute("lang") == language
    expect(page.locator("main")).to_contain_text(served.new.removeprefix("http://"))
    assert barriers_in_every_way(page) + cut_off(page) == []
    assert html_errors({"moved": page.content()}) == []
    page.click("main a.button")
    page.wait_for_url(f"{served.new}/s")
    page.click("#scanned > button")
    page.wait_for_url(f"{served.new}/home")
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("language", ["en", "ar"])
def test_without_scripts_the_new_address_asks_for_the_code_again(
    served: Served, open_page: OpenPage, language: str
) -> None:
    page, secrets = open_page(javascript=False), served.councils.letter(served.new, language=language)
    page.goto(f"{served.old}/s#{secrets.token}")
    expect(page.locator("#code")).to_be_visible()
    typed(page, served.old, secrets.code, language)
    page.click("main a.button")
    spoken = "" if language == "en" else f"?language={language}"
    page.wait_for_url(f"{served.new}/s{spoken}#{secrets.code}")
    assert page.locator("html").get_attribute("lang") == language
    page.fill("#code", secrets.code)
    page.click(START)
    page.wait_for_url(f"{served.new}/home")
    assert page.locator("html").get_attribute("lang") == language


def test_an_interpreters_link_leads_on_by_one_press(served: Served, open_page: OpenPage) -> None:
    page, secret = open_page(), new_token()
    served.councils.leads([lookup_of(secret)], served.new)
    page.goto(f"{served.old}/interpret#{secret}")
    page.get_by_role("button", name="Show the words").click()
    expect(page.get_by_role("heading")).to_have_text("The words are at another address now")
    assert barriers_in_every_way(page) + cut_off(page) == []
    assert html_errors({"moved": page.content()}) == []
    page.get_by_role("link", name="Go there").click()
    page.wait_for_url(f"{served.new}/interpret")
    expect(page.locator("#linked input[name=secret]")).to_have_value(secret)
