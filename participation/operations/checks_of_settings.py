"""What the settings say that does not fit together, for `participation check`."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from participation import clock
from participation.answering.information import STATEMENT_OF
from participation.config import PREFIX, Config
from participation.filing.folder import is_writable

SHORTEST_SECRET = 32
FEWEST_LETTERS = 10
"""So many different ones are in any secret that was drawn, and in no example that was typed again and again."""
OTHERS = 0o007
"""What everybody but the owner of a folder and its group may do with it."""
ADDRESSES = ("public_url", "staff_url")
STATEMENT_LASTS = timedelta(days=365)
Problem = tuple[str, bool]
"""A plain sentence, and whether it stops `serve`."""


def problems_of_settings(app: Flask, config: Config) -> Iterator[Problem]:
    """One for each setting that is unsafe, missing, or at odds with another one, so far as the sides here need it."""
    for problem in config.problems():
        yield problem, True
    if app.debug:
        yield "Debug mode is on; it would show what children typed on error pages.", True
    yield from _of_secret(config)
    if not config.demo:
        yield from ((problem, False) for problem in _of_addresses(config))
        yield from ((problem, False) for problem in _of_proxies(config))
    if "staff" in config.serves:
        yield from ((problem, False) for problem in _of_provider(config))
        if not config.smtp_url:
            yield "PARTICIPATION_SMTP_URL is not set; alerts wait in the outbox.", False
        yield from ((problem, False) for problem in _of_record_folder(config))
    if "public" in config.serves and clock.today() - STATEMENT_OF > STATEMENT_LASTS:
        yield (
            f"The accessibility statement is of {STATEMENT_OF:%d/%m/%Y}, more than 12 months ago; ask for a version in"
            " which somebody has looked through it again.",
            False,
        )


def _of_record_folder(config: Config) -> Iterator[str]:
    """Not what stops: what cannot be written waits, and is told."""
    folder = Path(config.record_folder)
    if not config.record_folder:
        return
    if not is_writable(folder):
        yield f"PARTICIPATION_RECORD_FOLDER is {config.record_folder!r}; nothing can be written there, so it waits."
    elif folder.stat().st_mode & OTHERS:
        yield f"Every account of this machine can look into {folder}; run: chmod o= {folder}"


def _of_secret(config: Config) -> Iterator[Problem]:
    if config.secret_key and len(config.secret_key) < SHORTEST_SECRET:
        yield (
            f"PARTICIPATION_SECRET_KEY is shorter than {SHORTEST_SECRET} characters; leave it empty or choose more.",
            True,
        )
    elif config.secret_key and len(set(config.secret_key)) < FEWEST_LETTERS:
        yield "PARTICIPATION_SECRET_KEY repeats a few letters; leave it empty or draw one at random.", True


def _of_addresses(config: Config) -> Iterator[str]:
    """Each side needs both: it answers on its own host only, and cookies keep to TLS if both addresses do."""
    unset = [
        field for field in fields(Config) if field.name in ADDRESSES and getattr(config, field.name) == field.default
    ]
    for field in unset:
        yield f"{PREFIX}{field.name.upper()} is not set; it is {field.metadata['about']}. Now it is {field.default}."
    if unset:
        return
    if config.public_url.startswith("https://") != config.staff_url.startswith("https://"):
        yield "Only one of the two addresses starts with https://; no cookie would insist on TLS."
    if urlsplit(config.public_url).hostname == (host := urlsplit(config.staff_url).hostname):
        yield f"Both sides are on one host, {host}; on two, what goes wrong on one side cannot reach the other's pages."


def _of_proxies(config: Config) -> Iterator[str]:
    """TLS ends in front of us: an address with https shows one proxy, any other none."""
    told = int(config.proxies) if config.proxies.isdecimal() else 0
    shown = int(any(getattr(config, name).startswith("https://") for name in ADDRESSES))
    if told > shown:
        yield (
            f"PARTICIPATION_PROXIES is {told}, and the address shows {shown}; if one of them does not append to"
            " X-Forwarded-For, whoever sends that header passes every limit on guesses."
        )
    if told < shown:
        yield (
            f"PARTICIPATION_PROXIES is {told}, and the address shows {shown}; everybody counts as one visitor then, and"
            " one child's mistyped codes make all others wait."
        )


def _of_provider(config: Config) -> Iterator[str]:
    if config.oidc_trusts_addresses:
        yield (
            "PARTICIPATION_OIDC_TRUSTS_ADDRESSES is 1: whoever can change their own address at the provider can become"
            " somebody else here; make sure that nobody can."
        )
    elif config.oidc_issuer:
        yield (
            "Only an address that the provider calls verified (email_verified) opens an account for the first time; for"
            " one that does not say so, as Entra ID, see PARTICIPATION_OIDC_TRUSTS_ADDRESSES."
        )
