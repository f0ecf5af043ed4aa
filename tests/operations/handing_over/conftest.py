"""The councils, made once: with few children for most tests, with as many as a council has for the bar."""

from collections.abc import Iterator

import pytest

from participation import clock
from tests.demo.looking import NOW
from tests.operations.handing_over.land import Land, made
from tests.parts.postgres import PostgresServer

FEW, MANY = 16, 400


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    """The day on which the demonstration was made."""
    with clock.frozen(NOW):
        yield


@pytest.fixture(scope="session")
def with_few(tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer) -> Iterator[Land]:
    """Made once."""
    with made(tmp_path_factory.mktemp("few"), postgres, FEW) as land:
        yield land


@pytest.fixture(scope="session")
def with_many(tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer) -> Iterator[Land]:
    """Made once."""
    with made(tmp_path_factory.mktemp("many"), postgres, MANY) as land:
        yield land


@pytest.fixture
def land(with_few: Land) -> Land:
    """A small council, as it was made."""
    with_few.as_new()
    return with_few


@pytest.fixture
def whole_land(with_many: Land) -> Land:
    """A council of a usual size, as it was made."""
    with_many.as_new()
    return with_many
