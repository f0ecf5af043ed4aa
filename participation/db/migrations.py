"""`participation db`: the tables, brought up to what this version needs."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection, Engine

from participation.config import ROOT
from participation.console import AppCommand, Refused
from participation.db import engine
from participation.db.grants import NoSuchRole, grant, refuse_unfit


def upgrade(to: Engine, public_role: str = "") -> None:
    """Run every migration that the database has not had, and give the public side's role what it needs now.

    Raises NoSuchRole; then nothing has changed.
    """
    if to.dialect.name == "sqlite" and to.url.database:
        Path(to.url.database).parent.mkdir(parents=True, exist_ok=True)
    with to.connect() as connection, _tables_may_be_made_anew(connection):
        settings = _migrations()
        settings.attributes["connection"] = connection
        if public_role:
            refuse_unfit(connection, public_role)  # begins the one transaction that holds all
        command.upgrade(settings, "head")
        if public_role:
            grant(connection, public_role)
        connection.commit()


@contextmanager
def _tables_may_be_made_anew(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making another one: nobody's references are to follow the old one away."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - tells mypy which driver this is
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _migrations() -> AlembicConfig:
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    return settings


def revision_of(connection: Connection) -> str | None:
    """The last migration that this database has had."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The last migration of this version."""
    return ScriptDirectory.from_config(_migrations()).get_current_head()


def knows_revision(revision: str) -> bool:
    """Whether this version can bring such a database up to date."""
    return revision in {each.revision for each in ScriptDirectory.from_config(_migrations()).walk_revisions()}


@click.group()
def db() -> None:
    """The database."""


@db.command("upgrade", cls=AppCommand)
def upgrade_command() -> None:
    """Bring the tables up to what this version needs."""
    role = current_app.extensions["config"].public_role
    try:
        upgrade(engine(), role)
    except NoSuchRole as problem:
        raise Refused(str(problem)) from problem
    click.echo(f"The database is up to date ({current_app.extensions['engine'].dialect.name}).")
    if role:
        click.echo(f"The role {role} may do what the public side needs, and nothing else.")
