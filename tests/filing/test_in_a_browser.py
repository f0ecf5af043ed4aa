"""The page about case records, in a real browser: nobody is kept out, it is valid, and it fits a telephone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from participation import clock
from participation.filing.actions import drop_at_night
from participation.staff.models import Role
from tests import factories
from tests.filing.test_folder import NIGHT
from tests.parts.axe import barriers_in_every_way
from tests.parts.browser import OpenPage
from tests.parts.nu import html_errors
from tests.parts.server import Serve
from tests.retention import lives
from tests.retention.lives import BEFORE
from tests.walking import signed_in

PATH = "/staff/records"


@pytest.fixture
def app(make_app: Callable[..., Flask], tmp_path: Path) -> Flask:
    """Two things went, two wait, and the folder is away by now."""
    (folder := tmp_path / "case records").mkdir()
    app = make_app(record_folder=str(folder))
    with app.app_context():
        for went in (2, 0):
            with clock.frozen(BEFORE):
                lives.sent(lives.a_review())
                lives.sent(lives.a_review())
            with clock.frozen(NIGHT):
                assert drop_at_night() == went
    folder.rename(folder.with_name("away"))
    return app


@pytest.fixture
def cookie(app: Flask) -> str:
    with app.app_context():
        made, secret = factories.staff(Role.SUPPORT, name="Ben Adeyemi")
        email = made.email
    found = signed_in(app, email, secret).get_cookie("staff")
    assert found is not None
    return found.value


def test_nobody_is_kept_out_of_it(app: Flask, cookie: str, serve: Serve, open_page: OpenPage) -> None:
    page, address = open_page(width=1280), serve(app)
    page.context.add_cookies([{"name": "staff", "value": cookie, "url": address}])
    page.goto(address + PATH)
    assert barriers_in_every_way(page) == []


def test_it_fits_a_telephone(app: Flask, cookie: str, serve: Serve, open_page: OpenPage) -> None:
    page, address = open_page(width=360), serve(app)
    page.context.add_cookies([{"name": "staff", "value": cookie, "url": address}])
    page.goto(address + PATH)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_its_html_is_valid(app: Flask, cookie: str, tmp_path: Path) -> None:
    browser = app.test_client()
    browser.set_cookie("staff", cookie)
    assert html_errors({PATH: browser.get(PATH).text}, tmp_path) == []
