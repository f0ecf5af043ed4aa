"""`participation feed`: keys with which programs fetch the figures."""

import click
from flask import current_app

from participation.clock import local
from participation.console import AppCommand, Refused
from participation.feed.actions import AlreadyGiven, give_key, withdraw_key
from participation.feed.queries import every_key

ADDRESS = "/staff/feed/figures.csv"


@click.group()
def feed() -> None:
    """Keys with which Power BI, Excel or another program fetches the figures."""


@feed.command("give", cls=AppCommand)
@click.argument("name")
@click.option("--whole", is_flag=True, help="Small numbers too. Without it: only what was published, as it was.")
def give(name: str, whole: bool) -> None:
    """Give a key for what NAME says it is for, and show it once."""
    if not name.strip() or len(name) > 80:
        raise Refused("A name has 1 to 80 letters.")
    try:
        secret = give_key(name.strip(), is_whole=whole)
    except AlreadyGiven:
        raise Refused(
            f"There is a key for {name!r} already. Withdraw it first: `participation feed withdraw`."
        ) from None
    click.echo(f"Address:  {current_app.extensions['config'].staff_url}{ADDRESS}")
    click.echo("User:     any")
    click.echo(f"Password: {secret}")
    click.echo(
        "It is shown this once. Whoever holds it reads " + ("small numbers too." if whole else "published years.")
    )


@feed.command("list", cls=AppCommand)
def listed() -> None:
    """Say which keys there are."""
    for key in every_key():
        right = "whole" if key.is_whole else "published"
        until = f", withdrawn on {local(key.withdrawn_at):%d %B %Y}" if key.withdrawn_at else ""
        click.echo(f"{key.name}: {right}, given on {local(key.given_at):%d %B %Y}{until}")


@feed.command("withdraw", cls=AppCommand)
@click.argument("name")
def withdraw(name: str) -> None:
    """Let the key of NAME open nothing from now on."""
    if not withdraw_key(name):
        raise Refused(f"There is no key for {name!r} that opens anything.")
    click.echo(f"The key for {name!r} opens nothing any more.")
