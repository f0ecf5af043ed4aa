"""A manager before the settings page, with whoever works there."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from participation import clock, service
from participation.service.chosen import Service
from participation.staff.models import Role
from tests import factories
from tests.document import Document
from tests.walking import let_in

NOW = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_five_to_nine() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


class Desk:
    """A manager's, with colleagues."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            manager, secret = factories.staff(Role.MANAGER, email="grace@example.org", name="Grace")
            self.ids = {"Grace": manager.id}
            for name in ("Amara", "Ben"):
                self.ids[name] = factories.staff(email=f"{name.lower()}@example.org", name=name)[0].id
        self.browser: FlaskClient = let_in(app, "grace@example.org", secret)

    def fields(self) -> dict[str, str]:
        """Every field of the page as a browser would send it."""
        return fields_of(self.browser.get("/staff/settings"))

    def save(self, **typed: str) -> TestResponse:
        """Type into the page and save; `rota_0_staff_id` is a field of a row."""
        names = {re.sub(r"_(\d)_", r"-\1-", name): value for name, value in typed.items()}
        return self.browser.post("/staff/settings", data={**self.fields(), **names})

    def kept(self) -> Service:
        """The settings as they are in the database."""
        with self.app.app_context():
            service.forget()
            return service.current()


def fields_of(page: TestResponse) -> dict[str, str]:
    document, found = Document.read(page.text), {}
    for field in document.all("input"):
        if field["name"] and (field["type"] != "checkbox" or "checked" in field.attributes):
            found[field["name"]] = field["value"]
    for field in document.all("textarea"):
        found[field["name"]] = "".join(each for each in field.children if isinstance(each, str))
    for field in document.all("select"):
        chosen = [option for option in field.all("option") if "selected" in option.attributes]
        found[field["name"]] = chosen[0]["value"] if chosen else next(field.all("option"))["value"]
    return found


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)
