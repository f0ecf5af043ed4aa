"""`participation keys`: making, turning and checking the sealing keys."""

import sys
from pathlib import Path

import click
from flask import current_app

from participation.audit import actions as audit
from participation.config import Config
from participation.console import AppCommand, Refused
from participation.db import transaction
from participation.operations.rotation import count_sealed, seal_to_newest, wrap_authenticators_anew
from participation.sealing.keyring import HALVES, PAIRS, Keyring, KeysUnfit


@click.group()
def keys() -> None:
    """Sealing keys and the recovery key."""


@keys.command("init", cls=AppCommand)
def init() -> None:
    """Make every key that is missing. What is there stays."""
    folder = Path(current_app.extensions["config"].keys_dir)
    Keyring.create(folder)
    click.echo(f"Keys are in {folder}. Carry the two recovery halves away, to two different people.")


@keys.command("rotate", cls=AppCommand)
@click.option("--finish", is_flag=True, help="Make no new keys; only seal again what is sealed to older ones.")
@click.option("--cookies", is_flag=True, help="Make a new secret for cookies too: visits and sessions end.")
def rotate(finish: bool, cookies: bool) -> None:
    """Make new keys, and seal everything that is kept to them. Sending and reading go on meanwhile.

    Stopped half way, nothing is lost: `keys rotate --finish` does the rest.
    """
    here = Keyring.load(current_app.extensions["config"].keys_dir)
    if problems := [problem for problem in here.problems() if not problem.startswith(HALVES)]:
        raise Refused(*problems)
    if not finish:
        made = [here.rotate(name) for name in PAIRS]
        with transaction() as session:
            audit.record(session, "system", "keys rotated", "keys", ", ".join(made))
        click.echo(f"New keys: {', '.join(made)}.")
    wrap_authenticators()
    if cookies:
        here.renew_cookies()
        click.echo("Restart the servers now: until then they sign cookies with the older secret.")
    click.echo(_sealed_again())


def wrap_authenticators() -> None:
    """Before the secret of cookies changes: it is what older versions wrapped them by."""
    if lost := wrap_authenticators_anew():
        click.echo(f"No key that is here opens these authenticators: {', '.join(lost)}.")
        click.echo("Whose it is gets a new one: participation staff add EMAIL --renew.")


def _sealed_again() -> str:
    with click.progressbar(
        length=count_sealed(), label="Sealing again", show_pos=True, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        done = seal_to_newest(bar.update)
    if done.failed:
        raise Refused(
            f"No key that is here opens {len(done.failed):,} of the sealed items; they stay as they are: "
            f"{', '.join(done.failed[:3])}{' ...' if len(done.failed) > 3 else ''}."
        )
    return (
        f"{done.changed:,} sealed again; all {done.opened:,} open with the newest keys, and with no older one.\n"
        "Carry older .private files to a safe, and destroy them when no backup needs them any more, after 35 days.\n"
        "Is the public side elsewhere? Renew its folder with `keys export-public`, then run `keys rotate --finish`."
    )


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
    config: Config = current_app.extensions["config"]
    folder = Path(config.keys_dir)
    if not folder.is_dir():
        raise Refused(f"There are no keys in {folder}. Run `participation keys init`.")
    problems = Keyring.load(folder, private="staff" in config.serves).problems()
    if problems:
        raise Refused(*problems)
    click.echo("The keys are whole.")
