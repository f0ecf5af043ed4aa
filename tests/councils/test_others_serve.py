"""One council is restored, and whoever opens pages of the others meanwhile notices nothing."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from participation.config import PREFIX
from tests.councils.callers import Caller, Wanted, callers, calling
from tests.councils.serving import Serving, begun_anew, lived
from tests.durability.group import Process, answers, free_port
from tests.durability.prepared import ADVOCATE, VIEWS
from tests.durability.test_restarting import ending, main_process, until
from tests.parts import loaded, postgres

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
                run("add", name, *addresses(name))
            (Path(made) / "safe").mkdir()
            for half in (Path(made) / "keys").glob("*/recovery.half-*"):
                shutil.move(half, Path(made) / "safe" / f"{half.parent.name}-{half.name}")
            yield Path(made)
        finally:
            postgres.stop(cluster)
            shutil.rmtree(cluster)


@pytest.fixture(scope="module")
def serving(folder: Path) -> Iterator[list[Serving]]:
    with lived(folder, OTHERS, begin) as (serving, _):
        yield serving


def begin(words: Sequence[str]) -> Process:
    return loaded.split_off("participation", ["councils", *words], os.environ)


def addresses(name: str) -> tuple[str, str]:
    host = name.replace("_", "-")  # no name of a host has the other
    return f"--public-url=https://{host}.example.org", f"--staff-url=https://staff.{host}.example.org"


def run(*words: object) -> None:
    """`participation councils` as somebody types it."""
    loaded.run("participation", ["councils", *map(str, words)], os.environ).check_returncode()


def restore(folder: Path, kept: Path) -> None:
    (file,) = kept.glob(f"{RESTORED}-*.backup")
    halves = sorted((folder / "safe").glob(f"{RESTORED}-*"))
    run("restore", RESTORED, file, *(word for half in halves for word in ("--half", half)))


def have_seen_all(asking: Sequence[Caller]) -> bool:
    """Whether each child has sent what they think and asked for an advocate, and each officer has opened a review."""
    pages = {"/start", "/home", f"/answer/{VIEWS}/send", f"/answer/{ADVOCATE}/send"}
    return all(
        pages <= set(child.answered) and {"/staff/"} < set(officer.answered)
        for child, officer in zip(asking[::2], asking[1::2], strict=True)
    )


def test_no_page_of_the_others_is_refused_or_an_error(folder: Path, serving: list[Serving], tmp_path: Path) -> None:
    run("backup", tmp_path, RESTORED)
    asking = callers(folder, serving, CHILDREN)
    with calling(asking):
        restore(folder, tmp_path)
        until(lambda: have_seen_all(asking))
    assert f"/{RESTORED}_2?" in (folder / f"{RESTORED}.env").read_text()
    assert [(each.refused, each.wrong) for each in asking] == [(0, [])] * 2 * len(OTHERS)


def test_a_server_that_is_gone_and_a_page_that_is_not_what_was_asked_for_are_noticed(serving: list[Serving]) -> None:
    host = addresses(OTHERS[0])[0].partition("=")[2]
    nobody, stranger = Caller(free_port(), host, ()), Caller(serving[0].staff, host, ())
    for each in (nobody, stranger):
        each.ask(Wanted(200, "/staff/", cookie="none=yet"))
    assert (nobody.refused, nobody.wrong) == (1, [])
    assert (stranger.refused, stranger.wrong) == (0, ["404 /staff/"])


def test_a_new_version_of_one_takes_over_and_is_told_of_the_same_council(folder: Path, tmp_path: Path) -> None:
    port, said = free_port(), tmp_path / "pid"
    process = begun_anew(["run", OTHERS[0], "serve", "--port", str(port), "--pid-file", str(said)])
    try:
        until(lambda: answers(port, to="/readyz"))
        before = main_process(tmp_path)
        with ending(before):
            os.kill(before, signal.SIGUSR2)
        assert main_process(tmp_path) != before
        its_own, of_another = (Caller(port, addresses(name)[0].partition("=")[2], ()) for name in OTHERS)
        for each in (its_own, of_another):
            each.ask(Wanted(200, "/"))
        assert (its_own.wrong, of_another.wrong) == ([], ["404 /"])
    finally:
        with ending(main := main_process(tmp_path)):
            os.kill(main, signal.SIGTERM)
        process.wait()
