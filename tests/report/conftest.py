"""A year of a service in which much happened that the report states, beside the years that a service published."""

from datetime import date, timedelta

import pytest
from flask import Flask

from participation import clock
from participation.metrics.actions import count_waiting
from participation.metrics.dashboard import Dashboard, dashboard
from participation.reviews.models import MoveReason
from tests.casework.sending import send
from tests.metrics.events import at, held, invited, moved, opened
from tests.metrics.published import YEARS, hold_the_reviews_of

MEETING = date(2021, 6, 15)


@pytest.fixture
def page(app: Flask) -> Dashboard:
    """The figures of 2021-22."""
    with app.app_context():
        moved(held(MEETING, "PN1"), MoveReason.CHILD_ASKED)
        held(MEETING, "PN1", kind="pathway_plan")
        opened(invited(held(MEETING), "school"))
        with clock.frozen(at(MEETING + timedelta(days=1))):
            for answer in ("yes", "yes", "yes", "sort_of", "no"):
                send(held(MEETING), "after_review", listened_to=answer)
            count_waiting()
        return dashboard("2021-22", is_published=False)


@pytest.fixture
def published_years(app: Flask) -> None:
    """The reviews of four years as Thurrock's reviewing service published them."""
    with app.app_context():
        for year in YEARS:
            hold_the_reviews_of(year)
