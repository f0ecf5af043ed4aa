"""Outliving a database that is away: trying again, after a pause that grows."""

import time
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from typing import TypeVar

import click
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

PAUSES = (1, 2, 4, 8, 15, 30)
"""Seconds. The last one stays: so soon after the database has come back, work goes on."""
Done = TypeVar("Done")


def outlive(app: Flask, does: Callable[[], Done]) -> Done:
    """Do it when the database answers; and from the start, if it goes away meanwhile. Each pause is said.

    SQLite is a file of this machine: nothing of it comes by itself, so its errors are raised.
    """
    for seconds in _pauses():
        try:
            with app.extensions["engine"].connect() as connection:
                connection.execute(text("SELECT 1"))
            return does()
        except OperationalError as error:
            if app.extensions["engine"].dialect.name == "sqlite":
                raise
            reason = str(error.orig).splitlines()[0]
            click.echo(f"The database does not answer ({reason}). Trying again in {seconds} seconds.", err=True)
            time.sleep(seconds)
    raise AssertionError("pauses do not end")


def _pauses() -> Iterator[int]:
    return chain(PAUSES, repeat(PAUSES[-1]))
