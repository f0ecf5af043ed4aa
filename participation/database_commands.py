"""`participation db`: the tables, brought up to what this version needs."""

from pathlib import Path

import click
from alembic import command
from alembic.config import Config as AlembicConfig
from flask import current_app
from sqlalchemy import Engine

from participation.commands import AppCommand
from participation.config import ROOT
from participation.db import engine


def upgrade(to: Engine) -> None:
    """Run every migration that the database has not had."""
    if to.dialect.name == "sqlite" and to.url.database:
        Path(to.url.database).parent.mkdir(parents=True, exist_ok=True)
    with to.connect() as connection:
        settings = AlembicConfig()
        settings.set_main_option("script_location", str(ROOT / "migrations"))
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
        connection.commit()


@click.group()
def db() -> None:
    """The database."""


@db.command("upgrade", cls=AppCommand)
def upgrade_command() -> None:
    """Bring the tables up to what this version needs."""
    upgrade(engine())
    click.echo(f"The database is up to date ({current_app.extensions['engine'].dialect.name}).")
