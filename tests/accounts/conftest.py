"""Two weeks before a meeting, with a manager at her desk."""

from collections.abc import Iterator

import pytest
from flask import Flask

from participation import clock
from tests.accounts.office import Office
from tests.endings.scene import MORNING


@pytest.fixture(autouse=True)
def two_weeks_before() -> Iterator[None]:
    """The clock stands."""
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def office(app: Flask) -> Office:
    """Amara and Ben are officers; Mo is the manager."""
    return Office(app)
