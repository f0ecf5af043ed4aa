"""A real PostgreSQL server from this machine's own programs: one for each worker, thrown away at the end."""

import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from participation.db import open_engine
from participation.db.migrations import upgrade
from tests.parts.missing import MissingPart

SUPERUSER = "postgres"
INSTALLED = Path("/usr/lib/postgresql")
# Durability is the one thing that a database of one test does not need.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=200")
_numbers = count(1)


@dataclass(frozen=True)
class PostgresServer:
    """A running server that is reached by a socket in its folder, so that no port can be taken."""

    folder: Path

    @property
    def log(self) -> Path:
        """What the server wrote: a test may look for words that must not be there."""
        return self.folder / "log"

    def url(self, database: str, user: str = SUPERUSER) -> str:
        """The address of a database, as any role: the server trusts whoever can reach its socket."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def create(self, template: str = "template1") -> str:
        """Make a database with what the template holds; give its name."""
        name = f"test_{next(_numbers)}"
        self._run(
            SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(Identifier(name), Identifier(template))
        )
        return name

    def drop(self, name: str) -> None:
        """Throw a database away, whoever still holds a connection to it."""
        self._run(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def _run(self, statement: Any) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


def programs(installed: Path = INSTALLED) -> Path:
    """The folder of `initdb` and `pg_ctl`; Debian keeps the server's programs off the path."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    versions = sorted(installed.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not versions:
        raise MissingPart("The PostgreSQL server", "postgresql")
    return versions[-1].parent


def account() -> dict[str, Any]:
    """Who runs a program that refuses to run as root, such as PostgreSQL: what `subprocess` is told."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def make(folder: Path) -> None:
    """An empty cluster."""
    if found := account():
        os.chown(folder, found["user"], found["group"])
    locale = "--auth trust --encoding UTF8 --locale C.UTF-8 -N"
    _run(folder, f"initdb --pgdata {folder}/data --username {SUPERUSER} {locale}")


def start(folder: Path, *settings: str) -> None:
    """Start its server, and wait until it answers."""
    given = " ".join(f"-c {setting}" for setting in (*settings, f"unix_socket_directories={folder}"))
    _run(folder, f"pg_ctl start --pgdata {folder}/data --wait --log {folder}/log --options '{given}'")


def stop(folder: Path, mode: str = "immediate") -> None:
    """Stop it, if nothing else is said at once, in the middle of whatever it does."""
    _run(folder, f"pg_ctl stop --pgdata {folder}/data --mode {mode} --silent")


def copy(stopped: Path, folder: Path) -> None:
    """A cluster like another one, which is stopped."""
    if found := account():
        os.chown(folder, found["user"], found["group"])
    subprocess.run(["cp", "--archive", stopped / "data", folder], check=True)


def _run(folder: Path, command: str) -> None:
    # The server keeps standard output open, so nothing may wait for its end.
    words = shlex.split(f"{programs()}/{command}")
    subprocess.run(words, cwd=folder, stdout=subprocess.DEVNULL, check=True, **account())


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The server of this worker. Its folder has a short name, because a socket's path has at most 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    make(folder)
    start(folder, *SETTINGS)
    try:
        yield PostgresServer(folder)
    finally:
        stop(folder)
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def stopped_cluster() -> Iterator[Path]:
    """A whole server with one migrated database, to copy, for whoever stops it."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    make(folder)
    start(folder, *SETTINGS)
    engine = open_engine(PostgresServer(folder).url(SUPERUSER))
    upgrade(engine)
    engine.dispose()
    stop(folder, "fast")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    """A migrated database to copy."""
    name = postgres.create()
    engine = open_engine(postgres.url(name))
    upgrade(engine)
    engine.dispose()
    return name


@pytest.fixture
def empty_postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A fresh database without a single table."""
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def postgres_url(postgres: PostgresServer, postgres_template: str) -> Iterator[str]:
    """A fresh, migrated database."""
    name = postgres.create(postgres_template)
    yield postgres.url(name)
    postgres.drop(name)
