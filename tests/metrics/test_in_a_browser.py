"""The page of figures as a manager sees it: it is valid, and a definition is one press away."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from participation.staff.models import Role
from tests import factories
from tests.metrics.everything import everything_happened
from tests.parts.browser import OpenPage
from tests.parts.nu import html_errors
from tests.parts.server import Serve
from tests.walking import let_in

PATHS = (
    "/staff/metrics",
    "/staff/metrics?published=1",
    "/staff/metrics?year=2030-31",
    "/staff/metrics?year=2030-31&published=1",
    "/staff/metrics/more",
    "/staff/missed",
)


@pytest.fixture
def cookie(app: Flask) -> str:
    """A manager, signed in, of a service in which everything happened that a figure can show."""
    with app.app_context():
        staff, secret = factories.staff(Role.MANAGER)
        email = staff.email
        everything_happened()
    found = let_in(app, email, secret).get_cookie("staff")
    assert found is not None
    return found.value


def carry(page: Page, address: str, cookie: str) -> None:
    page.context.add_cookies([{"name": "staff", "value": cookie, "url": address}])


def test_the_html_of_the_figures_is_valid(app: Flask, cookie: str) -> None:
    browser = app.test_client()
    browser.set_cookie("staff", cookie)
    assert html_errors({path: browser.get(path).text for path in PATHS}) == []


def test_a_definition_is_one_press_away(app: Flask, cookie: str, serve: Serve, open_page: OpenPage) -> None:
    page, address = open_page(width=1280), serve(app)
    carry(page, address, cookie)
    page.goto(f"{address}/staff/metrics")
    definition = page.get_by_text("PN7, of PN1 to PN7. Children under 4 are in neither number.").first
    assert not definition.is_visible()
    page.locator("summary", has_text="Neither came nor sent views").click()
    assert definition.is_visible()


def test_paper_shows_every_definition_and_no_button(app: Flask, cookie: str, serve: Serve, open_page: OpenPage) -> None:
    page, address = open_page(width=1280), serve(app)
    carry(page, address, cookie)
    page.goto(f"{address}/staff/metrics")
    page.emulate_media(media="print")
    assert page.get_by_text("PN1, PN2, PN3 and PN4, of PN1 to PN7.").first.is_visible()
    assert not page.get_by_role("link", name="Show for publication").is_visible()
