"""The database is away: the worker and the servers wait for it, longer each time, say so, and go on when it comes."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from participation.config import ROOT
from participation.db import session
from participation.escalation.actions import is_asleep
from participation.operations import outages
from participation.operations.outages import PAUSES, outlive
from tests import factories
from tests.durability.group import Group
from tests.durability.test_restarting import until
from tests.parts.postgres import start, stop
from tests.walking import signed_in, words_of

SAYS = "The database does not answer"


@pytest.fixture
def database_url(durable_postgres_url: str) -> str:
    return durable_postgres_url


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch, cluster: Path) -> list[int]:
    """How long it would have waited; after the eighth time the database is back."""
    waited: list[int] = []

    def sleep(seconds: int) -> None:
        waited.append(seconds)
        if len(waited) == 8:
            start(cluster, "listen_addresses=")

    monkeypatch.setattr(outages, "time", SimpleNamespace(sleep=sleep))
    return waited


def test_pauses_grow_to_half_a_minute_and_end_when_it_comes(
    app: Flask, cluster: Path, pauses: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    stop(cluster)
    assert outlive(app, lambda: "done") == "done"
    assert pauses == [*PAUSES, 30, 30]
    said = capsys.readouterr().err.splitlines()
    assert [line.startswith(SAYS) for line in said] == [True] * 8
    assert said[-1].endswith("Trying again in 30 seconds.")


def test_what_it_goes_away_from_is_done_from_the_start_when_it_is_back(
    app: Flask, cluster: Path, pauses: list[int]
) -> None:
    tries = []

    def work() -> int:
        tries.append(1)
        with app.app_context():
            session().execute(text("SELECT 1"))
            if len(tries) == 1:
                stop(cluster)
            return session().execute(text("SELECT 2")).scalar_one()

    assert (outlive(app, work), len(tries), len(pauses)) == (2, 2, 8)


def test_what_is_wrong_with_a_file_is_not_waited_for(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    nowhere = make_app(database_url=f"sqlite:///{tmp_path}/nowhere/participation.sqlite")
    with pytest.raises(OperationalError):
        outlive(nowhere, lambda: "done")


@pytest.mark.long
def test_the_worker_and_the_servers_start_before_it_and_go_on_when_it_comes(
    app: Flask, cluster: Path, group: Group, tmp_path: Path
) -> None:
    stop(cluster)
    group.said = tmp_path / "serve.log"
    group.process = group.launch()
    with (tmp_path / "worker.log").open("wb") as log:
        command = [sys.executable, "-m", "participation", "worker"]
        worker = subprocess.Popen(command, env=group.environ, cwd=ROOT, stdout=log, stderr=log)
    try:
        for name in ("serve.log", "worker.log"):
            until(lambda name=name: SAYS in (tmp_path / name).read_text())  # type: ignore[misc]
        start(cluster, "listen_addresses=")
        group.wait_until_it_answers()
        until(lambda: not asleep(app))
        assert (group.running.poll(), worker.poll()) == (None, None)
    finally:
        worker.terminate()
        worker.wait()


def asleep(app: Flask) -> bool:
    with app.app_context():
        return is_asleep()


def test_staff_are_told_to_use_the_telephone_while_it_is_away(app: Flask, cluster: Path) -> None:
    with app.app_context():
        _, secret = factories.staff(email="amara@example.org")
    amara = signed_in(app, "amara@example.org", secret)
    stop(cluster)
    page = amara.get("/staff/")
    assert page.status_code == 503
    assert "Until then no alert may get through." in words_of(page)
    assert "telephone" not in words_of(app.test_client().get("/after"))
    start(cluster, "listen_addresses=")
    assert amara.get("/staff/", follow_redirects=True).status_code == 200
