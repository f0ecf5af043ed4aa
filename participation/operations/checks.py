"""Whether this installation is fit for children's words; a side is asked for what that side needs, and no more."""

import os
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

from participation import service
from participation.config import SQLITE, Config
from participation.db import grants
from participation.db.revisions import newest_revision, revision_of
from participation.escalation import readiness
from participation.handover.queries import peppers_that_came
from participation.letters import fonts
from participation.operations.checks_of_settings import problems_of_settings
from participation.operations.rotation import how_many_need_cookies
from participation.outbox.mail import NotEncrypted, connection
from participation.sealing.keyring import HALVES, Keyring, KeysUnfit
from participation.sealing.of_this_app import keyring
from participation.service.challenge_levels import formal_days

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
        ("settings", chain(problems_of_settings(app, config), _challenge_levels(app, config))),
        ("keys", chain(_keys(config), _authenticators(app, config), _peppers(app, config))),
        ("database", _database(app, config)),
        ("alerts", _alerts(app, config)),
    ):
        listed = [Finding(about, sentence, stops) for sentence, stops in problems]
        found += listed or [Finding(about)]
    return tuple(found)


def of_what_is_beside(config: Config) -> Iterator[Finding]:
    """What the staff side needs of other machines and of this one; a server of ours that starts does not wait for that.

    The public side sends no mail and prints nothing.
    """
    if "staff" in config.serves:
        yield from _mail_servers(config)
        yield from _fonts()


def _mail_servers(config: Config) -> Iterator[Finding]:
    for url in sorted({config.smtp_url, config.text_server} - {""}):
        try:
            with connection(url):
                yield Finding("mail")
        except NotEncrypted as error:
            yield Finding("mail", str(error))
        except (OSError, SMTPException) as error:
            yield Finding("mail", f"{urlsplit(url).hostname} is not reached: {type(error).__name__}; alerts wait.")


def _fonts() -> Iterator[Finding]:
    lacking = ", ".join(fonts.missing())
    yield Finding("fonts", lacking and f"Letters lack {lacking}; run: apt-get install {fonts.PACKAGES}.")


def _alerts(app: Flask, config: Config) -> Iterator[tuple[str, bool]]:
    """Not what stops: a child may write and be read although nobody is on a rota."""
    if "staff" not in config.serves:
        return
    with app.app_context(), suppress(SQLAlchemyError):  # a database that is not reached is named already
        for problem in readiness.problems(config):
            yield problem, False


def _challenge_levels(app: Flask, config: Config) -> Iterator[tuple[str, bool]]:
    """Not what stops: no level ends after the whole, however many days it has of its own."""
    if "staff" not in config.serves:
        return
    with app.app_context(), suppress(SQLAlchemyError):  # a database that is not reached is named already
        chosen = service.current()
        together = formal_days(chosen.challenge_levels)
        if together > chosen.challenge_days:
            yield (
                f"The formal levels of challenges have {together} working days together, and {chosen.challenge_days} in"
                " all; a manager gives one fewer on /staff/settings.",
                False,
            )


def _keys(config: Config) -> Iterator[tuple[str, bool]]:
    here = Keyring.load(config.keys_dir, private="staff" in config.serves)
    for problem in here.problems():
        # Invented people need no recovery; everybody else's words do.
        yield problem, not (config.demo and problem.startswith(HALVES))
    if not here.private and here.holds_private():
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


def _peppers(app: Flask, config: Config) -> Iterator[tuple[str, bool]]:
    """Not what stops: letters with a square open, and whatever is sent is kept."""
    if "staff" not in config.serves or "keyring" not in app.extensions:
        return
    with app.app_context(), suppress(SQLAlchemyError, KeysUnfit):  # named already
        for name in sorted(peppers_that_came() - keyring().names_of_peppers()):
            yield (
                f"{config.keys_dir}/peppers/{name} is missing, which came from another council: codes and locks of"
                " its children do not open; bring it back from a copy of the keys.",
                False,
            )


def _database(app: Flask, config: Config) -> Iterator[tuple[str, bool]]:
    try:
        with app.extensions["engine"].connect() as connection:
            yield from _tables(connection)
            yield from _durability(connection)
            yield from _role(connection, config)
        yield from _file(config)
        yield from _help_numbers(config)
    except SQLAlchemyError as error:
        yield f"The database is not reached: {type(error).__name__}.", True


def _file(config: Config) -> Iterator[tuple[str, bool]]:
    """Words are sealed in it, and still it says who is in care."""
    path = Path(config.database_url.removeprefix(SQLITE))
    if config.database_url.startswith(SQLITE) and path.stat().st_mode & OTHERS:
        yield f"Other accounts of this machine can read {path}; run: chmod 600 {path}*", not config.demo


def _help_numbers(config: Config) -> Iterator[tuple[str, bool]]:
    if "public" in config.serves and not os.access(config.beside_records, os.W_OK):
        yield (
            f"{config.beside_records} cannot be written by this account; while the database is away, help would not"
            " show the council's own numbers.",
            False,
        )


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
