"""The drill: a stolen backup is noise, one half opens nothing, and both bring everything back but what was erased."""

import io
import json
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import inspect, select, update

from participation import clock
from participation.contact.actions import Asked, ask_for_contact, read_request
from participation.contact.models import ContactRequest
from participation.db import session, transaction
from participation.invitations.actions import Secrets, draw_secrets, revoke
from participation.invitations.models import Invitation, Visit
from participation.operations import backup
from participation.operations.backup import Manifest, back_up
from participation.operations.cli import cli
from participation.retention.erasure import erase
from participation.reviews.models import Review
from participation.sealing.files import open_file, seal_file
from participation.sealing.keyring import Keyring, recovery_from_halves
from participation.staff.accounts import disable
from participation.staff.models import Role, Staff, StaffSession
from participation.staff.queries import staff_by_email
from participation.submissions.actions import read
from participation.submissions.models import Submission
from participation.submissions.queries import submissions_for
from tests import factories
from tests.casework.sending import send, send_with
from tests.databases import on_both
from tests.walking import Phone, signed_in

NOW = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)
WORDS, ERASED, UNSENT = "Zwergkaninchen im Mondschein", "Quittengelee", "Bernsteinzimmer"
Machine = Callable[..., Flask]


@pytest.fixture(autouse=True)
def two_weeks_before() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture(autouse=True)
def private_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the private folders are made: whatever is left there would be found."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))


def left_over() -> list[Path]:
    """What lies where the private folders are made."""
    return list(Path(tempfile.gettempdir()).iterdir())


@pytest.fixture
def keys_dir(tmp_path: Path) -> Path:
    return Keyring.create(tmp_path / "keys").folder


@pytest.fixture
def halves(keys_dir: Path, tmp_path: Path) -> tuple[str, ...]:
    """Both halves of the recovery key, out of two safes."""
    return tuple(_carried(keys_dir, tmp_path / "safe"))


def _carried(keys_dir: Path, safe: Path) -> Iterator[str]:
    safe.mkdir()
    for number in (1, 2):
        yield shutil.move(keys_dir / f"recovery.half-{number}", safe)


@pytest.fixture
def machine(request: pytest.FixtureRequest, make_app: Machine, database_url: str, tmp_path: Path) -> Machine:
    """Another machine, whose database is empty."""
    is_sqlite = database_url.startswith("sqlite")
    empty = f"sqlite:///{tmp_path}/new/records.sqlite" if is_sqlite else request.getfixturevalue("empty_postgres_url")
    return lambda **settings: make_app(**{"database_url": empty, **settings})


def run(app: Flask, *words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], obj=lambda **_: app)


def restore(app: Flask, file: Path, halves: tuple[str, ...], *more: object) -> Result:
    given = [word for half in halves for word in ("--half", half)]
    return run(app, "restore", file, *given, *more)


@dataclass(frozen=True)
class Filled:
    """What there was before."""

    officer_id: str
    manager_id: str
    review_id: str
    asked: str
    erased: str
    secrets: Secrets


@pytest.fixture
def filled(app: Flask) -> Filled:
    """A child's words, something that is erased later, a request, a draft, and an audit."""
    with app.app_context():
        officer, _ = factories.staff(name="Amara Okafor")
        manager, _ = factories.staff(Role.MANAGER)
        review = factories.review(officer, preferred_name="Xanthippe")
        _, secrets = factories.letter(review)
        send_with(secrets, "my_views", going_well_words=WORDS)
        erased = send(factories.review(officer), "my_views", going_well_words=ERASED)
        asked = ask_for_contact("key", Asked("by phone", "at four", WORDS), "en", None)
        read(officer, submissions_for(officer, review.id), "to prepare")
        made = Filled(officer.id, manager.id, review.id, asked, erased, secrets)
    maya = Phone(app, secrets)
    maya.begin("my_views", "feelings")
    maya.press("later", answer_feel_today_words=UNSENT)
    return made


def read_by_officer(app: Flask, filled: Filled) -> set[object]:
    with app.app_context():
        officer = session().get_one(Staff, filled.officer_id)
        opened = read(officer, submissions_for(officer, filled.review_id), "to prepare")
        return {value for each in opened for value in each.answers.values.values()}


