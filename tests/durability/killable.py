"""The real program, started by a test: it kills its whole group at a named point of sending.

Nothing in the product knows of it: it listens to what SQLAlchemy and Flask tell anybody who asks.
KILL_AT names the point, KILL_AFTER says how many sends of one worker pass it alive.
"""

import os
import signal
import sqlite3
from collections.abc import Callable
from itertools import count
from typing import Any

from flask import Response, g, has_request_context, request, request_finished
from sqlalchemy import Engine, event

from participation.operations.cli import main

POINTS = ("before begin", "after delete", "after insert", "before commit", "after commit")
AT, AFTER = "KILL_AT", "KILL_AFTER"
SEND = "answering.send"
SAVED = 303


def arm(point: str, passes: int) -> None:
    """Kill this process and all of its group when so many sends have passed the point."""
    passed = count()

    def reached(name: str) -> None:
        if name == point and next(passed) >= passes:
            os.killpg(os.getpgrp(), signal.SIGKILL)

    _listen_to_the_driver(reached)
    _listen(reached)


def _listen_to_the_driver(reached: Callable[[str], None]) -> None:
    """SQLite alone begins anew to write, and not by SQLAlchemy."""

    def asked(statement: str) -> None:
        if statement == "BEGIN IMMEDIATE" and _is_send():
            reached("before begin")

    @event.listens_for(Engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(asked)


def _listen(reached: Callable[[str], None]) -> None:
    @event.listens_for(Engine, "after_cursor_execute")
    def _executed(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if _is_send() and statement.startswith("DELETE FROM draft"):
            reached("after delete")
        if _is_send() and statement.startswith("INSERT INTO submission"):
            g.has_inserted = True
            reached("after insert")

    @event.listens_for(Engine, "commit")
    def _commits(_connection: Any) -> None:
        if _is_send() and "has_inserted" in g:
            reached("before commit")

    def answered(_app: Any, response: Response, **_: Any) -> None:
        if _is_send() and "has_inserted" in g and response.status_code == SAVED:
            reached("after commit")

    request_finished.connect(answered, weak=False)


def _is_send() -> bool:
    return has_request_context() and request.endpoint == SEND


if __name__ == "__main__":
    if os.environ.get(AT):
        arm(os.environ[AT], int(os.environ.get(AFTER, "0")))
    main()
