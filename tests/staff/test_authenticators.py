"""Authenticators have a key of their own: a new secret for cookies ends none, also where they once shared it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from participation import clock, sealing
from participation.db import session, transaction
from participation.operations.cli import cli
from participation.sealing import CannotOpen
from participation.sealing.keyring import HALVES, Keyring
from participation.staff.models import Staff
from tests import factories
from tests.databases import on_both
from tests.walking import signed_in

MORNING = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
EMAIL = "amara@example.org"


@pytest.fixture(autouse=True)
def at_eight_fifty_five() -> Iterator[None]:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def keys_dir(tmp_path: Path) -> Path:
    """Keys as they should be: the recovery halves are in two safes."""
    folder = Keyring.create(tmp_path / "keys").folder
    for half in HALVES:
        (folder / half).unlink()
    return folder


@pytest.fixture
def secret(app: Flask) -> str:
    """Amara's authenticator."""
    with app.app_context():
        return factories.staff(email=EMAIL)[1]


@pytest.fixture
def older(app: Flask, secret: str, keys_dir: Path) -> bytes:
    """An installation as it was before: no such key, and what the secret of cookies wraps; gives that secret."""
    cookies = Keyring.load(keys_dir).secret("cookies")
    (keys_dir / "authenticators").unlink()
    with app.app_context(), transaction() as current:
        for staff in current.scalars(select(Staff)):
            staff.totp_secret = sealing.wrap(secret.encode(), cookies, f"totp/{staff.id}").hex()
    return cookies


def run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(cli, words, obj=lambda **_: app)


def signs_in_later(app: Flask, secret: str, minutes: int) -> None:
    with clock.frozen(MORNING + minutes * MINUTE):
        signed_in(app, EMAIL, secret)


def test_a_new_secret_for_cookies_ends_sessions_and_no_authenticator(
    app: Flask, make_app: Callable[..., Flask], secret: str
) -> None:
    kept = signed_in(app, EMAIL, secret).get_cookie("staff")
    done = run(app, "keys", "rotate", "--finish", "--cookies")
    assert done.exit_code == 0, done.output
    assert "Restart the servers now" in done.stdout
    restarted = make_app()
    browser = restarted.test_client()
    assert kept is not None
    browser.set_cookie("staff", kept.value)
    assert browser.get("/staff/").location == "/staff/sign-in"
    signs_in_later(restarted, secret, 1)


@pytest.mark.usefixtures("synced")
def test_an_installation_made_before_goes_on_and_is_told_what_to_run(app: Flask, secret: str, older: bytes) -> None:
    signed_in(app, EMAIL, secret)
    stopped = run(app, "check")
    assert stopped.exit_code == 1
    assert "authenticators is missing: bring it back" in stopped.stdout
    refused = run(app, "staff", "add", "ben@example.org", "--name", "Ben", "--role", "officer", "--generate")
    assert refused.stderr.endswith("authenticators is missing.\n")
    assert run(app, "keys", "init").exit_code == 0
    checked = run(app, "check")
    assert checked.exit_code == 0, checked.output
    assert "note keys: Authenticators that open only with the secret of cookies: 1;" in checked.stdout
    signs_in_later(app, secret, 1)
    assert run(app, "keys", "rotate", "--finish").exit_code == 0
    assert "ok   keys\n" in run(app, "check").stdout
    signs_in_later(app, secret, 2)


@on_both
def test_where_cookies_once_wrapped_authenticators_their_old_secret_opens_nothing_after_a_new_one(
    app: Flask, make_app: Callable[..., Flask], secret: str, older: bytes
) -> None:
    assert _opens(app, older)
    run(app, "keys", "init")
    assert run(app, "keys", "rotate", "--finish", "--cookies").exit_code == 0
    assert not _opens(app, older)
    signs_in_later(make_app(), secret, 1)


def _opens(app: Flask, key: bytes) -> bool:
    with app.app_context():
        staff = session().scalars(select(Staff)).one()
        try:
            return bool(sealing.unwrap(bytes.fromhex(staff.totp_secret), key, f"totp/{staff.id}"))
        except CannotOpen:
            return False


def test_an_authenticator_that_no_key_opens_is_named_and_stands_in_nobodys_way(
    app: Flask, secret: str, older: bytes, keys_dir: Path
) -> None:
    (keys_dir / "cookies").unlink()
    assert run(app, "keys", "init").exit_code == 0
    assert "ok   keys\n" in run(app, "check").stdout
    with app.app_context():
        factories.staff(email="ben@example.org")
    done = run(app, "keys", "rotate", "--finish")
    assert done.exit_code == 0, done.output
    assert f"No key that is here opens these authenticators: {EMAIL}.\n" in done.stdout


def test_the_public_side_is_not_given_the_key_of_authenticators(app: Flask, keys_dir: Path, tmp_path: Path) -> None:
    assert run(app, "keys", "export-public", str(tmp_path / "public")).exit_code == 0
    assert not (tmp_path / "public" / "authenticators").exists()
    assert Keyring.load(tmp_path / "public", private=False).problems() == []
