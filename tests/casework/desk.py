"""An officer at her desk, for the tests of what she sees."""

import re
from datetime import date
from functools import cached_property

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from participation import db
from participation.invitations.models import CHILD
from participation.reviews.models import Review
from participation.staff.models import Staff
from tests import factories
from tests.casework.sending import Typed, send
from tests.document import Document
from tests.page_checks import CheckedClient
from tests.walking import hidden_fields, let_in, words_of


class Desk:
    """Amara's account, her reviews, and her browser; each page that she opens is checked."""

    def __init__(self, app: Flask, email: str = "amara@example.org") -> None:
        app.test_client_class = CheckedClient
        self.app, self.email = app, email
        with app.app_context():
            staff, self.secret = factories.staff(email=email, name="Amara")
            self.staff_id = staff.id

    @cached_property
    def browser(self) -> FlaskClient:
        """Signed in, once: a code is taken only once."""
        return let_in(self.app, self.email, self.secret)

    def sign_in_again(self) -> None:
        """On another day, when the session has ended."""
        del self.browser

    def review(self, name: str, day: date, **values: object) -> str:
        """A review of hers; gives its id."""
        with self.app.app_context():
            officer = db.session().get(Staff, self.staff_id)
            return factories.review(officer, day, preferred_name=name, **values).id

    def receive(
        self, review_id: str, purpose: str, respondent: str = CHILD, language: str = "en", **typed: Typed
    ) -> str:
        """Somebody sends something for a review; gives the submission's id."""
        with self.app.app_context():
            review = db.session().get(Review, review_id)
            assert review is not None
            return send(review, purpose, respondent, language, **typed)

    def open(self, review_id: str, rest: str = "") -> TestResponse:
        """The page of a review."""
        return self.browser.get(f"/staff/reviews/{review_id}{rest}")

    def read(self, review_id: str) -> TestResponse:
        """The page of a review, and its button below all that was sent; gives the page as it was when it was opened."""
        page = self.open(review_id)
        left = [each["value"] for each in Document.read(page.text).all("input") if each["name"] == "submission"]
        assert left, "there is nothing left to read"
        told = {"csrf_token": hidden_fields(page)["csrf_token"], "submission": left}
        done = self.browser.post(f"/staff/reviews/{review_id}/read", data=told)
        assert done.status_code == 303
        return page

    def sections(self) -> dict[str, str]:
        """The list: each section's heading, without its count, and the words in it."""
        found = {}
        for section in Document.read(self.browser.get("/staff/").text).all("section"):
            heading = next(section.all("h2")).text
            found[re.sub(r" \d+$", "", heading)] = section.text
        return found

    def list(self) -> str:
        """The words of the whole list."""
        return words_of(self.browser.get("/staff/"))
