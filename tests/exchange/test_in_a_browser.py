"""The page for imports, in a real browser: nobody is kept out, it is valid, and its files can be saved."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from participation.staff.models import Role
from tests import factories
from tests.exchange.conftest import Take
from tests.exchange.lists import row, write_caseload
from tests.parts.axe import barriers_in_every_way
from tests.parts.browser import OpenPage
from tests.parts.nu import html_errors
from tests.parts.server import Serve
from tests.walking import let_in

PATH = "/staff/imports"
WRONG = row(child_id="C3", review_id="R3", preferred_name="Zoë (new)", review_at="31/02/2027")


@pytest.fixture
def looked(app: Flask, take: Take, serve: Serve, open_page: OpenPage, tmp_path: Path) -> Page:
    """Support has looked at a list that is complete, lacks one child and has mistakes."""
    take(row(), row(child_id="C2", preferred_name="Ali", review_id="R2"))
    with app.app_context():
        _, secret = factories.staff(Role.SUPPORT, email="sam@example.org")
    cookie = let_in(app, "sam@example.org", secret).get_cookie("staff")
    assert cookie is not None
    page, address = open_page(width=1024), serve(app)
    page.context.add_cookies([{"name": "staff", "value": cookie.value, "url": address}])
    page.goto(address + PATH)
    page.get_by_label("The list is complete").check()
    page.set_input_files("input[type=file]", write_caseload(tmp_path / "list.csv", [row(), WRONG]))
    page.get_by_role("button", name="Look at it").click()
    return page


def test_nobody_is_kept_out_and_the_html_is_valid(looked: Page) -> None:
    expect(looked.get_by_role("heading", name="No longer named")).to_be_visible()
    assert html_errors({PATH: looked.content()}) == []
    assert barriers_in_every_way(looked) == []


def test_problems_and_templates_are_saved_as_files(looked: Page) -> None:
    looked.locator("summary").first.click()
    for name in ("Save the list of problems (CSV)", "Save an empty list (CSV)"):
        with looked.expect_download() as saving:
            looked.get_by_role("link", name=name).first.click()
        assert saving.value.suggested_filename in ("list-problems.csv", "template-caseload.csv")
        assert len(Path(saving.value.path()).read_text("utf-8-sig").splitlines()) > 1
