"""A backup of records beside which there are views for analysts comes back also where there is no such role."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from tests.operations.backing_up import (
    Filled,
    Machine,
    backed_up,
    filled,
    halves,
    keys_dir,
    machine,
    private_folders,
    restore,
    run,
    two_weeks_before,
)
from tests.parts.postgres import PostgresServer

__all__ = ["filled", "halves", "keys_dir", "machine", "private_folders", "two_weeks_before"]

ROLE = "analyst_of_a_backup"


@pytest.fixture(autouse=True)
def analysts(postgres: PostgresServer) -> Iterator[None]:
    """A role that is gone again when the databases of the test are."""
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as server:
        server.execute(f"CREATE ROLE {ROLE} LOGIN")
        yield
        server.execute(f"DROP ROLE {ROLE}")


@pytest.fixture
def database_url(postgres_url: str) -> str:
    """SQLite has no views for a role."""
    return postgres_url


def test_views_are_made_anew_or_gone_as_the_new_machine_has_it(
    make_app: Machine, machine: Machine, filled: Filled, halves: tuple[str, ...], tmp_path: Path
) -> None:
    app = make_app(figures_role=ROLE)
    assert run(app, "db", "upgrade").exit_code == 0
    file = backed_up(app, tmp_path / "backup")
    back = machine()
    done = restore(back, file, halves)
    assert done.exit_code == 0, done.output
    assert schemas(back) == []
    assert run(machine(figures_role=ROLE), "db", "upgrade").exit_code == 0
    assert schemas(back) == ["figures"]


def schemas(app: Flask) -> list[str]:
    with app.extensions["engine"].connect() as connection:
        found = connection.exec_driver_sql("SELECT nspname FROM pg_namespace WHERE nspname = 'figures'")
        return list(found.scalars())
