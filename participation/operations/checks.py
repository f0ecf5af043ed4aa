"""Whether this installation is fit for children's words."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from smtplib import SMTPException
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from participation.config import SQLITE, Config
from participation.db import grants
from participation.db.migrations import newest_revision, revision_of
from participation.escalation import readiness
from participation.operations.rotation import how_many_need_cookies
from participation.outbox.mail import NotEncrypted, connection
from participation.sealing.keyring import HALVES, Keyring

SHORTEST_SECRET = 32
FEWEST_LETTERS = 10
"""So many different ones are in any secret that was drawn, and in no example that was typed again and again."""
SQLITE_FULL = 2
OTHERS = 0o077
"""What everybody but the owner of a file may do with it."""


@dataclass(frozen=True)
class Finding:
    """One line of the check. What is unsafe stops `serve`; what only waits for somebody does not."""

    about: str
    sentence: str = ""
    stops: bool = False

    @property
    def is_well(self) -> bool:
        """Nothing to say against it."""
        return not self.sentence


def findings(app: Flask) -> tuple[Finding, ...]:
    """Every line of the check, good and bad."""
    config: Config = app.extensions["config"]
    found: list[Finding] = []
    for about, problems in (
        ("settings", _settings(app, config)),
        ("keys", chain(_keys(config), _authenticators(app, config))),
        ("database", _database(app, config)),
        ("alerts", _alerts(app, config)),
    ):
        listed = [Finding(about, sentence, stops) for sentence, stops in problems]
        found += listed or [Finding(about)]
    return tuple(found)


def _settings(app: Flask, config: Config) -> Iterator[tuple[str, bool]]:
    for problem in config.problems():
        yield problem, True
    if app.debug:
        yield "Debug mode is on; it would show what children typed on error pages.", True
    if config.secret_key and len(config.secret_key) < SHORTEST_SECRET:
        yield (
            f"PARTICIPATION_SECRET_KEY is shorter than {SHORTEST_SECRET} characters; leave it empty or choose more.",
            True,
        )
    elif config.secret_key and len(set(config.secret_key)) < FEWEST_LETTERS:
        yield "PARTICIPATION_SECRET_KEY repeats a few letters; leave it empty or draw one at random.", True
    if config.oidc_trusts_addresses:
        yield (
            "PARTICIPATION_OIDC_TRUSTS_ADDRESSES is 1: whoever can change their own address at the provider can become"
            " somebody else here; make sure that nobody can.",
            False,
        )
    elif config.oidc_issuer:
        yield (
            "Only an address that the provider calls verified (email_verified) opens an account for the first time; for"
            " one that does not say so, as Entra ID, see PARTICIPATION_OIDC_TRUSTS_ADDRESSES.",
            False,
        )
    if not config.smtp_url:
        yield "PARTICIPATION_SMTP_URL is not set; alerts wait in the outbox.", False


def of_mail_servers(config: Config) -> Iterator[Finding]:
    """What each mail server says when it is spoken to; a server of ours that starts does not wait for that."""
    for url in sorted({config.smtp_url, config.text_server} - {""}):
        try:
            with connection(url):
                yield Finding("mail")
        except NotEncrypted as error:
            yield Finding("mail", str(error))
        except (OSError, SMTPException) as error:
            yield Finding("mail", f"{urlsplit(url).hostname} is not reached: {type(error).__name__}; alerts wait.")


def _alerts(app: Flask, config: Config) -> Iterator[tuple[str, bool]]:
    """Not what stops: a child may write and be read although nobody is on a rota."""
    if "staff" not in config.serves:
        return
    with app.app_context(), suppress(SQLAlchemyError):  # a database that is not reached is named already
        for problem in readiness.problems(config):
            yield problem, False


def _keys(config: Config) -> Iterator[tuple[str, bool]]:
    keyring = Keyring.load(config.keys_dir, private="staff" in config.serves)
    for problem in keyring.problems():
        # Invented people need no recovery; everybody else's words do.
        yield problem, not (config.demo and problem.startswith(HALVES))
    if not keyring.private and keyring.holds_private():
        yield (
            "Private keys lie in the keys folder; the public side needs none: participation keys export-public.",
            False,
        )


def _authenticators(app: Flask, config: Config) -> Iterator[tuple[str, bool]]:
    """Not what stops: they open, until the secret of cookies is another."""
    if "staff" not in config.serves or "keyring" not in app.extensions:
        return
    with app.app_context(), suppress(SQLAlchemyError):  # a database that is not reached is named already
        if waiting := how_many_need_cookies():
            yield (
                f"Authenticators that open only with the secret of cookies: {waiting:,}; when every server runs this"
                " version, run: participation keys rotate --finish.",
                False,
            )


def _database(app: Flask, config: Config) -> Iterator[tuple[str, bool]]:
    try:
        with app.extensions["engine"].connect() as connection:
            yield from _tables(connection)
            yield from _durability(connection)
            yield from _role(connection, config)
        yield from _file(config)
    except SQLAlchemyError as error:
        yield f"The database is not reached: {type(error).__name__}.", True


def _file(config: Config) -> Iterator[tuple[str, bool]]:
    """Words are sealed in it, and still it says who is in care."""
    path = Path(config.database_url.removeprefix(SQLITE))
    if config.database_url.startswith(SQLITE) and path.stat().st_mode & OTHERS:
        yield f"Other accounts of this machine can read {path}; run: chmod 600 {path}*", not config.demo


def _role(connection: Connection, config: Config) -> Iterator[tuple[str, bool]]:
    if connection.dialect.name == "sqlite":
        return
    if config.serves == ("public",):
        for problem in grants.problems(connection):
            yield problem, True
    elif "public" in config.serves:
        yield (
            "Both sides share one database role; serve them apart, the public side as PARTICIPATION_PUBLIC_ROLE.",
            False,
        )


def _tables(connection: Connection) -> Iterator[tuple[str, bool]]:
    if revision_of(connection) != newest_revision():
        yield "The database is not up to date; run: participation db upgrade.", True


def _durability(connection: Connection) -> Iterator[tuple[str, bool]]:
    if connection.dialect.name == "sqlite":
        if connection.scalar(text("PRAGMA synchronous")) < SQLITE_FULL:
            yield "SQLite's synchronous is below FULL; a power cut could lose what a child was told is sent.", True
        return
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        if connection.scalar(text(f"SHOW {setting}")) == "off":
            yield f"PostgreSQL's {setting} is off; a power cut could lose what a child was told is sent.", True