def backed_up(app: Flask, file: Path) -> Path:
    done = run(app, "backup", file)
    assert done.exit_code == 0, done.output
    return file


@on_both
def test_the_drill(app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path) -> None:
    older = backed_up(app, tmp_path / "monday")
    with app.app_context(), transaction() as current:
        erase(current, Submission, [filled.erased])
    newer = backed_up(app, tmp_path / "tuesday")
    new = machine()
    done = restore(new, older, halves, "--erased", newer)
    assert done.exit_code == 0, done.output
    assert f"{'submission':24}{2:>12}\n" in done.stdout
    assert "tables, as the backup of 2026-02-24T16:00:00+00:00 counts them." in done.stdout
    assert "Erased again: what 1 ids name, and 0 rows that were kept long enough.\n" in done.stdout
    assert "Sealed: 2 open; 0 of them were sealed to the keys that are here now.\n" in done.stdout
    assert done.stdout.endswith("The audit is whole.\n")
    assert WORDS in read_by_officer(new, filled)
    with new.app_context():
        assert session().get(Submission, filled.erased) is None
        manager, request = session().get_one(Staff, filled.manager_id), session().get_one(ContactRequest, filled.asked)
        assert read_request(manager, request).more == WORDS
    maya = Phone(new, filled.secrets)
    assert UNSENT in maya.begin("my_views", "feelings").text
    maya.press("next", answer_feel_today_words=UNSENT)
    maya.skip_to_check()
    assert maya.send("my_views").request.path == "/answer/my_views/done"
    assert run(new, "audit", "verify").stdout == "whole\n"
    assert left_over() == []


