"""What these tests stand on: keys that `serve` accepts, a group of servers to kill, a disk to fill and to cut."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from participation import create_app
from participation.config import Config
from tests.durability.disk import Disk
from tests.durability.group import KILLABLE, Group, fit_keys
from tests.durability.power import NAME
from tests.page_checks import CheckedClient
from tests.parts.postgres import SUPERUSER, PostgresServer, copy, start, stop


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fit_keys(tmp_path_factory.mktemp("fit") / "keys")


@pytest.fixture
def cluster(stopped_cluster: Path) -> Iterator[Path]:
    """A PostgreSQL server of its own, that keeps what it says it keeps: `serve` refuses any other."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    copy(stopped_cluster, folder)
    start(folder, "listen_addresses=")
    yield folder
    stop(folder)
    shutil.rmtree(folder)


@pytest.fixture
def durable_postgres_url(cluster: Path) -> str:
    """The migrated database on that server."""
    return PostgresServer(cluster).url(SUPERUSER)


@pytest.fixture
def app(database_url: str, keys: Path) -> Iterator[Flask]:
    """For preparing and for looking afterwards; the servers of a group are processes of their own."""
    app = create_app(Config(database_url=database_url, keys_dir=str(keys)))
    app.test_client_class = CheckedClient
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def group(database_url: str, keys: Path) -> Iterator[Group]:
    """Not read in anew at each start: that would take a second each time, and few of these tests are about it."""
    group = Group(database_url, keys)
    group.program = KILLABLE
    yield group
    group.stop()


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def on_disk(synced: None, disk: Disk, empty_sqlite: Path, keys: Path, tmp_path: Path) -> Iterator[Flask]:
    """The whole program on this disk."""
    shutil.copy(empty_sqlite, tmp_path / NAME)
    app = create_app(Config(database_url=disk.url(tmp_path / NAME), keys_dir=str(keys)))
    app.test_client_class = CheckedClient
    yield app
    app.extensions["engine"].dispose()
