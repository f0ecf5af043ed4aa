"""`participation db`: the tables, brought up to what this version needs while the one before it still serves."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import uniform
from typing import Protocol

import click
from flask import current_app
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

from participation.config import ROOT
from participation.console import AppCommand, Refused
from participation.db import engine
from participation.db.grants import NoSuchRole, grant, refuse_unfit
from participation.db.revisions import newest_revision, revision_of

PATIENCE = 60
"""Seconds in which a moment is looked for when nobody reads or writes."""
PAUSES = 0.02, 0.2
"""Seconds between two looks, drawn anew each time, so that no rhythm of the service is always met."""
LOCK_NOT_AVAILABLE = "55P03"
"""What PostgreSQL says instead of letting us wait."""


BESIDE_TABLES = "beside_tables"
"""What stands on the tables, made in a room above and handed in."""


class BesideTables(Protocol):
    """It goes before the tables change, and comes back after, in the same transaction."""

    def take_away(self, connection: Connection) -> None:
        """As if it had never been."""

    def put_back(self, connection: Connection) -> None:
        """As this version and this installation want it."""


def upgrade_here(public_role: str) -> None:
    """Upgrade the database of this app, with all that stands on its tables; raises what `upgrade` raises."""
    upgrade(engine(), public_role, beside=current_app.extensions.get(BESIDE_TABLES))


def upgrade(to: Engine, public_role: str = "", patience: float = PATIENCE, beside: BesideTables | None = None) -> None:
    """Run every migration that the database has not had, and give the public side's role what it needs now.

    Raises NoSuchRole, or Refused where somebody read or wrote at every moment of so many seconds: nothing has changed.
    """
    if to.dialect.name == "sqlite" and to.url.database:
        Path(to.url.database).parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + patience
    while not _upgraded(to, public_role, beside):
        if time.monotonic() > until:
            raise Refused(
                f"Somebody used the database at every moment of {patience:g} seconds, and nothing was changed; wait for"
                " what takes long, such as a backup, and run it again."
            )
        time.sleep(uniform(*PAUSES))  # noqa: S311 - no secret


def _upgraded(to: Engine, public_role: str, beside: BesideTables | None) -> bool:
    """One try, which changes everything or nothing."""
    with to.connect() as connection, _tables_may_be_made_anew(connection):
        if public_role:
            refuse_unfit(connection, public_role)
        if connection.dialect.name == "postgresql" and not _has_the_tables_alone(connection):
            return False
        beside = beside if connection.dialect.name == "postgresql" else None
        if beside and not _is_taken_away(beside, connection):
            return False
        _run_what_it_has_not_had(connection)
        if public_role:
            grant(connection, public_role)
        if beside:
            beside.put_back(connection)
        connection.commit()
    return True


def _has_the_tables_alone(connection: Connection) -> bool:
    """Every table at once or none, so long as there is anything to migrate.

    A migration that waited for a lock would let everybody wait behind it, and one that took them one by one could be
    what a child's press is cancelled for as the other half of a deadlock. Who comes now waits until it is done.
    """
    if not (tables := inspect(connection).get_table_names()) or revision_of(connection) == newest_revision():
        return True
    quoted = ", ".join(map(connection.dialect.identifier_preparer.quote, tables))
    try:
        connection.execute(text(f"LOCK TABLE {quoted} IN ACCESS EXCLUSIVE MODE NOWAIT"))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") != LOCK_NOT_AVAILABLE:
            raise
        return False
    return True


def _is_taken_away(beside: BesideTables, connection: Connection) -> bool:
    """Whether nobody was reading it just now."""
    try:
        beside.take_away(connection)
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") != LOCK_NOT_AVAILABLE:
            raise
        return False
    return True


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


def _run_what_it_has_not_had(connection: Connection) -> None:
    from alembic import command  # here, because it takes a fifth of the start of every other command
    from alembic.config import Config

    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    command.upgrade(settings, "head")


@click.group()
def db() -> None:
    """The database."""


@db.command("upgrade", cls=AppCommand)
def upgrade_command() -> None:
    """Bring the tables up to what this version needs."""
    role = current_app.extensions["config"].public_role
    try:
        upgrade_here(role)
    except NoSuchRole as problem:
        raise Refused(str(problem)) from problem
    click.echo(f"The database is up to date ({current_app.extensions['engine'].dialect.name}).")
    if role:
        click.echo(f"The role {role} may do what the public side needs, and nothing else.")
    if reader := current_app.extensions["config"].figures_role:
        click.echo(f"The role {reader} may read the views in the schema figures, and nothing else.")
