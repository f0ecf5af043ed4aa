"""One council is restored, and whoever opens pages of the others meanwhile notices nothing."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from participation.config import PREFIX
from participation.operations.cli import application, cli
from tests.councils.callers import Caller, Wanted, callers, calling
from tests.councils.serving import PROGRAM, Serving, lived
from tests.durability.group import free_port
from tests.durability.prepared import ADVOCATE, VIEWS
from tests.parts import postgres

pytestmark = pytest.mark.long

RESTORED, OTHERS = "ely_test", ("hull_test", "surrey_test")
CHILDREN = 400
"""More than can press while one council is restored."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """The councils, on a server of their own that keeps what it says it keeps: `serve` refuses any other."""
    cluster = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    postgres.make(cluster)
    postgres.start(cluster, "listen_addresses=")
    with tempfile.TemporaryDirectory() as made, pytest.MonkeyPatch.context() as patch:
        patch.setenv(f"{PREFIX}COUNCILS", made)
        patch.setenv(f"{PREFIX}COUNCILS_SERVER", f"postgresql://{postgres.SUPERUSER}@/postgres?host={cluster}")
        try:
            for name in (RESTORED, *OTHERS):
                done("add", name, *addresses(name))
            (Path(made) / "safe").mkdir()
            for half in (Path(made) / "keys").glob("*/recovery.half-*"):
                shutil.move(half, Path(made) / "safe" / f"{half.parent.name}-{half.name}")
            yield Path(made)
        finally:
            postgres.stop(cluster)
            shutil.rmtree(cluster)


@pytest.fixture(scope="module")
def serving(folder: Path) -> Iterator[list[Serving]]:
    with lived(folder, OTHERS) as (serving, _):
        yield serving


def addresses(name: str) -> tuple[str, str]:
    host = name.replace("_", "-")  # no name of a host has the other
    return f"--public-url=https://{host}.example.org", f"--staff-url=https://staff.{host}.example.org"


def done(*words: object) -> None:
    """What is done before anybody asks for a page, in this process."""
    result = CliRunner().invoke(cli, ["councils", *map(str, words)], obj=application)
    assert result.exit_code == 0, result.output


def restore(folder: Path, kept: Path) -> None:
    """As somebody types it, in a process of its own."""
    (file,) = kept.glob(f"{RESTORED}-*.backup")
    halves = sorted((folder / "safe").glob(f"{RESTORED}-*"))
    words = ["restore", RESTORED, file, *(word for half in halves for word in ("--half", half))]
    subprocess.run([*PROGRAM, *map(str, words)], check=True, stdout=subprocess.DEVNULL)


def test_no_page_of_the_others_is_refused_or_an_error(folder: Path, serving: list[Serving], tmp_path: Path) -> None:
    done("backup", tmp_path, RESTORED)
    asking = callers(folder, serving, CHILDREN)
    with calling(asking):
        restore(folder, tmp_path)
    assert f"/{RESTORED}_2?" in (folder / f"{RESTORED}.env").read_text()
    assert [(each.refused, each.wrong) for each in asking] == [(0, [])] * 2 * len(OTHERS)
    for child, officer in zip(asking[::2], asking[1::2], strict=True):
        assert {"/start", "/home", f"/answer/{VIEWS}/send", f"/answer/{ADVOCATE}/send"} <= set(child.answered)
        assert {"/staff/"} < set(officer.answered), "no review was opened"


def test_a_server_that_is_gone_and_a_page_that_is_not_what_was_asked_for_are_noticed(serving: list[Serving]) -> None:
    host = addresses(OTHERS[0])[0].partition("=")[2]
    nobody, stranger = Caller(free_port(), host, ()), Caller(serving[0].staff, host, ())
    for each in (nobody, stranger):
        each.ask(Wanted(200, "/staff/", cookie="none=yet"))
    assert (nobody.refused, nobody.wrong) == (1, [])
    assert (stranger.refused, stranger.wrong) == (0, ["404 /staff/"])
