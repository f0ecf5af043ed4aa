"""The tables that migrations make are those that the models know."""

import threading
from typing import cast

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import Engine, inspect, text

from participation.console import Refused
from participation.db import Base, open_engine
from participation.db.migrations import upgrade
from participation.db.revisions import revision_of
from participation.operations.tables import ALL
from tests.databases import on_both


@on_both
def test_migrations_lead_to_the_models(app: Flask) -> None:
    assert ALL
    with app.extensions["engine"].connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@on_both
def test_upgrading_again_changes_nothing(app: Flask) -> None:
    engine = app.extensions["engine"]
    before = inspect(engine).get_table_names()
    upgrade(engine)
    assert inspect(engine).get_table_names() == before
    assert set(before) == {*Base.metadata.tables, "alembic_version"}


def a_version_behind(engine: Engine) -> None:
    """As if this version had brought a migration that the database has not had."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0018'"))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_while_somebody_reads_for_long_it_holds_up_nobody_and_gives_up_with_a_sentence(
    app: Flask, database_url: str
) -> None:
    engine, other = app.extensions["engine"], open_engine(database_url)
    a_version_behind(engine)
    answered: list[object] = []

    def ask() -> None:
        with engine.connect() as page:
            page.execute(text("SET lock_timeout = 1"))
            answered.append(page.scalar(text("SELECT count(*) FROM submission")))

    with other.connect() as backup:
        backup.execute(text("SELECT id FROM submission"))
        trying = threading.Thread(target=ask)
        trying.start()
        with pytest.raises(Refused) as refused:
            upgrade(engine, patience=0.1)
        trying.join()
    assert answered == [0]
    assert cast(Refused, refused.value).problems[0].startswith("Somebody used the database at every moment")
    with engine.connect() as connection:
        assert revision_of(connection) == "0018"
    other.dispose()
