"""`participation demo`: invented people, their letters and their sign-ins."""

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager

import click
from flask import current_app

from participation import service
from participation.config import SQLITE, Config
from participation.console import AppCommand, Refused
from participation.db import as_one
from participation.demo import kept
from participation.demo.diary import Step
from participation.demo.filling import fill
from participation.demo.kept import Kept
from participation.demo.queries import is_empty
from participation.demo.telling import code, told

FEWEST = 2
"""Two children have letters in the terminal."""


@click.command("demo", cls=AppCommand)
@click.option("--children", default=400, show_default=True, type=click.IntRange(min=FEWEST), help="How many to invent.")
@click.option("--seed", default=1, show_default=True, help="Another number invents another service.")
@click.option("--if-empty", is_flag=True, help="Do nothing, quietly, where there are people already.")
@click.option("--letters", is_flag=True, help="Show letters and sign-ins of the invented people instead.")
@click.option("--code", "email", help="Show the code of the second factor, at this moment, of somebody invented.")
def demo(children: int, seed: int, if_empty: bool, letters: bool, email: str | None) -> None:
    """Fill an empty database with invented people, reviews and answers that show every state.

    The same seed on the same day invents the same service, but for ids, keys and passwords.
    """
    if email:
        click.echo(_code_of(email))
    elif letters:
        for line in told(_kept(), sys.stdout.isatty()):
            click.echo(line)
    elif is_empty():
        _fill(children, seed)
    elif not if_empty:
        raise Refused(f"There are people in this database already, and demo fills only an empty one. {_anew()}")


def _fill(children: int, seed: int) -> None:
    if "keyring" not in current_app.extensions:
        raise Refused("There are no keys yet. Run `participation keys init`.")
    with as_one():  # who stops it finds the database as empty as before
        kept.keep(fill(children, seed, _bar))
    click.echo(f"{children} children were invented. `participation demo --letters` shows letters and sign-ins.")


def _bar(steps: list[Step]) -> AbstractContextManager[Iterable[Step]]:
    return click.progressbar(steps, label="Living through an invented year", file=sys.stderr, hidden=_is_quiet())


def _is_quiet() -> bool:
    return not sys.stderr.isatty()


def _kept() -> Kept:
    found = kept.kept()
    if found is None:
        raise Refused(f"There are no invented people here whose letters could be shown. {_anew()}")
    return found


def _code_of(email: str) -> str:
    for account in _kept().accounts:
        if account.email == email.strip().lower():
            return code(account)
    raise Refused(f"Nobody invented signs in as {email}. `participation demo --letters` lists who does.")


def _anew() -> str:
    """What to do instead; nobody is told to remove a database that may hold real people."""
    if not (is_empty() or service.current().is_invented):
        return "Invented people need a database of their own: set PARTICIPATION_DATABASE_URL to an empty one."
    config: Config = current_app.extensions["config"]
    if config.database_url.startswith(SQLITE):
        path = config.database_url.removeprefix(SQLITE)
        return f"To start over, remove {path}* and run `participation db upgrade` and `participation demo`."
    return "To start over, use an empty database: run `participation db upgrade` and `participation demo` on it."
