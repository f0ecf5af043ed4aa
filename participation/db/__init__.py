"""The database: one engine, one reading session for each request, one way to write."""

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, g
from sqlalchemy import DateTime, Dialect, Engine, MetaData, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from participation import clock
from participation.db.going_on import begin_reading, end_the_readers_moment, has_only_read, write_from_here
from participation.db.kept_statements import planning_anew
from participation.db.postgres import PATIENCE, open_postgres
from participation.db.writer_turns import Turns

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
"""Digits and letters that nobody mistakes for each other."""
_OF_EACH_BYTE = (CROCKFORD * 8).encode()
"""A letter for each of 256 bytes, each letter as often as the others."""
ID_LENGTH, DAY_LENGTH = 26, 4
"""Of an id; and of the day that it begins with."""


class Base(DeclarativeBase):
    """Every table; constraints have names so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, always aware and in UTC; SQLite would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: it could mean two."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Put the zone back that SQLite dropped."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_id() -> str:
    """26 characters of Crockford base32: the day, then 110 random bits, so that nobody can guess a neighbour.

    What is looked up together was mostly made together, and so lies together; within a day no id is before another.
    """
    return day_of_ids(clock.now().toordinal()) + _drawn(ID_LENGTH - DAY_LENGTH)


def _drawn(length: int) -> str:
    return secrets.token_bytes(length).translate(_OF_EACH_BYTE).decode()


@cache
def day_of_ids(day: int) -> str:
    """Days in their order, for some 2,800 years."""
    return "".join(CROCKFORD[day >> 5 * place & 31] for place in reversed(range(DAY_LENGTH)))


def own_part(id: str, length: int) -> str:
    """So many characters of an id as people compare: none of its day, which many have."""
    return id[DAY_LENGTH : DAY_LENGTH + length]


def id_of(whole: bytes) -> str:
    """An id that is always this one for what is always the same."""
    return "".join(CROCKFORD[byte % len(CROCKFORD)] for byte in hashlib.sha256(whole).digest()[:ID_LENGTH])


def open_engine(url: str) -> Engine:
    """An engine whose acknowledged commits are on disk: SQLite in WAL with synchronous=FULL, or PostgreSQL.

    Its errors do not tell what was to be written: a log may print them.
    """
    if url.startswith("sqlite"):
        _make_for_owner(url.removeprefix("sqlite:///"))
        engine = create_engine(url, connect_args={"timeout": PATIENCE}, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        # No listener of the engine: one costs each connection more than all that it does.
        engine.dialect.do_begin = begin_reading  # type: ignore[method-assign]
        return engine
    return open_postgres(url)


def _make_for_owner(path: str) -> None:
    """An empty file is an empty database; who may read it, may read all that SQLite puts beside it."""
    with suppress(OSError):  # it is there already, or SQLite will say what is wrong with the place
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _prepare_sqlite(connection: DBAPIConnection, _record: Any) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - tells mypy which driver this is
    connection.isolation_level = None  # the driver would otherwise begin where it likes
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={PATIENCE * 1000}",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def init_app(app: Flask, url: str) -> None:
    """Give the application its engine and close each request's session behind it."""
    app.extensions["engine"] = opened = open_engine(url)
    app.extensions["plans_anew"] = planning_anew(opened)
    app.extensions["turns"] = _turns(opened)
    app.teardown_appcontext(_close)


def _turns(opened: Engine) -> Turns | None:
    """PostgreSQL has many writers; a database in memory has no other process."""
    if opened.dialect.name != "sqlite" or not opened.url.database:
        return None
    named = opened.url.database
    return Turns(f"{urlsplit(named).path if named.startswith('file:') else named}-turn", PATIENCE)


def engine() -> Engine:
    """The engine of the current application."""
    found: Engine = current_app.extensions["engine"]
    return found


def is_sqlite() -> bool:
    """Whether the current application's database is one; else it is a PostgreSQL."""
    return engine().dialect.name == "sqlite"


def session() -> Session:
    """The session of this request or command. Queries read with it; only `transaction` writes."""
    return g.standby if "standby" in g else records()


def asked_often() -> Session:
    """The session of a page whose questions others of its kind ask all day: PostgreSQL keeps them, with one plan each.

    To be called before anything is asked. All other pages have each statement planned anew.
    """
    g.is_asked_often = True
    return records()


def records() -> Session:
    """The session that reads the records themselves, also on a page whose figures come from the standby."""
    opened: Session | None = g.get("session")
    if opened is None:
        opened = g.session = Session(engine() if "is_asked_often" in g else current_app.extensions["plans_anew"])
    return opened


@contextmanager
def transaction() -> Iterator[Session]:
    """One verb: everything in the block is kept, or nothing is.

    What was read before is read again inside, so the verb decides on fresh rows. On SQLite the writer's lock is
    taken at the start; PostgreSQL looks anew for each statement, so there a verb goes on in the transaction that has
    read. A verb inside of another would keep half of it: `RuntimeError`, before anything is written.
    """
    current = records()
    if "as_one" in g:
        yield current
        current.flush()
        return
    if "writes" in g:
        raise RuntimeError("A verb is being kept already. Many together are kept by `as_one`.")
    if not has_only_read(current):
        current.rollback()
    connection = end_the_readers_moment(current)
    with _turn(), _writing():
        try:
            write_from_here(connection)
            yield current
            current.commit()
        except BaseException:
            current.rollback()
            raise


@contextmanager
def _writing() -> Iterator[None]:
    """A page whose figures come from the standby decides on what is so, when it writes; and nobody lets go of it."""
    standby, g.writes = g.pop("standby", None), True
    try:
        yield
    finally:
        g.pop("writes")
        if standby is not None:
            g.standby = standby


def _turn() -> AbstractContextManager[None]:
    turns: Turns | None = current_app.extensions["turns"]
    return turns.taken() if turns else nullcontext()


def let_go() -> None:
    """Before what takes long and needs no database: others need the connection. What is read later is fresh.

    In the middle of a verb nothing is let go, for what it has written would be lost.
    """
    if "writes" not in g:
        session().rollback()


@contextmanager
def as_one() -> Iterator[None]:
    """Many verbs kept together, or none. What they have read can be shown afterwards without asking for it again.

    Inside of another it is part of that one.
    """
    if "as_one" in g:
        yield
        return
    current = records()
    current.expire_on_commit = False
    try:
        with transaction():
            g.as_one = True
            try:
                yield
            finally:
                g.pop("as_one")
    finally:
        current.expire_on_commit = True


def inserting(table: type[Base] | Table) -> Any:
    """An INSERT that can say what happens when the row is there already; each database has its own."""
    return (sqlite if is_sqlite() else postgresql).insert(table)


def _close(_error: BaseException | None) -> None:
    opened: Session | None = g.pop("session", None)
    if opened is None:
        return
    try:
        opened.close()
    except SQLAlchemyError:
        # The database went away while the answer was being made. It is a good answer, and is still to be given.
        opened.invalidate()
