"""Monday, five to nine."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from participation import clock
from tests.casework.desk import Desk

MORNING = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_five_to_nine() -> Iterator[None]:
    """The clock stands."""
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def desk(app: Flask) -> Desk:
    """Amara's."""
    return Desk(app)
