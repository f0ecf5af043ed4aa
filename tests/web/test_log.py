"""What a log may hold: nobody's word and nobody's name, however somebody tries to write one."""

import ast
import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from participation.config import ROOT
from participation.log import LOG, UNKNOWN, when_kept_back
from participation.log.allowed import EVENTS, KEYS
from participation.sealing.keyring import KeysUnfit
from tests.reading_code import MODULES, calls, text

WORD, NAME = "Zwergkaninchen", "Xanthippe Okafor"
TRIES: dict[str, Callable[[str], object]] = {
    "as the event": lambda said: LOG.error(said),
    "inside an event": lambda said: LOG.error(f"alerts wait for {said}"),
    "under a key of its own": lambda said: LOG.error("alerts wait", name=said),
    "by the old way of writing": lambda said: LOG.error("alerts wait for %s", said),
    "bound to a logger": lambda said: LOG.bind(child=said).error("alerts wait"),
    "as the message of an error": lambda said: LOG.error("alerts wait", error=ValueError(said)),
    "with what was raised": lambda said: LOG.exception("alerts wait", exc_info=ValueError(said)),
    "with where it happened": lambda said: LOG.error("alerts wait", stack_info=True, said=said),
    "as a method that somebody made up": lambda said: LOG.error("alerts wait", method=said.upper()),
    "as an address": lambda said: LOG.error("alerts wait", page=f"/answer/{said}"),
    **{f"as {key}": lambda said, key=key: LOG.error("alerts wait", **{key: said}) for key in KEYS},  # type: ignore[misc]
}


@pytest.fixture(autouse=True)
def all_of_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


@pytest.mark.parametrize("said", [WORD, NAME])
@pytest.mark.parametrize("way", TRIES)
def test_a_childs_word_and_a_name_do_not_come_out(way: str, said: str, caplog: pytest.LogCaptureFixture) -> None:
    TRIES[way](said)
    (line,) = caplog.messages
    assert json.loads(line)["event"] in {"alerts wait", UNKNOWN}
    for part in said.lower().split():
        assert part not in line.lower()


def test_what_was_kept_back_is_counted_in_the_line_and_told(caplog: pytest.LogCaptureFixture) -> None:
    told: list[int] = []
    when_kept_back(told.append)
    LOG.error("alerts wait", channel="mail", code=451)
    LOG.error(WORD, channel=NAME, name=NAME, code=7_700_900_123)
    well, badly = map(json.loads, caplog.messages)
    assert {key: well.get(key) for key in ("event", "channel", "code", "level", "kept_back")} == {
        "event": "alerts wait",
        "channel": "mail",
        "code": 451,
        "level": "error",
        "kept_back": None,
    }
    assert badly.keys() == {"event", "kept_back", "level", "at"}
    assert (badly["event"], badly["kept_back"], told) == (UNKNOWN, 4, [4])


def test_an_error_says_its_type_and_the_last_place_in_this_program(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    try:
        app.extensions["keyring"].secret(WORD)
    except KeysUnfit as error:
        LOG.error("a submission was not opened", error=error)
    line = json.loads(caplog.messages[-1])
    assert line["error"] == "KeysUnfit"
    assert re.fullmatch(r"sealing/keyring\.py:\d+", line["where"])
    assert WORD not in caplog.text


def test_each_answer_is_one_line_with_the_name_of_its_endpoint(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    browser = app.test_client()
    browser.get(f"/staff/reviews/{WORD}")
    browser.get(f"/nowhere/{WORD}", headers={"User-Agent": NAME})
    lines = [json.loads(line) for line in caplog.messages]
    answered = [(line["method"], line["page"], line["code"]) for line in lines if line["event"] == "answered"]
    assert answered == [("GET", "staff.casework.review", 303), ("GET", "none", 404)]
    assert WORD not in caplog.text
    assert not any("kept_back" in line for line in lines)


def test_every_event_that_the_program_logs_is_listed_and_no_other_is() -> None:
    calls = list(logged())
    assert {event for event, _ in calls} == EVENTS
    assert {key for _, keys in calls for key in keys} == KEYS.keys()


def logged() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each event in the program, written out as it must be, with its keys."""
    for path in (each for each in MODULES if "LOG." in text(each)):
        for call in calls(path):
            if isinstance(call.func, ast.Attribute) and ast.unparse(call.func).startswith("LOG."):
                (event,) = call.args
                assert isinstance(event, ast.Constant), ast.unparse(call)
                yield event.value, tuple(each.arg for each in call.keywords if each.arg)


ITS_OWN = f"""
import logging
from participation.log import LOG, to_stderr
to_stderr("warning")
to_stderr("warning")
LOG.info("answered", code=200)
LOG.warning("alerts wait", channel="mail")
logging.getLogger("a.library").info("{WORD}")
logging.getLogger("a.library").error("it failed for %s", "{NAME}")
try:
    raise ValueError("{WORD}")
except ValueError:
    logging.getLogger("participation").exception("{NAME}")
"""


def test_what_libraries_say_is_cut_down_to_who_says_it_where_and_of_which_error() -> None:
    ran = subprocess.run([sys.executable, "-c", ITS_OWN], cwd=ROOT, capture_output=True, text=True, check=True)
    ours, library, flask = map(json.loads, ran.stderr.splitlines())
    assert (ours["event"], ours["channel"]) == ("alerts wait", "mail")
    assert library == {"event": "said by a library", "library": "a.library", "line": "<string>:9", "level": "error"}
    assert (flask["library"], flask["error"], flask["level"]) == ("participation", "ValueError", "error")


def test_a_page_is_known_by_its_rule_alone(caplog: pytest.LogCaptureFixture) -> None:
    LOG.error("a page failed", page=Rule("/answer/<purpose>", endpoint="answering.page"))
    assert json.loads(caplog.messages[0])["page"] == "answering.page"
