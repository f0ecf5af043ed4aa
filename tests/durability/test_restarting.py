"""A new version takes over while children press send, twenty a second: nobody sees it.

One that cannot start is no harm. The signals, the options and the two lines to systemd are those of docs/runbook.md.
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
from pathlib import Path
from typing import TypeVar

import pytest
from flask import Flask

from participation.operations.serving import WORKERS
from tests.databases import on_both
from tests.durability.balance import Balance, balance
from tests.durability.group import PATIENCE, PAUSE, Group, answers
from tests.durability.prepared import prepare
from tests.durability.visitors import A_SECOND, MOST, Browser, Children

pytestmark = pytest.mark.long

RESTARTS = 2
NEWS = 4096
MAIN = "MAINPID="
Found = TypeVar("Found")


@pytest.fixture
def postgres_url(durable_postgres_url: str) -> str:
    """`serve` refuses the server of the other tests."""
    return durable_postgres_url


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


@on_both
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
