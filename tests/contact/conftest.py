"""What the tests of duty stand on: a service with a rota, and letters."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from participation import clock, service
from participation.db import transaction
from participation.invitations.actions import Secrets
from participation.service import ServiceRow
from participation.service.chosen import OnDuty, Service
from participation.staff.models import Role
from participation.staff.queries import staff_by_email
from tests import factories
from tests.page_checks import CheckedClient

MORNING = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
"""A Monday."""


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with clock.frozen(MORNING):
        yield


def settle(**changes: object) -> None:
    """Change the settings, as a manager would."""
    with transaction() as session:
        row = session.get(ServiceRow, 1)
        known = Service.from_row(row.settings) if row else Service()
        settings = replace(known, **changes).to_row()  # type: ignore[arg-type]
        if row is None:
            session.add(ServiceRow(id=1, settings=settings))
        else:
            row.settings = settings
    service.forget()
    service.current()


class Team:
    """Amara and Ben on duty, Grace their manager, and letters to children."""

    def __init__(self, app: Flask) -> None:
        app.test_client_class = CheckedClient
        self.app, self.ids, self.secrets = app, {}, {}
        with app.app_context():
            for name, role in (("amara", Role.OFFICER), ("ben", Role.OFFICER), ("grace", Role.MANAGER)):
                made, self.secrets[name] = factories.staff(role, email=f"{name}@example.org", name=name.title())
                self.ids[name] = made.id
            rota = (OnDuty(self.ids["amara"], "07700 900123"), OnDuty(self.ids["ben"]))
            settle(rota=rota, out_of_hours_mail="night@example.org")

    def settle(self, **changes: object) -> None:
        with self.app.app_context():
            settle(**changes)

    def letter(self, name: str = "Xanthippe") -> tuple[str, Secrets]:
        """To a child of Amara's; gives the review's id too."""
        with self.app.app_context():
            review = factories.review(staff_by_email("amara@example.org"), date(2026, 3, 20), preferred_name=name)
            return review.id, factories.letter(review)[1]


@pytest.fixture
def team(app: Flask) -> Team:
    return Team(app)
