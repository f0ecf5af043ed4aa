"""`participation keys`: making, turning and checking the sealing keys."""

from pathlib import Path

import click
from flask import current_app

from participation.commands import AppCommand, Refused
from participation.keys import Keyring


@click.group()
def keys() -> None:
    """Sealing keys and the recovery key."""


@keys.command("init", cls=AppCommand)
def init() -> None:
    """Make every key that is missing. What is there stays."""
    folder = Path(current_app.extensions["config"].keys_dir)
    Keyring.create(folder)
    click.echo(f"Keys are in {folder}. Carry the two recovery halves away, to two different people.")


@keys.command("check", cls=AppCommand)
def check() -> None:
    """Say what is wrong with the keys, or that they are well."""
    folder = Path(current_app.extensions["config"].keys_dir)
    if not folder.is_dir():
        raise Refused(f"There are no keys in {folder}. Run `participation keys init`.")
    problems = Keyring.load(folder).problems()
    if problems:
        raise Refused(*problems)
    click.echo("The keys are whole.")
