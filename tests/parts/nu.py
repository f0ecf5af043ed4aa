"""The Nu HTML checker, which the W3C uses: Java is started by the first who asks, and answers until the tests end."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any

from tests.parts.missing import MissingPart

JAR = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
HERE = "127.0.0.1"
# So short a run never gains what a thorough compiler costs; what is compiled plainly takes more of the stack.
QUICKLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
SERVES = (f"-Dnu.validator.servlet.bind-address={HERE}", "-cp", str(JAR), "nu.validator.servlet.Main")
ASK, AS_HTML = "/?out=json&level=error", {"Content-Type": "text/html; charset=utf-8", "User-Agent": "tests"}
LONGEST = 240
"""Seconds until it has started, on a machine that has much else to do."""
FIRST, MANY = 20_000, 10_000
"""Ports which no system gives by itself: nobody takes the one that was free before Java has it."""


def html_errors(pages: Mapping[str, str]) -> list[str]:
    """What is wrong with the HTML of the pages: one line for each error, with the page's name."""
    return [_line(name, found) for name, html in pages.items() for found in _messages(_checker()[1], html)]


@cache
def _checker() -> tuple[subprocess.Popen[bytes], int]:
    """The program, and the port at which it answers: to start it takes longer than to ask it about a hundred pages."""
    java = shutil.which("java")
    if java is None:
        raise MissingPart("Java", "default-jre-headless")
    if not JAR.exists():
        raise MissingPart("The Nu checker (npm ci in tests/parts)", "npm")
    port = next(each for each in count(FIRST + os.getpid() % MANY) if not _is_open(each))
    command = [java, *QUICKLY, *SERVES, str(port)]
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + LONGEST
    while not _is_open(port):
        assert program.poll() is None, "the Nu checker has not started"
        assert time.monotonic() < until, "the Nu checker does not answer"
        time.sleep(0.1)
    return program, port


def _is_open(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex((HERE, port)) == 0


def _messages(port: int, html: str) -> list[dict[str, Any]]:
    with closing(HTTPConnection(HERE, port, timeout=LONGEST)) as line:
        line.request("POST", ASK, html.encode(), AS_HTML)
        found: list[dict[str, Any]] = json.load(line.getresponse())["messages"]
    return found


def _line(page: str, found: dict[str, Any]) -> str:
    return f"{page}:{found.get('lastLine', '?')}: {found['message']} [{found.get('extract', '').strip()}]"


def pytest_unconfigure() -> None:
    """Stop it, where somebody has asked."""
    if _checker.cache_info().currsize:
        program, _ = _checker()
        program.terminate()
        program.wait()
