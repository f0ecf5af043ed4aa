"""A verb goes on with the connection that has read: PostgreSQL in the transaction, SQLite in one begun beneath it.

SQLAlchemy would give the connection back, take it anew and run each BEGIN as a statement: a tenth of what a send costs.
"""

import sqlite3
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import PoolProxiedConnection

from participation.db.kept_statements import BEGUN, state_of


def has_only_read(reading: Session) -> bool:
    """Whether its transaction stands and nothing of it failed: a verb can go on where it is."""
    if not reading.in_transaction() or not reading.is_active:
        return False
    driver = _driver(reading.connection())
    if not isinstance(driver, sqlite3.Connection):
        return state_of(driver) == BEGUN
    return driver.in_transaction


def end_the_readers_moment(reading: Session) -> Connection:
    """On SQLite, so that whoever waits for their turn holds none. What was read before is no longer what it was."""
    reading.expire_all()
    connection = reading.connection()
    driver = _driver(connection)
    if isinstance(driver, sqlite3.Connection):
        driver.rollback()
    return connection


def write_from_here(connection: Connection) -> None:
    """Whoever only read may write. PostgreSQL asks for nothing: it takes each statement's own moment.

    Raises OperationalError where others hold SQLite's lock too long.
    """
    driver = _driver(connection)
    if isinstance(driver, sqlite3.Connection):
        # A writer takes its lock at once: upgrading a reader's lock later fails when somebody else has written.
        begin = "BEGIN IMMEDIATE"
        try:
            driver.execute(begin)
        except sqlite3.Error as error:
            raise OperationalError(begin, None, error) from error


def begin_reading(dbapi_connection: PoolProxiedConnection) -> None:
    """On SQLite, whose driver would begin where it likes."""
    driver = dbapi_connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - tells mypy which driver this is
    driver.execute("BEGIN")


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
