"""From the square to sent, Back and Leave, in the browsers that are not Chromium: by what stands on a page."""

from collections.abc import Callable

import pytest
from flask import Flask
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from sqlalchemy import func, select

from participation.db import session
from participation.submissions.models import Submission
from tests.answering.conftest import Write
from tests.parts.server import Serve

LONGEST = 20
MOST_PAGES = 40
IS_SETTLED = "return document.readyState === 'complete' && !document.documentElement.hasAttribute('aria-busy')"
ELSEWHERE = "<!doctype html><title>Somewhere else</title>"


class Visitor:
    """Somebody who reads what stands on a control, and presses it."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def controls(self, name: str) -> list[WebElement]:
        """What can be seen and pressed and says exactly this, or this first."""
        found = self.driver.find_elements(By.CSS_SELECTOR, "a, button:not([aria-hidden])")
        try:
            return [each for each in found if each.is_displayed() and each.text.strip().split("\n")[0] == name]
        except StaleElementReferenceException:  # the page was turned meanwhile
            return self.controls(name)

    def link(self, where: str) -> WebElement:
        """The first link that leads there, as soon as there is one."""
        found: WebElement = WebDriverWait(self.driver, LONGEST).until(
            lambda driver: driver.find_element(By.CSS_SELECTOR, where)
        )
        return found

    def press(self, control: WebElement) -> None:
        """Press it, and wait for what comes."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", control)
        control.click()
        self.wait(lambda: bool(self.driver.execute_script(IS_SETTLED)))

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait for something to be so."""
        WebDriverWait(self.driver, LONGEST).until(lambda _: until())

    def choose(self, words: str = "") -> str:
        """Choose the first answer of these words, where there are any to choose from; gives it."""
        tiles = [each for each in self.driver.find_elements(By.CSS_SELECTOR, "main label.tile") if each.is_displayed()]
        tiles = [each for each in tiles if words in each.text]
        if not tiles:
            return ""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", tiles[0])
        tiles[0].click()
        return self.chosen()

    def chosen(self) -> str:
        """The answer that is chosen on this page."""
        found = self.driver.find_elements(By.CSS_SELECTOR, "main input:checked")
        return str(found[0].get_attribute("value")) if found else ""

    @property
    def path(self) -> str:
        """Where they are."""
        return str(self.driver.current_url.partition("://")[2].partition("/")[2].partition("?")[0])


@pytest.fixture(params=["firefox", "webkit"])
def visitor(request: pytest.FixtureRequest) -> Visitor:
    """In each of the two."""
    return Visitor(request.getfixturevalue(request.param))


@pytest.fixture
def app(make_app: Callable[..., Flask], serve: Serve) -> Flask:
    """Leave leads to a site that is on this machine, but not ours."""
    site = Flask("elsewhere")
    site.add_url_rule("/", view_func=lambda: ELSEWHERE)
    return make_app(leave_url=serve(site) + "/")


def test_a_child_gets_from_the_square_to_sent_back_and_away(
    visitor: Visitor, app: Flask, serve: Serve, write: Write
) -> None:
    letter = write()
    _come_in(visitor, f"{serve(app)}/s#{letter.secrets.token}")
    first, chosen = _to_the_first_question(visitor)
    visitor.press(visitor.controls("Next")[0])
    visitor.wait(lambda: visitor.path != first)
    visitor.driver.back()
    visitor.wait(lambda: visitor.path == first and visitor.chosen() == chosen)
    _to_the_end(visitor)
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(Submission)) == 1
    visitor.press(visitor.controls("Leave")[0])
    visitor.wait(lambda: visitor.driver.title == "Somewhere else")
    visitor.driver.back()
    visitor.wait(lambda: bool(visitor.controls("Start")))
    assert visitor.driver.get_cookies() == []


def test_own_words_are_chosen_and_typed_and_said_on_the_map_and_at_its_next_place(
    visitor: Visitor, app: Flask, serve: Serve, write: Write
) -> None:
    _come_in(visitor, f"{serve(app)}/s#{write().secrets.token}")
    visitor.press(visitor.link("main a[href*='/my_views']"))
    visitor.press(visitor.link("main li a[href$='/my_words']"))
    visitor.wait(lambda: bool(visitor.controls("Next")))
    assert visitor.choose("Our house") == "Our house"
    visitor.link("#question_call_people").send_keys("Nan and Grandad")
    visitor.press(visitor.controls("Next")[0])
    visitor.wait(lambda: visitor.path.endswith("/my_family_words"))
    visitor.choose()
    visitor.press(visitor.controls("Next")[0])
    visitor.wait(lambda: visitor.path == "answer/my_views")
    home = visitor.link("main li a[href$='/home']")
    assert "Our house" in home.text
    visitor.press(home)
    visitor.wait(lambda: visitor.path.endswith("/home"))
    assert "Our house" in visitor.link("h1").text
    visitor.driver.back()
    visitor.wait(lambda: visitor.path == "answer/my_views")
    visitor.press(visitor.link("main li a[href$='/my_words']"))
    visitor.wait(lambda: visitor.chosen() == "Our house")
    typed = visitor.driver.find_elements(By.CSS_SELECTOR, "input[name=answer_call_people]:checked")
    assert [each.get_attribute("value") for each in typed] == ["Nan and Grandad"]


def _come_in(visitor: Visitor, square: str) -> None:
    visitor.driver.get(square)
    visitor.wait(lambda: bool(visitor.controls("Start")))
    visitor.press(visitor.controls("Start")[0])
    visitor.wait(lambda: visitor.path == "home")


def _to_the_first_question(visitor: Visitor) -> tuple[str, str]:
    """Through the map, where there is one; gives the address and what was chosen there."""
    visitor.press(visitor.link("main a[href*='/my_views']"))
    visitor.wait(lambda: visitor.path != "home")
    if not visitor.controls("Next"):
        visitor.press(visitor.link("main li a[href$='/home']"))
        visitor.wait(lambda: bool(visitor.controls("Next")))
    return visitor.path, visitor.choose()


def _to_the_end(visitor: Visitor) -> None:
    """Answer what comes, to the list of all answers, and send it."""
    for _ in range(MOST_PAGES):
        if visitor.path.endswith("/check"):
            break
        if visitor.controls("Next"):
            visitor.choose()
        visitor.press((visitor.controls("Next") or visitor.controls("Send"))[0])
    visitor.press(visitor.controls("Send")[0])
    visitor.wait(lambda: visitor.path.endswith("/done"))
