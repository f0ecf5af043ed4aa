"""Statements that PostgreSQL keeps prepared, so that it need not read and plan each of them again for every press.

One that was kept fails once a migration has changed its table, in the middle of a press. So each connection is looked
at before its use by asking for the last migration: that holds the table of migrations until the transaction ends, and a
migration takes that table, with all others, before it changes any. What was kept before it is never met again.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import PoolProxiedConnection

LOOK = "SELECT version_num FROM alembic_version"
KEPT_AFTER = 5
"""What has been asked so often on one connection is kept there from then on."""
KNOWN = "migration"
"""Where it stands which migration was the last when a connection was looked at first."""
READS_NONE = "42"
"""How errors begin that say: there is no such table yet, or this role may not read it."""
BEGUN, NOT_BEGUN = "INTRANS", "IDLE"
"""What the driver says of a transaction that no error has ended, and of none."""


def keep_statements(engine: Engine) -> None:
    """Look at each connection of this engine before its use, and keep what is often asked."""
    event.listen(engine, "checkout", _look)
    # No listeners of the engine: they cost each connection more than all that these do.
    engine.dialect.do_begin = _begin  # type: ignore[method-assign]
    engine.dialect.do_rollback = _take_back  # type: ignore[method-assign]


def planning_anew(engine: Engine) -> Engine:
    """Nothing is kept on what it takes of these connections: one plan for all days and all offices is a bad one."""
    anew = engine.execution_options()
    if anew.dialect.name == "postgresql":
        event.listen(anew, "begin", _keep_none)
    return anew


def see_one_moment(connection: Connection) -> None:
    """Everything that is read from here on is read as of one moment. Nothing has been asked yet but the look."""
    connection.connection.rollback()
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def state_of(connection: Any) -> str:
    """How far the driver's transaction is."""
    return str(connection.info.transaction_status.name)


def _look(driver: Any, record: Any, _held: Any) -> None:
    """One that is closed, or has known another migration, is made anew, as are all others of that age."""
    known = record.info.get(KNOWN)
    try:
        (found,) = driver.execute(LOOK).fetchone() or ("",)
    except Exception as error:
        if KNOWN in record.info and driver.closed:
            raise InvalidatePoolError from error
        if not str(getattr(error, "sqlstate", "")).startswith(READS_NONE):
            raise
        driver.rollback()
        found = None
    if known is not None and known != found:
        raise InvalidatePoolError
    record.info[KNOWN] = found
    driver.prepare_threshold = KEPT_AFTER if found else None


def _keep_none(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    driver.prepare_threshold = None


def _begin(dbapi_connection: PoolProxiedConnection) -> None:
    """Nothing is kept in a second transaction without another look: a migration may have come between."""
    driver: Any = dbapi_connection.driver_connection
    if state_of(driver) == NOT_BEGUN:
        driver.prepare_threshold = None


def _take_back(dbapi_connection: PoolProxiedConnection) -> None:
    """The driver forgets all that is kept when it takes back itself, and every reading ends so.

    It is made for who makes a table and takes that back; here only migrations make tables.
    """
    driver: Any = dbapi_connection.driver_connection
    if state_of(driver) == BEGUN:
        driver.prepare_threshold = None  # so that it does not look what this statement is
        driver.execute("ROLLBACK")
    driver.rollback()
