"""PostgreSQL: how many connections one process holds, and how long anybody waits for anything of it.

All of it is said by the program itself, in each session: so it holds behind pgbouncer in session mode too.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from sqlalchemy.orm import Session

from participation.db.in_order import InOrderPool
from participation.db.kept_statements import keep_statements

CONNECTIONS = 4
"""Of one process. Two sides of two processes each, the worker and a command beside them fit twenty."""
PATIENCE = 10
"""Seconds that somebody waits for a lock that others hold."""
WAITS_FOR_CONNECTION = 20
"""Seconds, for one that others of this process use: twelve threads share them, whoever came first is the next."""
LONGEST = 30
"""Seconds after which no page wants an answer any more: its server is about to give the request up."""
IDLE = 10
"""Seconds after which a connection that nobody of this process needs is free for the others."""
_ANSWERS_SOON = {
    "connect_timeout": 5,
    "tcp_user_timeout": PATIENCE * 1000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
}
"""A PostgreSQL that is cut off says nothing at all: after so many seconds, and milliseconds, it is away."""
IN_TROUBLE = OperationalError, InternalError, WaitedTooLong
"""It is away, it was too slow, or so many wait for it that nobody waits longer."""
_ALWAYS = {
    "lock_timeout": f"{PATIENCE}s",
    # Compiling a statement of the figures takes PostgreSQL longer than running it, and it does so anew each time.
    "jit": "off",
    # What is looked for lies scattered, on no turning disk: else all rows are read once a year has a twentieth of them.
    "random_page_cost": "1.1",
}
_FOR_PAGES = {
    "statement_timeout": f"{LONGEST}s",
    "idle_in_transaction_session_timeout": f"{LONGEST}s",
    "idle_session_timeout": f"{IDLE}s",
}


def open_postgres(url: str) -> Engine:
    """Connections are looked at before each use: one that was closed meanwhile is made anew, without a word."""
    engine = _opened(url)
    keep_statements(engine)
    return engine


def open_standby(url: str) -> Engine:
    """One transaction that sees one moment: figures that are counted one after the other add up. It writes nothing."""
    engine = _opened(url, pool_pre_ping=True)
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _opened(url: str, **beside: Any) -> Engine:
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://"),
        poolclass=InOrderPool,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=WAITS_FOR_CONNECTION,
        pool_use_lifo=True,  # so that the others grow idle
        hide_parameters=True,
        connect_args={**_ANSWERS_SOON, "prepare_threshold": None},
        **beside,
    )
    event.listen(engine, "connect", _setting(_ALWAYS))
    return engine


def knows_until(reading: Session) -> datetime | None:
    """The last change that a standby has taken: whatever was changed before is there too. None where it took none."""
    last = text("SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_xact_replay_timestamp() ELSE now() END")
    known: datetime | None = reading.scalar(last)
    return known


def answer_in_time(*engines: Engine | None) -> None:
    """For a program that serves pages. A command may work on one statement for as long as it takes."""
    for engine in (each for each in engines if each is not None and each.dialect.name == "postgresql"):
        event.listen(engine, "connect", _setting(_FOR_PAGES))


def _setting(values: Mapping[str, str]) -> Callable[[Any, Any], None]:
    together = "; ".join(f"SET {name} = '{value}'" for name, value in values.items())

    def set_them(connection: Any, _record: Any) -> None:
        connection.autocommit = True
        connection.execute(together)
        connection.autocommit = False

    return set_them
