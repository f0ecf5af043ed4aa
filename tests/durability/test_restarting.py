"""A new version takes over while children press send, ten a second: nobody sees it. One that cannot start is no harm.

The signals, the options and the two lines to systemd are those of docs/runbook.md.
"""

import os
import select
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from typing import Self, TypeVar

import pytest
from flask import Flask

from participation.operations.serving import WORKERS
from tests.durability.balance import Balance, balance
from tests.durability.group import PATIENCE, PAUSE, Group, answers
from tests.durability.prepared import Press, prepare

pytestmark = pytest.mark.long

A_SECOND, RESTARTS = 10, 2
MOST = 1200
NEWS = 4096
MAIN = "MAINPID="
Found = TypeVar("Found")


class Visitors(Thread):
    """People who come ten a second, until the end of a block."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port, self.closes = port, Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closes.set()
        self.join(PATIENCE)


class Children(Visitors):
    """Each on a connection of their own, as a proxy makes it, and each presses send once."""

    def __init__(self, port: int, presses: list[Press]) -> None:
        super().__init__(port)
        self.presses = iter(presses)
        self.sent: list[str] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        """Nobody waits for anybody else's answer."""
        pressing = []
        while not self.closes.wait(1 / A_SECOND):
            pressing.append(Thread(target=self.press, args=[next(self.presses)]))
            pressing[-1].start()
        for each in pressing:
            each.join(PATIENCE)

    def press(self, press: Press) -> None:
        """Press send, once."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("POST", press.path, press.body, press.headers)
            answer = connection.getresponse()
            assert (answer.status, answer.headers["Location"]) == (303, f"/answer/{press.purpose}/done")
            self.sent.append(press.draft_id)
        except Exception as error:
            self.wrong.append(repr(error))
        finally:
            connection.close()


class Browser(Visitors):
    """Somebody whose connection is kept as long as it may be, who asks again and again."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.statuses: set[object] = set()

    def run(self) -> None:
        """One page after the other."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        while not self.closes.wait(1 / A_SECOND):
            try:
                connection.request("GET", "/help")
                answer = connection.getresponse()
                answer.read()
                self.statuses.add(answer.status)
            except Exception as error:
                self.statuses.add(repr(error))
        connection.close()


@pytest.fixture
def news(tmp_path: Path) -> Iterator[socket.socket]:
    """Where systemd would listen."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "news"))
        listening.settimeout(PATIENCE)
        yield listening


@pytest.fixture
def service(group: Group, tmp_path: Path, keys: Path, news: socket.socket) -> Iterator[Group]:
    """The installed program as systemd starts it."""
    mine = shutil.copytree(keys, tmp_path / "keys")
    group.environ |= {"NOTIFY_SOCKET": str(tmp_path / "news"), "PARTICIPATION_KEYS_DIR": str(mine)}
    group.program = [sys.executable, str(Path(sys.executable).with_name("participation"))]
    group.options += ["--pid-file", str(tmp_path / "pid")]
    group.start()
    yield group
    with ending(main := main_process(tmp_path)):
        os.kill(main, signal.SIGTERM)
    group.running.wait(PATIENCE)


def all_workers(service: Group) -> tuple[int, ...]:
    """Its workers, when each of them has been started, and nobody else."""
    return service.workers() if len(service.workers()) == WORKERS else ()


def main_process(folder: Path) -> int:
    """Whom the file names, as soon as it names anybody."""
    return until(lambda: int((folder / "pid").read_text()) if (folder / "pid").exists() else 0)


def until(found: Callable[[], Found]) -> Found:
    """What is found in the end: files and processes come without telling anybody."""
    patience = time.monotonic() + PATIENCE
    while not (value := found()):
        assert time.monotonic() < patience
        time.sleep(PAUSE)
    return value


@contextmanager
def ending(process: int) -> Iterator[None]:
    """Whatever is done meanwhile, wait for the end of a process, be it our own child or not."""
    watched = os.pidfd_open(process)
    yield
    assert select.select([watched], [], [], PATIENCE)[0], "it does not end"
    os.close(watched)


def new_main_process(news: socket.socket, before: int) -> int:
    """Whom systemd is told to follow; each worker of the new group tells it once."""
    while True:
        for line in news.recv(NEWS).decode().splitlines():
            if line.startswith(MAIN) and int(line.removeprefix(MAIN)) != before:
                return int(line.removeprefix(MAIN))


def test_nobody_sees_that_a_new_version_takes_over(
    app: Flask, service: Group, news: socket.socket, tmp_path: Path
) -> None:
    presses = prepare(app, MOST)
    with Children(service.port, presses) as children, Browser(service.port) as browser:
        for _ in range(RESTARTS):
            before = main_process(tmp_path)
            with ending(before):
                os.kill(before, signal.SIGUSR2)
                after = new_main_process(news, before)
    assert main_process(tmp_path) == after
    assert children.wrong == []
    assert browser.statuses == {200}
    assert len(children.sent) > A_SECOND
    assert balance(app, presses, children.sent) == Balance(sent=len(children.sent), lost=0, doubled=0, half=0)


def test_a_version_that_cannot_start_changes_nothing(service: Group, tmp_path: Path) -> None:
    before, workers = main_process(tmp_path), until(lambda: all_workers(service))
    (tmp_path / "keys" / "recovery.half-1").touch()
    os.kill(before, signal.SIGUSR2)
    with ending(until(lambda: next(iter(set(service.workers()) - set(workers)), 0))):
        pass
    assert main_process(tmp_path) == before
    assert until(lambda: all_workers(service)) == workers
    assert answers(service.port)
