"""The real program, as somebody at a terminal or a nightly script runs it."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.conftest import problems_in
from tests.exchange.lists import row, write_caseload, write_long_caseload
from tests.parts import loaded

LONG = 50_000
MORE_MEMORY = 100 * 1024
"""KiB that a list of 50,000 rows may take beyond what one of 1,000 does."""


class Program:
    """The program on a database of its own."""

    def __init__(self, database_url: str, keys_dir: Path) -> None:
        settings = {"PARTICIPATION_DATABASE_URL": database_url, "PARTICIPATION_KEYS_DIR": str(keys_dir)}
        self.environ = {**os.environ, **settings}

    def run(self, *words: object, status: int = 0) -> subprocess.CompletedProcess[str]:
        done = loaded.run("participation", [*map(str, words)], self.environ)
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        return done

    def memory_of(self, *words: object) -> int:
        """The most memory that a command needed, in KiB."""
        command = [sys.executable, "-m", "participation", *map(str, words)]
        started = subprocess.Popen(command, env=self.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        assert started.returncode == 1, "some rows of the list are wrong"
        return used.ru_maxrss


@pytest.fixture
def program(database_url: str, keys_dir: Path) -> Program:
    return Program(database_url, keys_dir)


def test_it_ends_with_0_1_or_2_and_never_with_a_traceback(program: Program, tmp_path: Path) -> None:
    good, bad = write_caseload(tmp_path / "c.csv", [row(), row(child_id="")]), tmp_path / "bad.csv"
    bad.write_bytes(bytes(range(256)))
    done = program.run("import", "caseload", good, status=1)
    assert done.stdout.startswith("c.csv: 2 rows, 1 taken, 1 not taken.\nChildren: 1 new.\n")
    assert done.stderr.startswith("c.csv, line 3, child_id (id): Expected letters and digits")
    assert program.run("import", "caseload", bad, status=1).stderr.startswith("bad.csv is not ")
    assert "Usage: participation import" in program.run("import", "caseload", status=2).stderr


def test_a_machine_without_keys_is_told_to_make_them(database_url: str, tmp_path: Path) -> None:
    program = Program(database_url, tmp_path / "no-keys")
    done = program.run("import", "caseload", write_caseload(tmp_path / "c.csv", [row()]), status=1)
    assert "participation keys init" in done.stderr


@pytest.mark.long
def test_50_000_rows_fit_in_little_memory(program: Program, tmp_path: Path) -> None:
    small = program.memory_of("import", "caseload", write_long_caseload(tmp_path / "small.csv", 1000), "--dry-run")
    long = write_long_caseload(tmp_path / "long.csv", LONG)
    report = tmp_path / "report.csv"
    large = program.memory_of("import", "caseload", long, "--report", report)
    assert large < small + MORE_MEMORY
    rules = Counter(problem["rule"] for problem in problems_in(report))
    assert rules.pop("date") == LONG // 100
    assert set(rules) == {"holiday"}, "taken all the same"
    again = program.run("import", "caseload", long, status=1)
    assert re.search(r"^long.csv: 50,000 rows, 49,500 taken, 500 not taken.$", again.stdout, re.MULTILINE)
    assert "Children: 49,500 unchanged." in again.stdout


def test_a_bar_shows_how_far_a_long_list_is_only_on_a_terminal(program: Program, tmp_path: Path) -> None:
    path = write_long_caseload(tmp_path / "c.csv", 2000)
    assert "Reading" not in program.run("import", "caseload", path, "--dry-run", status=1).stderr
    assert "Reading" in on_a_terminal(program, "import", "caseload", path, "--dry-run")


def on_a_terminal(program: Program, *words: object) -> str:
    """What a terminal shows of a command."""
    ours, its = os.openpty()
    command = [sys.executable, "-m", "participation", *map(str, words)]
    with subprocess.Popen(command, env=program.environ, stdout=its, stderr=its, stdin=its) as running:
        os.close(its)
        shown = b"".join(iter(_reader(ours), b""))
    os.close(ours)
    assert running.returncode == 1
    return shown.decode()


def _reader(terminal: int) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return os.read(terminal, 4096)
        except OSError:  # the other end has gone
            return b""

    return read
