"""`participation purge`: what has been kept long enough goes."""

import click
from flask import current_app

from participation import clock
from participation.console import AppCommand, Refused
from participation.retention import actions
from participation.retention.queries import periods, unread_for_long


@click.command("purge", cls=AppCommand)
@click.option("--dry-run", is_flag=True, help="Say what would go; delete nothing.")
def purge(dry_run: bool) -> None:
    """Delete what has been kept for as long as the table says. What nobody has read stays."""
    if "keyring" not in current_app.extensions:
        raise Refused("There are no keys yet, so nothing can be put on record. Run `participation keys init` first.")
    gone = actions.due(clock.now()) if dry_run else actions.purge()
    wide = max(map(len, gone))
    for kind, period in periods().items():
        click.echo(f"{kind:{wide}} {gone[kind]:>6,}  {period.what}: {period.how_long} after {period.since}")
    if unread := len(unread_for_long(clock.now())):
        click.echo(f"{unread:,} stay although their time has come: nobody has read them. /staff/keeping names them.")
    click.echo("This was a dry run: nothing was deleted." if dry_run else f"{sum(gone.values()):,} deleted.")
