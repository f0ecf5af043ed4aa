"""`participation audit`: whether anybody changed what was recorded."""

import click

from participation.audit.chain import START, ChainMark, first_broken
from participation.audit.head_file import NotOurs, kept_head, path
from participation.audit.queries import chain, kept_from, newest
from participation.console import AppCommand, Refused
from participation.sealing.of_this_app import keyring


@click.group()
def audit() -> None:
    """Who did what to which row."""


@audit.command("verify", cls=AppCommand)
@click.option("--head", default="", help="What `audit head` said earlier: the chain must still hold that entry.")
def verify(head: str) -> None:
    """Name the first broken link of the chain, or say that it is whole: to the end that was noted last, too."""
    try:
        noted = [ChainMark.parse(head) if head else START, kept_head()]
    except ValueError:
        raise Refused(f"“{head}” is not what `participation audit head` says.") from None
    except NotOurs:
        raise Refused(f"{path()} was changed: this program did not sign it as it is.") from None
    for each in noted:
        broken = first_broken(keyring().secret("audit"), chain(), after=kept_from(), head=each)
        if broken is not None:
            raise Refused(f"The chain is broken at entry {broken}: it was changed, removed or swapped.")
    if newest() == START:
        raise Refused("Nothing is recorded: no installation that was ever used has an empty record.")
    click.echo("whole")


@audit.command("head", cls=AppCommand)
def head_command() -> None:
    """Print the newest entry's mark, to keep elsewhere: only it shows later that entries were cut off at the end."""
    click.echo(str(newest()))
