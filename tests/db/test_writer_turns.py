"""One writer at a time, in whichever thread or process; and nobody waits for ever."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from participation.db.writer_turns import Turns
from tests.db.counting import TIMES
from tests.parts.loaded import split_off

HOLDER = """
import sys
from participation.db.writer_turns import Turns
with Turns(sys.argv[1], 10).taken():
    print("taken", flush=True)
    sys.stdin.read()
"""


def holder(path: str) -> subprocess.Popen[bytes]:
    held = subprocess.Popen([sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert held.stdout is not None
    assert held.stdout.readline() == b"taken\n"
    return held


def test_processes_and_their_threads_come_one_after_the_other(tmp_path: Path) -> None:
    path, counted = str(tmp_path / "turn"), tmp_path / "counted"
    counted.write_text("0")
    processes = [split_off("tests.db.counting", [path, str(counted)], os.environ) for _ in range(3)]
    turns = Turns(path, 60)

    def count() -> None:
        for _ in range(100):
            with turns.taken():
                counted.write_text(str(int(counted.read_text()) + 1))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert counted.read_text() == str(3 * TIMES + 4 * 100)


def test_whoever_waits_too_long_is_told_and_has_no_turn(tmp_path: Path) -> None:
    path = str(tmp_path / "turn")
    held = holder(path)
    with pytest.raises(WaitedTooLong), Turns(path, 0.05).taken():
        raise AssertionError("two at once")
    held.communicate()
    with Turns(path, 0.05).taken():
        pass


def test_a_thread_waits_no_longer_than_a_process(tmp_path: Path) -> None:
    turns = Turns(str(tmp_path / "turn"), 0.05)
    refused = []

    def second() -> None:
        try:
            with turns.taken():
                pass
        except WaitedTooLong:
            refused.append(True)

    with turns.taken():
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert refused == [True]


def test_a_process_that_is_killed_gives_its_turn_back(tmp_path: Path) -> None:
    path = str(tmp_path / "turn")
    held = holder(path)
    held.kill()
    held.communicate()
    with Turns(path, 5).taken():
        assert held.returncode == -signal.SIGKILL


def test_what_breaks_off_in_its_turn_gives_it_back(tmp_path: Path) -> None:
    turns = Turns(str(tmp_path / "turn"), 0.05)
    with pytest.raises(ZeroDivisionError), turns.taken():
        1 / 0  # noqa: B018 - anything that fails
    with turns.taken():
        pass


def test_nobody_else_can_take_it(tmp_path: Path) -> None:
    with Turns(str(tmp_path / "turn"), 1).taken():
        assert (tmp_path / "turn").stat().st_mode & 0o777 == 0o600


def test_where_no_file_can_be_made_the_threads_still_come_one_after_the_other(tmp_path: Path) -> None:
    turns = Turns(str(tmp_path / "away" / "turn"), 0.05)
    with turns.taken(), pytest.raises(WaitedTooLong), turns.taken():
        raise AssertionError("two at once")
    with turns.taken():
        pass
