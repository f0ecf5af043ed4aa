"""`participation serve` and `participation check`."""

import click
from flask import current_app

from participation.commands import AppCommand


@click.command("serve", cls=AppCommand)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the sides of this installation."""
    current_app.run(host, port)


@click.command("check", cls=AppCommand)
def check() -> None:
    """Say whether this installation is fit for children's words, line by line."""
