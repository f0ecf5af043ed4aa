"""What the tests of the public side stand on: a held clock, letters, and a client that checks every page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from participation import clock
from participation.invitations.actions import Secrets
from participation.invitations.models import CHILD
from participation.profiles.actions import About, write_profile
from tests import factories
from tests.page_checks import CheckedClient

TWO_WEEKS_BEFORE = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)
MEETING = date(2026, 3, 10)
AWAY = "https://example.org/weather"
PEOPLE = [("foster_carer", "Jo Miller"), ("parent", "Dad"), ("school", "Ms Field"), ("social_worker", "Sam Green")]


@dataclass(frozen=True)
class Letter:
    """What one respondent holds, and whom it is about."""

    invitation_id: str
    review_id: str
    officer_id: str
    secrets: Secrets


@pytest.fixture(autouse=True)
def two_weeks_before() -> Iterator[None]:
    """Hold the clock; a test that goes on in time holds it again."""
    with clock.frozen(TWO_WEEKS_BEFORE):
        yield


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """Both sides; Leave leads to somebody else, and every page that is fetched is checked."""
    app = make_app(leave_url=AWAY)
    app.test_client_class = CheckedClient
    return app


Write = Callable[..., Letter]


@pytest.fixture
def write(app: Flask) -> Write:
    """Write to a respondent about a new review, whose officer is Amara."""

    def letter(respondent: str = CHILD, meets_on: date | None = MEETING, **values: object) -> Letter:
        with app.app_context():
            officer, _ = factories.staff(name="Amara Okafor")
            about = About("Amara", about="<p>I have a <b>dog</b>.</p>", phone="07700 900123", portrait="round_curls")
            write_profile(officer.id, about)
            review = factories.review(officer, meets_on, **{"people": PEOPLE, **values})  # type: ignore[arg-type]
            invitation, secrets = factories.letter(review, respondent)
            return Letter(invitation.id, review.id, officer.id, secrets)

    return letter
