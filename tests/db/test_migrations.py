"""The tables that migrations make are those that the models know."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect

from participation.db import Base
from participation.db.migrations import upgrade
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
