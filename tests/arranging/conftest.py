"""Monday morning, eight days before the meeting."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from participation import clock
from tests.casework.desk import Desk

NOW = datetime(2026, 3, 2, 8, 55, tzinfo=UTC)
MEETING = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def eight_days_before() -> Iterator[None]:
    """The clock stands."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def desk(app: Flask) -> Desk:
    """Amara's."""
    return Desk(app)
