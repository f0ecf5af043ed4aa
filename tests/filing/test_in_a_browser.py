"""The page about case records is valid HTML."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from participation import clock
from participation.filing.actions import drop_at_night
from participation.staff.models import Role
from tests import factories
from tests.filing.test_folder import NIGHT
from tests.parts.nu import html_errors
from tests.retention import lives
from tests.retention.lives import BEFORE
from tests.walking import let_in

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
    found = let_in(app, email, secret).get_cookie("staff")
    assert found is not None
    return found.value


def test_its_html_is_valid(app: Flask, cookie: str) -> None:
    browser = app.test_client()
    browser.set_cookie("staff", cookie)
    assert html_errors({PATH: browser.get(PATH).text}) == []
