"""The real servers and their inner port: what all processes count is one figure, and no log holds a request."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.durability.conftest import keys
from tests.durability.group import PATIENCE, Group, free_port
from tests.durability.test_restarting import ending, main_process, until
from tests.watching.prometheus import series

__all__ = ["keys"]

WORD = "Zwergkaninchen"
ASKED = 40
COUNTED = 'participation_answers_total{code="404",side="public"}'


@pytest.fixture
def inside(database_url: str, keys: Path, tmp_path: Path) -> Iterator[tuple[Group, int]]:
    """Both processes of a server, and its inner port."""
    group, port = Group(database_url, keys), free_port()
    group.environ["PARTICIPATION_WATCHED_AT"] = f"127.0.0.1:{port}"
    group.said = tmp_path / "said"
    group.program = [sys.executable, str(Path(sys.executable).with_name("participation"))]
    group.options += ["--pid-file", str(tmp_path / "pid")]
    group.start()
    yield group, port
    with ending(main := main_process(tmp_path)):
        os.kill(main, signal.SIGTERM)
    group.running.wait(PATIENCE)


def asked(port: int, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def counted(port: int) -> float:
    return series(asked(port, "/metrics")[1])[COUNTED]


@pytest.mark.long
def test_its_processes_count_together_and_one_that_is_killed_takes_no_figure_along(
    inside: tuple[Group, int],
) -> None:
    group, port = inside
    assert {asked(group.port, f"/nowhere/{WORD}")[0] for _ in range(ASKED)} == {404}
    assert counted(port) == ASKED
    first, _ = before = group.workers()
    os.kill(first, signal.SIGKILL)
    until(lambda: len(group.workers()) == len(before) and first not in group.workers())
    assert {asked(group.port, f"/nowhere/{WORD}")[0] for _ in range(ASKED)} == {404}
    assert counted(port) == 2 * ASKED
    assert asked(group.port, "/metrics")[0] == 404
    os.kill(group.running.pid, signal.SIGUSR2)
    until(lambda: group.running.poll() is not None)  # a new version has taken over, with both ports
    assert counted(port) == 0
    assert asked(group.port, "/nowhere")[0] == 404
    assert counted(port) == 1
    assert asked(port, "/readyz") == (503, "worker silent\n"), "no worker was started beside these servers"


@pytest.mark.long
def test_neither_a_request_that_cannot_be_read_nor_an_answer_that_fails_is_in_what_it_says(
    inside: tuple[Group, int],
) -> None:
    group, _ = inside
    for request in (f"POST /start?{WORD} HTTP/9.9", f"{WORD} / HTTP/1.1", f"GET / HTTP/1.1\r\n{WORD} : {WORD}"):
        with socket.create_connection(("127.0.0.1", group.port)) as connection:
            connection.sendall(f"{request}\r\nHost: {WORD}\r\n\r\n".encode())
            connection.recv(1000)
    assert group.said
    said = group.said.read_text()
    assert "A request was not answered" in said
    assert WORD not in said
    assert "127.0.0.1" not in said.replace(f"http://127.0.0.1:{group.port}", "")
