"""The records as their database hands them out and takes them back: VACUUM INTO, pg_dump and pg_restore.

A file that is copied while it is written to is no backup. What stands on a disk unsealed stands in a folder for this
account alone, which is removed; from PostgreSQL it goes from program to program.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from participation.db.kept_statements import see_one_moment

CHUNK = 1 << 20


class CannotDump(Exception):
    """The database does not hand its records out, or does not take them; the message is one plain sentence."""


@contextmanager
def dumped(engine: Engine) -> Iterator[tuple[Connection, Iterator[bytes]]]:
    """Everything as it stands at one moment: a connection that sees just that, and the dump itself."""
    with (_from_sqlite if engine.dialect.name == "sqlite" else _from_postgresql)(engine) as dump:
        yield dump


def load(engine: Engine, content: Iterable[bytes]) -> None:
    """Put a dump into an empty database, whole or not at all."""
    (_into_sqlite if engine.dialect.name == "sqlite" else _into_postgresql)(engine, content)


def is_empty(engine: Engine) -> bool:
    """Whether there is no table at all; a file that is not there yet is not made."""
    if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists():
        return True
    return not inspect(engine).get_table_names()


@contextmanager
def _private_folder() -> Iterator[Path]:
    """For this account only, and removed, also when the program is told to stop."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        with tempfile.TemporaryDirectory(prefix="participation-") as folder:
            yield Path(folder)
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _from_sqlite(engine: Engine) -> Iterator[tuple[Connection, Iterator[bytes]]]:
    with _private_folder() as folder:
        copy = folder / "records"
        with closing(sqlite3.connect(str(engine.url.database), timeout=10)) as records:
            records.execute("VACUUM INTO ?", [str(copy)])
        seeing = create_engine(f"sqlite:///{copy}")
        try:
            with seeing.connect() as connection, copy.open("rb") as file:
                yield connection, _chunks(file)
        finally:
            seeing.dispose()


def _into_sqlite(engine: Engine, content: Iterable[bytes]) -> None:
    target = Path(str(engine.url.database))
    target.parent.mkdir(parents=True, exist_ok=True)
    with _private_folder() as folder:
        copy = folder / "records"
        with copy.open("wb") as file:
            file.writelines(content)
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(target)) as into:
            into.execute("PRAGMA synchronous=FULL")
            source.backup(into)  # one transaction: killed half way, the target is as empty as it was


@contextmanager
def _from_postgresql(engine: Engine) -> Iterator[tuple[Connection, Iterator[bytes]]]:
    with engine.connect() as connection:
        see_one_moment(connection)
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        yield connection, _said_by("pg_dump", engine, "--format=custom", f"--snapshot={snapshot}")


def _said_by(program: str, engine: Engine, *words: str) -> Iterator[bytes]:
    with _running(program, engine, *words) as process:
        assert process.stdout is not None  # noqa: S101 - it was asked for; mypy cannot know
        yield from _chunks(process.stdout)


def _into_postgresql(engine: Engine, content: Iterable[bytes]) -> None:
    with _running("pg_restore", engine, "--exit-on-error", "--single-transaction") as process:
        assert process.stdin is not None  # noqa: S101 - it was asked for; mypy cannot know
        try:
            process.stdin.writelines(content)
            process.stdin.close()
        except BrokenPipeError:
            return  # it has stopped and said why


@contextmanager
def _running(program: str, engine: Engine, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """One of PostgreSQL's programs; killed before it has an end if the block fails. Raises CannotDump if it fails."""
    found = shutil.which(program)
    if found is None:
        raise CannotDump(f"{program} is missing: sudo apt-get install postgresql-client.")
    where, environment = _address(engine)
    command = [found, "--no-owner", "--no-privileges", f"--dbname={where}", *words]
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(  # noqa: S603 - the words are ours
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, env=environment
        )
        with process:
            try:
                yield process
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            complaints.seek(0)
            raise CannotDump(f"{program} says: {_first_line(complaints)}")


def _address(engine: Engine) -> tuple[str, Mapping[str, str]]:
    """How libpq is told where the database is; the password in the environment, where no list of programs shows it."""
    given = {**engine.url.translate_connect_args(username="user", database="dbname"), **engine.url.query}
    password = given.pop("password", None)
    return make_conninfo("", **given), {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}


def _first_line(complaints: IO[bytes]) -> str:
    lines = complaints.read(CHUNK).decode(errors="replace").splitlines()
    return lines[0] if lines else "nothing"


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.read(CHUNK), b"")
