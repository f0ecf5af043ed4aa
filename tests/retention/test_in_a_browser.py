"""The page about keeping is valid HTML."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask

from participation import clock
from participation.db import session
from participation.disclosure.actions import hold
from participation.staff.models import Role, Staff
from tests import factories
from tests.parts.nu import html_errors
from tests.retention import lives
from tests.retention.lives import BEFORE, YEAR
from tests.walking import let_in

PATH = "/staff/keeping"


@pytest.fixture(autouse=True)
def a_year_later() -> Iterator[datetime]:
    with clock.frozen(BEFORE + YEAR):
        yield clock.now()


@pytest.fixture
def cookie(app: Flask) -> str:
    """A manager of a service where something goes, something is unread and something is held back."""
    with app.app_context():
        with clock.frozen(BEFORE):
            lives.a_draft(lives.a_review())
            lives.sent(lives.a_review(), is_read=False)
            held = lives.sent(lives.a_review())
        made, secret = factories.staff(Role.MANAGER, name="Grace Hall")
        email = made.email
        assert hold(session().get_one(Staff, made.id), held, "It says where somebody lives who must not be found.")
    found = let_in(app, email, secret).get_cookie("staff")
    assert found is not None
    return found.value


def test_its_html_is_valid(app: Flask, cookie: str) -> None:
    browser = app.test_client()
    browser.set_cookie("staff", cookie)
    assert html_errors({PATH: browser.get(PATH).text}) == []
