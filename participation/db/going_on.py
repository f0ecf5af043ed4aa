"""A verb goes on with the connection that has read: PostgreSQL in the transaction, SQLite in one begun beneath it.

SQLAlchemy would give the connection back, take it anew and run each BEGIN as a statement: a tenth of what a send costs.
"""

import sqlite3
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from participation.db.kept_statements import BEGUN, state_of


def has_only_read(reading: Session) -> bool:
    """Whether its transaction stands and nothing of it failed: a verb can go on where it is."""
    if not reading.in_transaction() or not reading.is_active:
        return False
    driver = _driver(reading.connection())
    if not isinstance(driver, sqlite3.Connection):
        return state_of(driver) == BEGUN
    return driver.in_transaction


def end_the_readers_moment(reading: Session) -> None:
    """On SQLite, so that whoever waits for their turn holds none. What was read before is no longer what it was."""
    reading.expire_all()
    driver = _driver(reading.connection())
    if isinstance(driver, sqlite3.Connection):
        driver.rollback()


def write_from_here(reading: Session) -> None:
    """What `has_only_read` has found may write. PostgreSQL asks for nothing: it takes each statement's own moment."""
    connection = reading.connection()
    if connection.dialect.name == "sqlite":
        begin_sqlite(connection, "IMMEDIATE")


def begin_sqlite(connection: Connection, mode: str) -> None:
    """Without a statement of SQLAlchemy around it. Raises its OperationalError where others hold the lock too long."""
    begin = f"BEGIN {mode}"
    try:
        _driver(connection).execute(begin)
    except sqlite3.Error as error:
        raise OperationalError(begin, None, error) from error


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
