"""Which events are logged, and what each key of a line takes: nothing that somebody could have typed."""

import re
from collections.abc import Callable, Mapping
from http import HTTPMethod
from pathlib import Path

from werkzeug.routing import Rule

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
    "figures come from the records",
    "letters were not printed",
    "one alert waits",
    "one message waits",
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
    "what goes to respondents waits",
    "words about a request for an advocate were not opened",
})  # fmt: skip
_ID = re.compile(r"(?:[0-9a-hjkmnp-tv-z]{26})?")
_CHANNELS = frozenset({"mail", "text", "r_mail", "r_text", "l_mail"})
_PACKAGE = Path(__file__).parents[1]
Taken = Mapping[str, str | int]
"""What goes into the line; empty where the value cannot be taken."""


def error_of(value: object) -> Taken:
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
    "error": error_of,
    "method": _method,
    "of": _of,
    "page": _page,
    "piece": _piece,
}
