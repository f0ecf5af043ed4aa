"""`participation keys`: making, turning and checking the sealing keys."""

from pathlib import Path

import click
from flask import current_app

from participation.commands import AppCommand, Refused
from participation.keys import Keyring, KeysUnfit


@click.group()
def keys() -> None:
    """Sealing keys and the recovery key."""


@keys.command("init", cls=AppCommand)
def init() -> None:
    """Make every key that is missing. What is there stays."""
    folder = Path(current_app.extensions["config"].keys_dir)
    Keyring.create(folder)
    click.echo(f"Keys are in {folder}. Carry the two recovery halves away, to two different people.")


@keys.command("export-public", cls=AppCommand)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export_public(folder: Path) -> None:
    """Make FOLDER for a public side that runs elsewhere: it can seal and never open. Again after each rotation."""
    here = Path(current_app.extensions["config"].keys_dir)
    if folder.resolve() == here.resolve() or here.resolve() in folder.resolve().parents:
        raise Refused(f"{folder} lies in the keys folder itself; choose a folder that goes to the public machine.")
    try:
        Keyring.load(here).export_public(folder)
    except KeysUnfit as problem:
        raise Refused(str(problem)) from problem
    except OSError as error:
        raise Refused(f"{folder} cannot be written: {error.strerror}.") from error
    click.echo(f"{folder} holds what the public side needs and opens nothing: set PARTICIPATION_KEYS_DIR to it there.")


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
