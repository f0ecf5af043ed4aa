"""Two weeks before a meeting."""

from collections.abc import Iterator

import pytest
from flask import Flask

from participation import clock
from tests.endings.scene import MORNING, Scene


@pytest.fixture(autouse=True)
def two_weeks_before() -> Iterator[None]:
    """The clock stands."""
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def scene(app: Flask) -> Scene:
    """Maya's."""
    return Scene(app)
