"""How the commands answer to what is no list, to folders that are not there, and to wrong usage."""

from pathlib import Path

import pytest

from tests.exchange.conftest import Run
from tests.exchange.lists import row, write_caseload


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
def test_what_is_no_list_is_refused_in_one_sentence(
    run: Run, tmp_path: Path, kind: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / "list.csv"
    if content is not None:
        path.write_bytes(content)
    done = run("import", kind, path, status=1)
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_folder_or_a_report_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    assert "Is a directory" in run("import", "caseload", tmp_path, status=1).stderr
    path = write_caseload(tmp_path / "c.csv", [row()])
    done = run("import", "caseload", path, "--report", tmp_path / "nowhere" / "r.csv", status=1)
    assert done.stderr == f"There is no folder {tmp_path / 'nowhere'} for the report.\n"
    assert "Is a directory" in run("import", "caseload", path, "--report", tmp_path, status=1).stderr


@pytest.mark.parametrize("words", [("import",), ("import", "caseload"), ("import", "ssda903"), ("import", "x", "y")])
def test_wrong_usage_ends_with_2(run: Run, words: tuple[str, ...]) -> None:
    assert "Usage: " in run(*words, status=2).stderr


@pytest.mark.parametrize("command", ["import ssda903", "import caseload", "import people", "export ssda903-reviews"])
def test_each_command_explains_itself(run: Run, command: str) -> None:
    assert f" {command} [OPTIONS]" in run(*command.split(), "--help").stdout