@on_both
def test_a_mark_that_somebody_wrote_takes_nothing_from_a_restore(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    older = backed_up(app, tmp_path / "monday")
    with app.app_context():
        with transaction() as current:
            current.execute(update(Submission).values(withdrawn_at=datetime(2020, 1, 1, tzinfo=UTC)))
        assert run(app, "purge").exit_code == 0
        there = set(session().scalars(select(Submission.id)))
    marked, new = backed_up(app, tmp_path / "tuesday"), machine()
    done = restore(new, marked, halves, "--erased", older)
    assert done.exit_code == 0, done.output
    assert "Erased again: what 0 ids name, and 0 rows that were kept long enough.\n" in done.stdout
    with new.app_context():
        assert set(session().scalars(select(Submission.id))) == there
    assert WORDS in read_by_officer(new, filled)


@dataclass(frozen=True)
class Between:
    """Two backups, what was closed between them, and what was not."""

    older: Path
    newer: Path
    reference: str
    fresh: Secrets
    ended: Secrets
    kept: Secrets


@pytest.fixture
def between(app: Flask, filled: Filled, tmp_path: Path) -> Between:
    """Somebody left and somebody changed roles; one letter was printed again, one ended, one issued."""
    with app.app_context():
        leaver, secret = factories.staff(email="ben@example.org")
        officer = session().get_one(Staff, filled.officer_id)
        stays, gone = factories.review(officer), factories.review(officer)
        kept, ended, gone_id = factories.letter(stays)[1], factories.letter(gone)[1], gone.id
        factories.staff(Role.MANAGER, email="mo@example.org")
        leaver_id = leaver.id
        assert session().scalars(select(Visit)).all()
    signed_in(app, "ben@example.org", secret)
    older = backed_up(app, tmp_path / "monday")
    with clock.frozen(NOW + timedelta(hours=1)), app.app_context():
        disable(session().get_one(Staff, leaver_id))
        printed = letter_of(filled.review_id)
        fresh, reference = draw_secrets(printed), printed.review.reference
        revoke(letter_of(gone_id))
        with transaction():
            staff_by_email("mo@example.org").role = Role.OFFICER  # type: ignore[union-attr]
        factories.letter(factories.review(session().get_one(Staff, filled.officer_id)))
        return Between(older, backed_up(app, tmp_path / "tuesday"), reference, fresh, ended, kept)


def letter_of(review_id: str) -> Invitation:
    return session().scalars(select(Invitation).where(Invitation.review_id == review_id)).one()


@on_both
def test_what_was_closed_since_stays_closed_and_every_visit_ends(
    machine: Machine, filled: Filled, between: Between, halves: tuple[str, ...]
) -> None:
    new = machine()
    done = restore(new, between.older, halves, "--erased", between.newer)
    assert done.exit_code == 0, done.output
    assert "Every visit and every session of the staff has ended.\n" in done.stdout
    assert "with another role, as the newer backup says: 2: ben@example.org, mo@example.org.\n" in done.stdout
    assert "Letters printed again since: 1. No sheet of theirs opens; print each again:\n" in done.stdout
    assert f"\n  {between.reference}  child\n" in done.stdout
    assert "Letters issued since and unknown here: 1." in done.stdout
    assert f"what was closed after {(NOW + timedelta(hours=1)).isoformat()} is open here" in done.stdout
    with new.app_context():
        assert session().scalars(select(Visit)).all() == []
        assert session().scalars(select(StaffSession)).all() == []
        assert staff_by_email("ben@example.org").disabled_at is not None  # type: ignore[union-attr]
        assert staff_by_email("mo@example.org").role == Role.OFFICER  # type: ignore[union-attr]
    for secrets, status in (
        (filled.secrets, 404), (between.fresh, 404), (between.ended, 404), (between.kept, 303),
    ):  # fmt: skip
        for typed in ({"token": secrets.token}, {"code": secrets.code}):
            assert new.test_client().post("/start", data=typed).status_code == status
    with new.app_context():
        again = letter_of(filled.review_id)
        secrets = draw_secrets(again)
        assert again.printings == 3
    assert new.test_client().post("/start", data={"token": secrets.token}).status_code == 303
    assert run(new, "audit", "verify").stdout == "whole\n"


@on_both
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("has_silent_newer", [False, True])
def test_without_a_newer_backup_that_knows_it_says_what_to_close_by_hand(
    app: Flask, machine: Machine, halves: tuple[str, ...], tmp_path: Path, has_silent_newer: bool
) -> None:
    file, new = backed_up(app, tmp_path / "monday"), machine()
    silent = rewritten(file, halves, closings=None, made_at=(NOW + timedelta(hours=1)).isoformat())
    done = restore(new, file, halves, *(("--erased", silent) if has_silent_newer else ()))
    assert done.exit_code == 0, done.output
    assert f"Before the services start: what was closed after {NOW.isoformat()} is open here" in done.stdout
    assert "Disable whoever has left since: participation staff disable EMAIL. Open now: 2." in done.stdout
    assert "Where nobody knows which, print all. Open now: 1." in done.stdout
    with new.app_context():
        assert session().scalars(select(Visit)).all() == []


@on_both
def test_with_both_halves_and_no_other_key_everything_opens_again(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    file = backed_up(app, tmp_path / "backup")
    new_keys = Keyring.create(tmp_path / "new keys").folder
    shutil.copy(Path(app.extensions["config"].keys_dir) / "audit", new_keys)
    new = machine(keys_dir=str(new_keys))
    done = restore(new, file, halves)
    assert done.exit_code == 0, done.output
    assert "Sealed: 3 open; 3 of them were sealed to the keys that are here now.\n" in done.stdout
    with app.app_context():
        emails = sorted(session().scalars(select(Staff.email)))
    assert f"No key that is here opens these authenticators: {', '.join(emails)}.\n" in done.stdout
    assert WORDS in read_by_officer(new, filled)
    with new.app_context():
        keyring = Keyring.load(new_keys)
        assert all(keyring.is_current(each.envelope, "views") for each in session().scalars(select(Submission)))


def test_an_audit_whose_key_is_lost_is_said_so(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    file = backed_up(app, tmp_path / "backup")
    done = restore(machine(keys_dir=str(Keyring.create(tmp_path / "new keys").folder)), file, halves)
    assert done.exit_code == 1
    assert done.stderr.startswith("The records are back, but the audit breaks at entry 1;")


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
                send(session().get_one(Review, id), "my_views", going_well_words=WORDS)

    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(sends)
        files = [backed_up(app, tmp_path / f"backup{number}") for number in range(3)]
        sending.result()
    done = restore(machine(), files[1], halves)
    assert done.exit_code == 0, done.output
    assert "The audit is whole." in done.stdout


def refused(result: Result) -> str:
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 1, result.stderr
    assert "Traceback" not in result.output
    return result.stderr


@on_both
def test_nothing_is_written_without_the_right_halves(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    file, new = backed_up(app, tmp_path / "backup"), machine()
    others = tuple(_carried(Keyring.create(tmp_path / "others").folder, tmp_path / "their safe"))
    words = tmp_path / "words"
    words.write_text("half a sandwich")
    for given, said in (
        ((), "A restore needs both halves of the recovery key"),
        (halves[:1], "A restore needs both halves of the recovery key"),
        ((*halves, halves[0]), "A restore needs both halves of the recovery key"),
        ((halves[0], halves[0]), "These two halves do not make the key that they name"),
        ((halves[0], others[1]), "These two halves do not make the key that they name"),
        ((halves[0], str(words)), "A half starts with the key's name and has 64 figures"),
        ((halves[0], str(tmp_path / "nowhere")), f"{tmp_path / 'nowhere'} cannot be read: No such file"),
        (others, "This backup is sealed to recovery-0001-"),
    ):
        assert refused(restore(new, file, given)).startswith(said)
        assert is_untouched(new)


def is_untouched(app: Flask) -> bool:
    engine = app.extensions["engine"]
    if engine.dialect.name == "sqlite":
        return not Path(str(engine.url.database)).exists()
    return inspect(engine).get_table_names() == []


@on_both
def test_nothing_is_written_from_a_file_that_is_cut_off_altered_or_no_backup(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    whole, new, file = backed_up(app, tmp_path / "backup").read_bytes(), machine(), tmp_path / "spoilt"
    places = [0, 40, 120, 200, 5000, len(whole) // 2, len(whole) - 1]
    altered = (whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :] for place in places)
    cut = (whole[:place] for place in places)
    for spoilt in (*altered, *cut, whole + b"\0", b"CREATE TABLE staff"):
        file.write_bytes(spoilt)
        said = refused(restore(new, file, halves))
        assert said.startswith((f"{file} is damaged, cut off, or no backup; nothing", "This backup is sealed to reco"))
        assert is_untouched(new)
    assert "cannot be read" in refused(restore(new, tmp_path / "nowhere", halves))
    assert "cannot be read" in refused(restore(new, tmp_path / "backup", halves, "--erased", tmp_path / "nowhere"))
    assert is_untouched(new)


@on_both
def test_nothing_is_written_where_it_does_not_belong(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    file, new = backed_up(app, tmp_path / "backup"), machine()
    assert refused(restore(app, file, halves)).startswith("The database is not empty;")
    assert WORDS in read_by_officer(app, filled)
    other = "postgresql" if app.extensions["engine"].dialect.name == "sqlite" else "sqlite"
    for change, said in (
        ({"database": other}, f"This is a backup of {other}; PARTICIPATION_DATABASE_URL names"),
        ({"revision": "9999"}, "This backup was made by a newer version"),
    ):
        assert refused(restore(new, rewritten(file, halves, **change), halves)).startswith(said)
    assert is_untouched(new)
    nowhere = machine(keys_dir=str(tmp_path / "nowhere"))
    assert refused(restore(nowhere, file, halves)).startswith("The keys folder")
    assert is_untouched(new)


def rewritten(file: Path, halves: tuple[str, ...], **change: object) -> Path:
    """This backup with another manifest."""
    key_id, private = recovery_from_halves(*(Path(half).read_text() for half in halves))
    with file.open("rb") as sealed:
        manifest, content = backup.manifest_of(sealed, private)
        changed: Manifest = replace(manifest, **change)  # type: ignore[arg-type]
        other = file.with_name("changed")
        with other.open("wb") as out:
            seal_file([changed.to_bytes(), *content], out, key_id, private.public_key())
    return other


@on_both
def test_rows_that_are_missing_after_a_restore_are_named(
    app: Flask, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    file = backed_up(app, tmp_path / "backup")
    changed = rewritten(file, halves, counts={**counts_of(file, halves), "submission": 3})
    result = restore(machine(), changed, halves)
    assert refused(result) == "submission: 2 rows; the backup counts 3.\n"


def counts_of(file: Path, halves: tuple[str, ...]) -> dict[str, int]:
    _, private = recovery_from_halves(*(Path(half).read_text() for half in halves))
    with file.open("rb") as sealed:
        return dict(backup.manifest_of(sealed, private)[0].counts)


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
