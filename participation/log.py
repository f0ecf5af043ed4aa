"""What is logged: one line of JSON for each event, in which no word and no name of anybody can stand.

An event that is not listed here, a key that is not, and a value of another kind than its key takes do not come out; how
many were kept back is said in the line. No key takes a text that somebody could have typed: of an error come its type
and its place, of a page the name of its endpoint.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping
from http import HTTPMethod
from pathlib import Path
from typing import Any

import structlog
from werkzeug.routing import Rule

LEVELS = ("warning", "info")
"""From which on a line is written. With `info` each answer has one."""
EVENTS = frozenset({
    "a complaint was not opened",
    "a page failed",
    "a piece of work failed",
    "a presence was not noted",
    "a request to be contacted was not opened",
    "a submission was not counted",
    "a submission was not opened",
    "alerts wait",
    "answered",
    "English of an interpreter was not opened",
    "letters were not printed",
    "one alert waits",
    "one reminder waits",
    "reminders wait",
    "something sealed was left out of what is handed out",
    "the folder for case records cannot be written",
    "the help numbers were not kept beside the database",
    "the mail server offers no encryption",
    "the record of openings ends earlier than it did",
    "the provider does not say that it asked for a second factor",
    "the provider gave no address, or one that it has not verified",
    "the provider's answer cannot be used",
    "what an officer noted for a meeting was not opened",
    "what an officer wrote of a challenge was not opened",
    "what an officer wrote of a visit was not opened",
    "words about a request for an advocate were not opened",
})  # fmt: skip
UNKNOWN = "not a listed event"
_ID = re.compile(r"(?:[0-9a-hjkmnp-tv-z]{26})?")
_CHANNELS = frozenset({"mail", "text", "r_mail", "r_text"})
_PACKAGE = Path(__file__).parent
Taken = Mapping[str, str | int]
"""What goes into the line; empty where the value cannot be taken."""


def _error(value: object) -> Taken:
    """Its type, and where in this program it came through last: never its message, never a local value."""
    if not isinstance(value, BaseException):
        return {}
    return {"error": type(value).__name__, **_where(value)}


def _where(error: BaseException) -> Taken:
    place, step = {}, error.__traceback__
    while step is not None:
        path = Path(step.tb_frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            place = {"where": f"{path.relative_to(_PACKAGE)}:{step.tb_lineno}"}
        step = step.tb_next
    return place


def _page(value: object) -> Taken:
    """An address may hold what somebody typed; its rule does not."""
    return {"page": str(value.endpoint)} if isinstance(value, Rule) else {"page": "none"} if value is None else {}


def _method(value: object) -> Taken:
    """A stranger may make one up."""
    return {"method": str(value) if value in list(HTTPMethod) else "other"}


def _piece(value: object) -> Taken:
    name = getattr(getattr(value, "func", value), "__name__", "")
    return {"piece": name} if callable(value) and name else {}


def _of(value: object) -> Taken:
    """The id of a row; empty where it is about none."""
    return {"of": value} if isinstance(value, str) and _ID.fullmatch(value) else {}


def _channel(value: object) -> Taken:
    return {"channel": value} if isinstance(value, str) and value in _CHANNELS else {}


def _code(value: object) -> Taken:
    """What a server answered: 200, 451, 550."""
    return {"code": value} if isinstance(value, int) and value in range(100, 600) else {}


KEYS: Mapping[str, Callable[[object], Taken]] = {
    "channel": _channel,
    "code": _code,
    "error": _error,
    "method": _method,
    "of": _of,
    "page": _page,
    "piece": _piece,
}
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
        return json.dumps({**said, **(_error(error)), "level": record.levelname.lower()})


def to_stderr(level: str) -> None:
    """For a program that runs on and on: write these lines where its messages go, unless that is arranged already."""
    if logging.root.handlers:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(_Lines())
    logging.root.addHandler(handler)
    logging.getLogger(__name__).setLevel(level.upper())
