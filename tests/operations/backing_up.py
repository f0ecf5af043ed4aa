"""A service with something to lose, its recovery halves, and a machine to restore on."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import inspect

from participation import clock
from participation.contact.actions import Asked, ask_for_contact
from participation.db import session
from participation.invitations.actions import Secrets
from participation.operations import backup
from participation.operations.cli import cli
from participation.sealing.keyring import Keyring, recovery_from_halves
from participation.staff.models import Role, Staff
from participation.submissions.actions import read
from participation.submissions.queries import submissions_for
from tests import factories
from tests.casework.sending import send, send_with
from tests.walking import Phone

WORDS, ERASED, UNSENT = "Zwergkaninchen im Mondschein", "Quittengelee", "Bernsteinzimmer"

NOW = datetime(2026, 2, 24, 16, 0, tzinfo=UTC)
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
        send_with(secrets, "my_views", proud_of=WORDS)
        erased = send(factories.review(officer), "my_views", proud_of=ERASED)
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


def refused(result: Result) -> str:
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 1, result.stderr
    assert "Traceback" not in result.output
    return result.stderr


def is_untouched(app: Flask) -> bool:
    engine = app.extensions["engine"]
    if engine.dialect.name == "sqlite":
        return not Path(str(engine.url.database)).exists()
    return inspect(engine).get_table_names() == []


def counts_of(file: Path, halves: tuple[str, ...]) -> dict[str, int]:
    _, private = recovery_from_halves(*(Path(half).read_text() for half in halves))
    with file.open("rb") as sealed:
        return dict(backup.manifest_of(sealed, private)[0].counts)
