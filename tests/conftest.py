"""What every test stands on: an application with real keys and a real database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from participation import create_app, db
from participation.config import Config
from participation.db.migrations import upgrade
from participation.sealing.keyring import Keyring
from tests.page_checks import CheckedClient

pytest_plugins = [
    "pytester",
    "tests.parts.cheaper",
    "tests.parts.order",
    "tests.parts.queues",
    "tests.parts.postgres",
    "tests.parts.browser",
    "tests.parts.other_browsers",
    "tests.parts.server",
    "tests.parts.mail",
    "tests.parts.notify",
    "tests.parts.nu",
    "tests.parts.openid",
]


@pytest.fixture(scope="session")
def keys_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys made once: making them is not what these tests are about."""
    folder = tmp_path_factory.mktemp("keys")
    Keyring.create(folder)
    return folder


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database to copy."""
    path = tmp_path_factory.mktemp("empty") / "empty.sqlite"
    engine: Engine = db.open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def database_url(request: pytest.FixtureRequest, empty_sqlite: Path, tmp_path: Path) -> str:
    """A fresh, migrated database: SQLite, or what `tests.databases.on_both` asks for."""
    if getattr(request, "param", "sqlite") == "postgresql":
        address: str = request.getfixturevalue("postgres_url")
        return address
    path = tmp_path / "participation.sqlite"
    path.touch(0o600)
    path.write_bytes(empty_sqlite.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def make_app(database_url: str, keys_dir: Path) -> Iterator[Callable[..., Flask]]:
    """Applications on this test's database."""
    made: list[Flask] = []

    def make(**settings: str) -> Flask:
        app = create_app(Config(**{"database_url": database_url, "keys_dir": str(keys_dir), **settings}))
        app.test_client_class = CheckedClient
        made.append(app)
        return app

    yield make
    for app in made:
        for engine in filter(None, (app.extensions["engine"], app.extensions["standby"])):
            engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """Both sides in one process."""
    return make_app()
