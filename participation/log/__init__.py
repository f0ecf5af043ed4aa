"""What is logged: one line of JSON for each event, in which no word and no name of anybody can stand.

An event that is not listed here, a key that is not, and a value of another kind than its key takes do not come out; how
many were kept back is said in the line. No key takes a text that somebody could have typed: of an error come its type
and its place, of a page the name of its endpoint.
"""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

import structlog

from participation.log.allowed import EVENTS, KEYS, error_of

LEVELS = ("warning", "info")
"""From which on a line is written. With `info` each answer has one."""
UNKNOWN = "not a listed event"
_told: list[Callable[[int], object]] = []


def when_kept_back(tell: Callable[[int], object]) -> None:
    """Have somebody told, each time, how much of a line was kept back: it is a mistake of this program."""
    _told.append(tell)


def _allowed(_logger: Any, _level: str, given: Mapping[str, object]) -> dict[str, str | int]:
    line: dict[str, str | int] = {"event": str(given["event"]) if given["event"] in EVENTS else UNKNOWN}
    taken = [KEYS[key](value) if key in KEYS else {} for key, value in given.items() if key != "event"]
    for each in taken:
        line |= each
    if kept_back := taken.count({}) + (line["event"] == UNKNOWN):
        line["kept_back"] = kept_back
        for tell in _told:
            tell(kept_back)
    return line


LOG: structlog.stdlib.BoundLogger = structlog.wrap_logger(
    logging.getLogger(__name__),
    wrapper_class=structlog.stdlib.BoundLogger,
    processors=[
        structlog.stdlib.filter_by_level,
        _allowed,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.processors.JSONRenderer(),
    ],
)


class _Lines(logging.Formatter):
    """Our lines as they are; of what a library says who says it, where, how grave it is and of which error it tells."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        if record.name == __name__:
            return record.getMessage()
        error = record.exc_info[1] if record.exc_info else None
        said = {"event": "said by a library", "library": record.name, "line": f"{record.module}:{record.lineno}"}
        return json.dumps({**said, **(error_of(error)), "level": record.levelname.lower()})


def to_stderr(level: str) -> None:
    """For a program that runs on and on: write these lines where its messages go, unless that is arranged already."""
    if logging.root.handlers:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(_Lines())
    logging.root.addHandler(handler)
    logging.getLogger(__name__).setLevel(level.upper())
