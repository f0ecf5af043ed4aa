"""A new version that cannot start, for whatever reason, leaves the old one serving; mended, it takes over."""

import os
import shutil
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from participation.config import ROOT
from tests.durability.group import Group, answers
from tests.durability.test_restarting import all_workers, ending, main_process, new_main_process, news, service, until
from tests.parts.postgres import start, stop

__all__ = ["news", "service"]

pytestmark = pytest.mark.long

Spoil = Callable[[Path], None]


@pytest.fixture(autouse=True)
def release(group: Group, tmp_path: Path) -> None:
    """A folder of its own, in which a newer version of the program may appear, and from which it may vanish."""
    group.said, group.folder = tmp_path / "said.log", tmp_path / "release"
    group.folder.mkdir()
    group.environ["PYTHONPATH"] = f"{tmp_path / 'newer'}{os.pathsep}{ROOT}"


def said(folder: Path) -> str:
    return (folder / "said.log").read_text()


def broken_import(folder: Path) -> None:
    package = folder / "newer" / "participation"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise ImportError('half of it is missing')\n")


def no_folder(folder: Path) -> None:
    shutil.rmtree(folder / "release")


@pytest.mark.parametrize(
    ("spoil", "reason"), [(broken_import, "half of it is missing"), (no_folder, "cannot be started")]
)
def test_a_version_that_cannot_even_begin_changes_nothing(
    service: Group, news: socket.socket, tmp_path: Path, spoil: Spoil, reason: str
) -> None:
    before, workers = main_process(tmp_path), until(lambda: all_workers(service))
    spoil(tmp_path)
    os.kill(before, signal.SIGUSR2)
    until(lambda: reason in said(tmp_path))
    assert until(lambda: all_workers(service)) == workers
    assert (main_process(tmp_path), answers(service.port)) == (before, True)
    shutil.rmtree(tmp_path / "newer", ignore_errors=True)
    (tmp_path / "release").mkdir(exist_ok=True)
    with ending(before):
        os.kill(before, signal.SIGUSR2)
        after = new_main_process(news, before)
    assert after != before
    assert main_process(tmp_path) == after


class TestOnPostgreSQL:
    """The database goes away, and comes back."""

    @pytest.fixture
    def database_url(self, durable_postgres_url: str) -> str:
        return durable_postgres_url

    def test_a_version_whose_database_is_away_waits_for_it_while_the_old_one_serves(
        self, service: Group, news: socket.socket, cluster: Path, tmp_path: Path
    ) -> None:
        before, workers = main_process(tmp_path), until(lambda: all_workers(service))
        stop(cluster)
        os.kill(before, signal.SIGUSR2)
        until(lambda: "The database does not answer" in said(tmp_path))
        assert set(workers) < set(service.workers())
        assert (main_process(tmp_path), answers(service.port)) == (before, True)
        start(cluster, "listen_addresses=")
        after = new_main_process(news, before)
        assert until(lambda: main_process(tmp_path) == after)
