"""Making a backup: whole or not at all, never over another, and noise to whoever steals it."""

import io
import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from participation.db import session, transaction
from participation.operations import backup
from participation.operations.backup import back_up
from participation.retention.erasure import erase
from participation.reviews.models import Review
from participation.sealing.files import open_file
from participation.sealing.keyring import Keyring, recovery_from_halves
from participation.staff.models import Staff
from participation.submissions.models import Submission
from tests import factories
from tests.casework.sending import send
from tests.databases import on_both
from tests.operations.backing_up import (
    ERASED,
    NOW,
    UNSENT,
    WORDS,
    Filled,
    Machine,
    backed_up,
    filled,
    halves,
    keys_dir,
    left_over,
    machine,
    private_folders,
    refused,
    restore,
    run,
    two_weeks_before,
)

__all__ = ["filled", "halves", "keys_dir", "machine", "private_folders", "two_weeks_before"]


@on_both
def test_a_stolen_backup_is_noise_and_holds_no_key(
    app: Flask, filled: Filled, halves: tuple[str, ...], keys_dir: Path, tmp_path: Path
) -> None:
    file = backed_up(app, tmp_path / "backup")
    whole = file.read_bytes()
    for word in (WORDS, ERASED, UNSENT, "Xanthippe", "Okafor", "CREATE TABLE", "SQLite", "PGDMP"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert word.encode(encoding) not in whole
    assert file.stat().st_mode & 0o777 == 0o600
    assert left_over() == []
    assert sorted(path.name for path in tmp_path.iterdir() if "backup" in path.name) == ["backup"]
    _, private = recovery_from_halves(*(Path(half).read_text() for half in halves))
    inside = b"".join(open_file(io.BytesIO(whole), private))
    for path in keys_dir.rglob("*"):
        if path.is_file() and path.suffix != ".public":
            key = path.read_text().strip()
            assert key.encode() not in inside
            assert bytes.fromhex(key) not in inside


@on_both
def test_what_is_sent_while_a_backup_is_made_is_in_it_whole_or_not_at_all(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    with app.app_context():
        officer = session().get_one(Staff, filled.officer_id)
        reviews = [factories.review(officer).id for _ in range(12)]

    def sends() -> None:
        for id in reviews:
            with app.app_context():
                send(session().get_one(Review, id), "my_views", proud_of=WORDS)

    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(sends)
        files = [backed_up(app, tmp_path / f"backup{number}") for number in range(3)]
        sending.result()
    done = restore(machine(), files[1], halves)
    assert done.exit_code == 0, done.output
    assert "The audit is whole." in done.stdout


def test_a_backup_is_never_written_over_another_and_a_failed_one_leaves_nothing(
    app: Flask, filled: Filled, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    file = backed_up(app, folder / "monday")
    before = file.read_bytes()
    assert refused(run(app, "backup", file)) == f"{file} is there already; a backup is never written over another.\n"
    assert "cannot be written" in refused(run(app, "backup", tmp_path / "nowhere" / "monday"))
    assert file.read_bytes() == before
    assert list(folder.iterdir()) == [file]


def test_without_the_programs_of_postgresql_it_says_which_is_missing(
    make_app: Machine, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(database_url=postgres_url)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert refused(run(app, "backup", tmp_path / "backup")).startswith("pg_dump is missing: sudo apt-get install")
    assert not (tmp_path / "backup").exists()


def test_a_dump_that_breaks_off_is_no_backup(make_app: Machine, postgres_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute("DROP ROLE IF EXISTS half_blind")
        owner.execute("CREATE ROLE half_blind LOGIN")
        owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO half_blind")
        owner.execute("CREATE SCHEMA elsewhere CREATE TABLE closed (words text)")
    app = make_app(database_url=postgres_url.replace("//postgres@", "//half_blind@"))
    assert "permission denied" in refused(run(app, "backup", folder / "monday"))
    assert list(folder.iterdir()) == []


def test_stopped_half_way_it_leaves_nothing_unsealed(app: Flask, filled: Filled, keys_dir: Path) -> None:
    seen: list[list[Path]] = []

    def stop(_number: int) -> None:
        seen.append(left_over())
        os.kill(os.getpid(), signal.SIGTERM)

    with app.app_context(), pytest.raises(SystemExit):
        back_up(app.extensions["engine"], Keyring.load(keys_dir), io.BytesIO(), stop)
    assert [path.stat().st_mode & 0o777 for path in seen[0]] == [0o700] if seen[0][0].exists() else seen[0]
    assert left_over() == []


def test_erased_ids_travel_in_each_backup(app: Flask, filled: Filled, halves: tuple[str, ...], tmp_path: Path) -> None:
    with app.app_context(), transaction() as current:
        erase(current, Submission, [filled.erased])
    file = backed_up(app, tmp_path / "backup")
    _, private = recovery_from_halves(*(Path(half).read_text() for half in halves))
    with file.open("rb") as sealed:
        manifest, _ = backup.manifest_of(sealed, private)
    assert [(each.kind, each.id) for each in manifest.erased] == [("submission", filled.erased)]
    assert json.loads(manifest.to_bytes()[4:])["counts"]["submission"] == 1
    assert datetime.fromisoformat(manifest.made_at) - NOW < timedelta(minutes=1)
