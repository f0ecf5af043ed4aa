"""Maya, her officer and the post room, each before a screen, on any day of a year."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock
from participation.clock import LONDON
from participation.db import session
from participation.metrics.figures import figures
from participation.reviews.models import Review
from participation.staff.models import Role
from tests import factories
from tests.answering.test_lock import unlock
from tests.casework.desk import Desk
from tests.exchange.lists import row, text_of
from tests.exchange.test_imports_page import give
from tests.letters.desk import as_ticked
from tests.letters.two_letters import printed
from tests.walking import Phone, hidden_fields, signed_in, words_of


class Year:
    """Maya, Amara who is her officer, and Kim of the post room, each before a screen."""

    def __init__(self, app: Flask) -> None:
        self.app, self.desk = app, Desk(app)
        with app.app_context():
            _, self.kims = factories.staff(Role.SUPPORT, email="kim@example.org")
        self.phone: Phone

    @contextmanager
    def on(self, day: str, hour: int = 9) -> Iterator[None]:
        """A day of the year: everybody signs in anew."""
        with clock.frozen(datetime.fromisoformat(day).replace(hour=hour, tzinfo=LONDON)):
            for each in (self.desk, self):
                vars(each).pop("browser" if each is self.desk else "kim", None)
            yield

    @cached_property
    def kim(self) -> FlaskClient:
        """Signed in."""
        return signed_in(self.app, "kim@example.org", self.kims)

    def caseload(self, **values: str) -> None:
        """Kim looks at the council's list and takes it."""
        text = text_of([row(language="en", **values)])
        looked = give(self.kim, self.kim.get("/staff/imports"), text)
        assert "1 row was taken" in words_of(give(self.kim, looked, text, "take"))

    def letter(self) -> None:
        """Kim prints what is to be printed, and Maya scans the square of hers."""
        page = self.kim.get("/staff/letters")
        issued = {**hidden_fields(page), "until": str(clock.today() + timedelta(days=28))}
        page = self.kim.post("/staff/letters/invite", data=issued, follow_redirects=True)
        (secrets,) = printed(self.kim.post("/staff/letters/print", data=as_ticked(page)).data)
        self.secrets = secrets

    def home(self) -> str:
        """Maya's first page; her phone keeps nothing from one day to another."""
        self.phone = Phone(self.app, self.secrets)
        return words_of(self.phone.page)

    def after(self) -> str:
        """What came of it, behind Maya's lock, with every answer read."""
        self.home()
        unlock(self.phone)
        return words_of(self.phone.press("read"))

    def id_of(self, reference: str) -> str:
        """A review's."""
        with self.app.app_context():
            return session().scalars(select(Review.id).where(Review.reference == reference)).one()

    def review(self, reference: str) -> str:
        """The words of the officer's page of it."""
        return words_of(self.desk.open(self.id_of(reference)))

    def press(self, page: str, to: str = "", **typed: str) -> str:
        """Amara types into the first form of a page and presses its button; the words of what comes."""
        data = {**hidden_fields(self.desk.browser.get(page)), **typed}
        done = self.desk.browser.post(to or page, data=data, follow_redirects=True)
        assert done.status_code == 200, words_of(done)
        return words_of(done)

    def counted(self, *names: str) -> list[object]:
        """Figures of the year, as they stand today."""
        with self.app.app_context():
            values = figures("2026-27").values
            return [values[name] for name in names]
