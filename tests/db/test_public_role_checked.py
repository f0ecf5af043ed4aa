"""The check of the public role: that it is what it should be, and what is said where it is not."""

from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import inspect

from participation import create_app
from participation.config import Config
from participation.operations.checks import findings
from participation.sealing.keyring import Keyring
from tests.db.public_side import ROLE, app, database_url, public, public_url, role, run, two_weeks_before
from tests.parts.postgres import SUPERUSER

__all__ = ["app", "database_url", "public", "public_url", "role", "two_weeks_before"]


def said_of_the_role(app: Flask) -> list[str]:
    """What the check says of the role that this application connects as."""
    return [f.sentence for f in findings(app) if f.stops and "role" in f.sentence]


def test_the_check_passes_for_that_role_and_names_what_was_changed_behind_its_back(
    public: Flask, app: Flask, database_url: str
) -> None:
    assert said_of_the_role(public) == []
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(f"GRANT SELECT ON staff, submission TO {ROLE}")
        owner.execute(f"REVOKE INSERT ON receipt FROM {ROLE}")
    beyond, lacking = said_of_the_role(public)
    assert f"{ROLE} of the public side may SELECT staff.email, SELECT staff.openid_issuer" in beyond
    assert "INSERT receipt.id" in lacking
    assert run(app, "db", "upgrade").exit_code == 0
    assert said_of_the_role(public) == []


def test_the_public_side_does_not_start_as_the_owner_of_the_records(
    app: Flask, database_url: str, keys_dir: Any
) -> None:
    as_owner = create_app(Config(database_url=database_url, keys_dir=str(keys_dir), sides="public"))
    assert any("may DELETE absence" in sentence for sentence in said_of_the_role(as_owner))
    served = run(as_owner, "serve", "--sides", "public")
    assert served.exit_code == 1
    assert f"The database role {SUPERUSER} of the public side may" in served.stderr
    as_owner.extensions["engine"].dispose()


@pytest.mark.parametrize(
    ("unfit", "said"),
    [
        ("nobody_made_it", "PostgreSQL has no role nobody_made_it; make it first"),
        (SUPERUSER, "The role postgres owns the records or may become who does"),
    ],
)
def test_a_role_that_will_not_do_is_named_and_nothing_is_migrated(
    empty_postgres_url: str, keys_dir: Any, unfit: str, said: str
) -> None:
    app = create_app(Config(database_url=empty_postgres_url, keys_dir=str(keys_dir), public_role=unfit))
    result = run(app, "db", "upgrade")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith(said)
    assert inspect(app.extensions["engine"]).get_table_names() == []
    app.extensions["engine"].dispose()


def test_a_role_on_sqlite_is_named_as_a_mistake() -> None:
    assert "SQLite has no roles" in " ".join(Config(public_role=ROLE).problems())


def test_keys_are_not_needed_to_open(public: Flask) -> None:
    keyring: Keyring = public.extensions["keyring"]
    assert not keyring.private
