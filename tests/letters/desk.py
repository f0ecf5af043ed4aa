"""Support at their list of letters."""

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from participation.staff.models import Role
from tests import factories
from tests.document import Document
from tests.walking import hidden_fields, let_in


def as_ticked(page: TestResponse, form: str = "letters") -> dict[str, Any]:
    """What the browser posts when nobody has changed a tick."""
    fields = Document.read(page.text).all("input")
    return {**_carried(page), "of": [each["value"] for each in fields if each["form"] == form and "checked" in each]}


def one(page: TestResponse, invitation_id: str) -> dict[str, Any]:
    """What the button beside one letter posts."""
    return {**_carried(page), "only": invitation_id}


def asked_again(page: TestResponse, sure: str = "all", **more: str) -> dict[str, Any]:
    """What a button of the page posts that asks before letters are printed again."""
    return {**_carried(page), "of": re.findall(r'name="of" value="([0-9a-z]{26})"', page.text), "sure": sure, **more}


def support(app: Flask) -> FlaskClient:
    """Kim, signed in."""
    with app.app_context():
        _, secret = factories.staff(Role.SUPPORT, email="kim@example.org")
    return let_in(app, "kim@example.org", secret)


def _carried(page: TestResponse) -> dict[str, str]:
    return {name: value for name, value in hidden_fields(page).items() if name in ("csrf_token", "key")}
