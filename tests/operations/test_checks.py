"""What is not safe for children's words stops `serve`, with one sentence for each reason."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import event

from participation.db import open_engine
from participation.operations.checks import findings
from participation.operations.cli import cli
from participation.sealing.keyring import HALVES, Keyring

pytestmark = pytest.mark.usefixtures("synced")

Machine = Callable[..., Flask]
DRAWN = "9b1c7f04a2e85d36" * 4


@pytest.fixture
def keys_dir(tmp_path: Path) -> Path:
    """Keys as they should be: the recovery halves are in two safes."""
    folder = Keyring.create(tmp_path / "keys").folder
    for half in HALVES:
        (folder / half).unlink()
    return folder


def run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(cli, words, obj=lambda **_: app)


def stops(app: Flask) -> list[str]:
    """What stops `serve`, which says the same and does not start; `check` marks it."""
    found = [finding.sentence for finding in findings(app) if finding.stops]
    if found:
        served, checked = run(app, "serve"), run(app, "check")
        assert (served.exit_code, checked.exit_code) == (1, 1)
        assert served.stderr.splitlines() == found
        assert [line for line in checked.stdout.splitlines() if line.startswith("STOP")]
    return found


def test_an_installation_as_it_should_be_is_fit(app: Flask, make_app: Machine) -> None:
    assert stops(app) == []
    assert stops(make_app(secret_key=DRAWN)) == []
    assert run(app, "check").exit_code == 0


def test_a_database_file_that_others_can_read_stops_it(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "participation.sqlite"
    path.chmod(0o640)
    assert stops(app) == [f"Other accounts of this machine can read {path}; run: chmod 600 {path}*"]


def test_a_new_database_and_all_that_stands_beside_it_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    before = os.umask(0)
    try:
        engine = open_engine(f"sqlite:///{path}")
        with engine.connect() as connection:
            connection.exec_driver_sql("CREATE TABLE a (b)")
            connection.commit()
            modes = {each.name: each.stat().st_mode & 0o777 for each in tmp_path.glob("new.sqlite*")}
        engine.dispose()
    finally:
        os.umask(before)
    assert modes == {"new.sqlite": 0o600, "new.sqlite-wal": 0o600, "new.sqlite-shm": 0o600}


def test_debug_mode_stops_it(app: Flask) -> None:
    app.debug = True
    assert stops(app) == ["Debug mode is on; it would show what children typed on error pages."]


@pytest.mark.parametrize("secret", ["dev", "secret", "a" * 64, "changeme" * 8, "0123456789" * 3])
def test_a_secret_that_anybody_might_guess_stops_it(make_app: Machine, secret: str) -> None:
    (said,) = stops(make_app(secret_key=secret))
    assert said.startswith("PARTICIPATION_SECRET_KEY ")
    assert secret not in said


@pytest.mark.parametrize(("level", "name"), [(0, "OFF"), (1, "NORMAL"), (2, "FULL"), (3, "EXTRA")])
def test_sqlite_that_might_forget_what_it_has_confirmed_stops_it(app: Flask, level: int, name: str) -> None:
    engine = app.extensions["engine"]
    event.listen(engine, "connect", lambda connection, _record: connection.execute(f"PRAGMA synchronous={name}"))
    said = ["SQLite's synchronous is below FULL; a power cut could lose what a child was told is sent."]
    assert stops(app) == (said if level < 2 else [])


def test_postgresql_that_might_forget_what_it_has_confirmed_stops_it(make_app: Machine, postgres_url: str) -> None:
    """The server of these tests has all three switched off; one of them a connection can switch on."""

    def off(url: str) -> list[str]:
        return [said.split(" ")[1] for said in stops(make_app(database_url=url)) if said.startswith("PostgreSQL's ")]

    assert off(postgres_url) == ["fsync", "synchronous_commit", "full_page_writes"]
    assert off(f"{postgres_url}&options=-c%20synchronous_commit%3Don") == ["fsync", "full_page_writes"]


def spoilt(folder: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What is said, and what was done to the keys, one thing after the other."""
    (recovery,) = (folder / "recovery").glob("*.public")
    (private,) = (folder / "service").glob("*.private")
    half = folder / HALVES[0]
    yield f"{private} can be read by other accounts of this machine.", lambda: private.chmod(0o640)
    private.chmod(0o600)
    yield (
        f"{folder / 'pepper'} can be read by other accounts of this machine.",
        lambda: (folder / "pepper").chmod(0o644),
    )
    (folder / "pepper").chmod(0o600)
    yield f"{folder} can be read by other accounts of this machine.", lambda: folder.chmod(0o750)
    folder.chmod(0o700)
    yield "recovery.half-1 still lies beside the keys; carry each half to a safe place of its own.", half.touch
    half.unlink()
    yield "The recovery key is missing.", recovery.unlink


def test_keys_that_others_can_read_and_a_recovery_key_that_is_missing_stop_it(app: Flask, keys_dir: Path) -> None:
    for said, spoil in spoilt(keys_dir):
        assert stops(app) == []
        spoil()
        if said.startswith("recovery.half"):
            (keys_dir / HALVES[0]).chmod(0o600)
        assert stops(app) == [said]


def test_without_any_key_or_table_it_does_not_start(make_app: Machine, tmp_path: Path) -> None:
    empty = make_app(keys_dir=str(tmp_path / "nowhere"), database_url=f"sqlite:///{tmp_path}/empty.sqlite")
    keys, tables = stops(empty)
    assert keys.startswith("The keys folder ")
    assert tables.startswith("The database is not up to date")
    unreached = make_app(database_url="postgresql://nobody@/nothing?host=/nowhere")
    checked = run(unreached, "check")  # `serve` waits for it
    assert checked.exit_code == 1
    assert "STOP database: The database is not reached: OperationalError.\n" in checked.stdout


def test_invented_people_need_no_recovery(make_app: Machine, tmp_path: Path) -> None:
    folder = Keyring.create(tmp_path / "demo").folder
    assert stops(make_app(keys_dir=str(folder), demo="1")) == []
    assert len(stops(make_app(keys_dir=str(folder)))) == 2


def test_one_role_for_both_sides_is_noted(make_app: Machine, postgres_url: str) -> None:
    noted = "note database: Both sides share one database role;"
    assert noted in run(make_app(database_url=postgres_url), "check").stdout
    assert noted not in run(make_app(database_url=postgres_url, sides="staff"), "check").stdout
