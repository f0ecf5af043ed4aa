"""The real program, as somebody at a terminal or a nightly script runs it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.conftest import problems_in
from tests.exchange.lists import person, row, write_caseload, write_long_caseload, write_people
from tests.exchange.returns import write_return

LONG = 50_000
MORE_MEMORY = 100 * 1024
"""KiB that a list of 50,000 rows may take beyond what one of 1,000 does."""


class Program:
    """The program on a database of its own."""

    def __init__(self, database_url: str, keys_dir: Path) -> None:
        settings = {"PARTICIPATION_DATABASE_URL": database_url, "PARTICIPATION_KEYS_DIR": str(keys_dir)}
        self.environ = {**os.environ, **settings}

    def run(self, *words: object, status: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "participation", *map(str, words)]
        done = subprocess.run(command, env=self.environ, capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        return done

    def memory_of(self, *words: object) -> int:
        """The most memory that a command needed, in KiB."""
        command = [sys.executable, "-m", "participation", *map(str, words)]
        started = subprocess.Popen(command, env=self.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        assert started.returncode == 0
        return used.ru_maxrss


@pytest.fixture
def program(database_url: str, keys_dir: Path) -> Program:
    return Program(database_url, keys_dir)


def test_good_lists_end_with_0(program: Program, tmp_path: Path) -> None:
    done = program.run("import", "caseload", write_caseload(tmp_path / "c.csv", [row()]))
    assert done.stdout.startswith("c.csv: 1 rows, 1 taken, 0 not taken.\nChildren: 1 new.\n")
    assert done.stderr == ""
    program.run("import", "people", write_people(tmp_path / "p.csv", [person(), person(review_id="R9")]))
    program.run("import", "ssda903", *write_return(tmp_path, reviews=["101,01/02/2015,10/03/2024,PN0"]))
    program.run("export", "ssda903-reviews", "--year", "2023-24", "--out", tmp_path / "out.csv", "--force")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "list.csv is empty."),
        (b"a,b\n1,2\n", "list.csv has no column "),
        (b"PK\x03\x04", "list.csv is a workbook; "),
        (bytes(range(256)), "list.csv is not "),
        (None, "cannot be read: No such file or directory."),
    ],
)
@pytest.mark.parametrize("kind", ["caseload", "people"])
def test_what_is_no_list_ends_with_1_and_one_sentence(
    program: Program, tmp_path: Path, kind: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / "list.csv"
    if content is not None:
        path.write_bytes(content)
    done = program.run("import", kind, path, status=1)
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_folder_or_a_report_that_cannot_be_written_is_named(program: Program, tmp_path: Path) -> None:
    assert "Is a directory" in program.run("import", "caseload", tmp_path, status=1).stderr
    path = write_caseload(tmp_path / "c.csv", [row()])
    done = program.run("import", "caseload", path, "--report", tmp_path / "nowhere" / "r.csv", status=1)
    assert done.stderr == f"There is no folder {tmp_path / 'nowhere'} for the report.\n"


def test_a_machine_without_keys_is_told_to_make_them(database_url: str, tmp_path: Path) -> None:
    program = Program(database_url, tmp_path / "no-keys")
    done = program.run("import", "caseload", write_caseload(tmp_path / "c.csv", [row()]), status=1)
    assert "participation keys init" in done.stderr


@pytest.mark.parametrize("words", [("import",), ("import", "caseload"), ("import", "ssda903"), ("import", "x", "y")])
def test_wrong_usage_ends_with_2(program: Program, words: tuple[str, ...]) -> None:
    assert "Usage: participation import" in program.run(*words, status=2).stderr


@pytest.mark.parametrize("command", ["import ssda903", "import caseload", "import people", "export ssda903-reviews"])
def test_each_command_explains_itself(program: Program, command: str) -> None:
    assert program.run(*command.split(), "--help").stdout.startswith(f"Usage: participation {command} [OPTIONS]")


def test_50_000_rows_fit_in_little_memory(program: Program, tmp_path: Path) -> None:
    small = program.memory_of("import", "caseload", write_long_caseload(tmp_path / "small.csv", 1000), "--dry-run")
    long = write_long_caseload(tmp_path / "long.csv", LONG)
    report = tmp_path / "report.csv"
    large = program.memory_of("import", "caseload", long, "--report", report)
    assert large < small + MORE_MEMORY
    assert len(problems_in(report)) == LONG // 100
    again = program.run("import", "caseload", long)
    assert re.search(r"^long.csv: 50,000 rows, 49,500 taken, 500 not taken.$", again.stdout, re.MULTILINE)
    assert "Children: 49,500 unchanged." in again.stdout


def test_a_bar_shows_how_far_a_long_list_is_only_on_a_terminal(program: Program, tmp_path: Path) -> None:
    path = write_long_caseload(tmp_path / "c.csv", 2000)
    assert "Reading" not in program.run("import", "caseload", path, "--dry-run").stderr
    assert "Reading" in on_a_terminal(program, "import", "caseload", path, "--dry-run")


def on_a_terminal(program: Program, *words: object) -> str:
    """What a terminal shows of a command."""
    ours, its = os.openpty()
    command = [sys.executable, "-m", "participation", *map(str, words)]
    with subprocess.Popen(command, env=program.environ, stdout=its, stderr=its, stdin=its) as running:
        os.close(its)
        shown = b"".join(iter(_reader(ours), b""))
    os.close(ours)
    assert running.returncode == 0
    return shown.decode()


def _reader(terminal: int) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return os.read(terminal, 4096)
        except OSError:  # the other end has gone
            return b""

    return read
