"""`participation audit verify`: whether anybody changed what was recorded."""

import click

from participation.audit.chain import first_broken
from participation.audit.queries import chain, kept_from
from participation.commands import AppCommand, Refused
from participation.vault import keyring


@click.group()
def audit() -> None:
    """Who did what to which row."""


@audit.command("verify", cls=AppCommand)
def verify() -> None:
    """Name the first broken link of the chain, or say that it is whole."""
    broken = first_broken(keyring().secret("audit"), chain(), after=kept_from())
    if broken is not None:
        raise Refused(f"The chain is broken at entry {broken}: it was changed, removed or swapped.")
    click.echo("whole")
