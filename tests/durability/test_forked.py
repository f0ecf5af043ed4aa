"""What the processes that answer begin with is one and the same, and nothing of it leads to the database."""

import os
import signal
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from participation.db import session, transaction
from participation.operations.serving import WORKERS
from participation.sealing import recipients_of
from participation.sealing.keyring import Keyring
from participation.service import ServiceRow
from participation.service.chosen import Service
from participation.submissions.models import Submission
from tests.databases import on_both
from tests.durability.group import KILLABLE, Group
from tests.durability.prepared import Press, prepare
from tests.durability.test_restarting import until

NAMED, RENAMED = "Reviews of Ely", "Reviews of Hull"


@pytest.fixture
def postgres_url(durable_postgres_url: str) -> str:
    """`serve` refuses the server of the other tests."""
    return durable_postgres_url


@pytest.fixture
def keys(keys: Path, tmp_path: Path) -> Path:
    """Of this test alone, which turns them."""
    mine = tmp_path / "keys"
    mine.mkdir(mode=0o700)
    for path in sorted(keys.rglob("*")):
        if path.is_dir():
            (mine / path.relative_to(keys)).mkdir(mode=0o700)
        else:
            copy = mine / path.relative_to(keys)
            copy.touch(0o600)
            copy.write_bytes(path.read_bytes())
    return mine


@pytest.fixture
def group(group: Group) -> Group:
    """Started anew: what a process is split off from would leave its own threads behind, and nobody would see them."""
    group.program = [sys.executable, "-m", KILLABLE]
    return group


def named(app: Flask, name: str) -> None:
    with app.app_context(), transaction() as writing:
        writing.merge(ServiceRow.of(Service(council=name)))


def asked(group: Group, method: str, path: str, press: Press | None = None) -> tuple[int, str]:
    """What one request gets: the status, and the page or where it leads."""
    connection = HTTPConnection(group.host, group.port, timeout=60)
    body, headers = (press.body, press.headers) if press else (None, {})
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, answer.headers["Location"] or page


def replaced(group: Group) -> None:
    """Every process that answers is killed, and others have come."""
    before = until(lambda: group.workers() if len(group.workers()) == WORKERS else ())
    for each in before:
        os.kill(each, signal.SIGKILL)
    until(lambda: len(group.workers()) == WORKERS and not set(before) & set(group.workers()))


def held(process: int) -> set[str]:
    """The files and sockets that a process has open, but for that by which gunicorn sees that it lives."""
    found = set()
    for each in Path(f"/proc/{process}/fd").iterdir():
        try:
            found.add(os.readlink(each))
        except FileNotFoundError:  # it was that of looking
            continue
    lie = {name for name in found if name.startswith(("/", "socket:"))}
    return {name for name in lie if not name.startswith("/dev/") and not name.endswith(" (deleted)")}


@on_both
def test_no_connection_and_no_thread_is_there_before_the_processes_are(app: Flask, group: Group) -> None:
    presses = prepare(app, 40)
    group.start()
    for press in presses:
        assert asked(group, "POST", press.path, press)[0] == 303
    first, second = until(lambda: group.workers() if len(group.workers()) == WORKERS else ())
    assert len(held(group.running.pid)) == 1, "the master holds more than the socket on which all listen"
    assert {each for each in held(first) & held(second) if each.startswith("socket:")} == held(group.running.pid)
    assert len([*Path(f"/proc/{group.running.pid}/task").iterdir()]) == 1, "a thread does not come along"


@on_both
def test_whoever_comes_in_the_place_of_a_killed_process_takes_the_visits_of_the_others(
    app: Flask, group: Group, keys: Path
) -> None:
    (press,) = prepare(app, 1)
    group.start()
    Keyring.load(keys).renew_cookies()
    replaced(group)
    assert asked(group, "POST", press.path, press) == (303, f"/answer/{press.purpose}/done")


def test_settings_that_change_later_and_keys_that_are_turned_are_noticed(app: Flask, group: Group, keys: Path) -> None:
    named(app, NAMED)
    (press,) = prepare(app, 1)
    group.start()
    named(app, RENAMED)
    newest = Keyring.load(keys).rotate("advocacy"), Keyring.load(keys).rotate("service")
    assert RENAMED in asked(group, "GET", "/")[1], "what was known when it was started is remembered"
    assert asked(group, "POST", press.path, press)[0] == 303
    with app.app_context():
        envelope = session().scalars(select(Submission.envelope)).one()
    assert set(recipients_of(envelope)) & set(newest)
