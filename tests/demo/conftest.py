"""One small demonstration on each database, made once: the tests look at it and change nothing that others look at."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from participation import clock, create_app
from participation.config import Config
from participation.demo import kept
from participation.operations.cli import cli
from participation.sealing.keyring import Keyring
from tests.demo.looking import CHILDREN, FEW, NOW
from tests.page_checks import CheckedClient
from tests.parts.postgres import PostgresServer

DATABASE = "participation.sqlite"


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    """The day on which all these demonstrations were made."""
    with clock.frozen(NOW):
        yield


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def demonstration(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, empty_sqlite: Path
) -> Iterator[Flask]:
    """An application with invented people, for looking only."""
    folder = tmp_path_factory.mktemp("demo")
    if request.param == "sqlite":
        yield _filled(folder, _copied(empty_sqlite, folder), CHILDREN)
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create(request.getfixturevalue("postgres_template"))
    app = _filled(folder, server.url(name), CHILDREN)
    yield app
    app.extensions["engine"].dispose()
    server.drop(name)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, empty_sqlite: Path) -> Path:
    """A folder with a few invented people, to copy."""
    folder = tmp_path_factory.mktemp("few")
    _filled(folder, _copied(empty_sqlite, folder), FEW).extensions["engine"].dispose()
    return folder


@pytest.fixture
def filled(made_once: Path, tmp_path: Path) -> Iterator[Flask]:
    """An application with a few invented people, for this test alone."""
    shutil.copy(made_once / kept.NAME, tmp_path)
    app = _application(_copied(made_once / DATABASE, tmp_path), made_once)
    yield app
    app.extensions["engine"].dispose()


def _copied(database: Path, folder: Path) -> str:
    shutil.copy(database, folder / DATABASE)
    return f"sqlite:///{folder / DATABASE}"


def _filled(folder: Path, url: str, children: int) -> Flask:
    Keyring.create(folder / "keys")
    app = _application(url, folder)
    with clock.frozen(NOW):
        done = run(app, "--children", children)
    assert done.exit_code == 0, done.output
    return app


def _application(url: str, folder: Path) -> Flask:
    app = create_app(Config(database_url=url, keys_dir=str(folder / "keys")))
    app.test_client_class = CheckedClient
    return app


def run(app: Flask, *words: object) -> Result:
    """What somebody sees who types `participation demo` and these words."""
    return CliRunner().invoke(cli, ["demo", *map(str, words)], obj=lambda **_: app)
