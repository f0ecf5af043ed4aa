"""A verb decides on what is so when it writes; on PostgreSQL it is a part of the transaction that has read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from flask import Flask
from sqlalchemy import event, select, text, update
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from participation.db import open_engine, session, transaction
from participation.staff.models import Staff
from tests import factories
from tests.databases import on_both

OFTEN = 8
"""More often than the driver asks before it would have the server keep a statement prepared."""


@contextmanager
def begun(app: Flask) -> Iterator[list[object]]:
    """Each transaction that begins."""
    found: list[object] = []

    def note(connection: object) -> None:
        found.append(connection)

    event.listen(app.extensions["engine"], "begin", note)
    try:
        yield found
    finally:
        event.remove(app.extensions["engine"], "begin", note)


def rename_elsewhere(app: Flask, staff_id: str, name: str) -> None:
    """Another process writes."""
    other = open_engine(app.extensions["config"].database_url)
    with other.begin() as connection:
        connection.execute(update(Staff).where(Staff.id == staff_id).values(name=name))
    other.dispose()


@on_both
def test_what_was_read_before_a_verb_is_read_again_inside(app: Flask) -> None:
    with app.app_context():
        amara, _ = factories.staff()
        session().rollback()
        assert session().get_one(Staff, amara.id).name == amara.name != "Amara Elsewhere"
        rename_elsewhere(app, amara.id, "Amara Elsewhere")
        with transaction() as current:
            assert amara.name == "Amara Elsewhere"
            assert current.scalar(select(Staff.name).where(Staff.id == amara.id)) == "Amara Elsewhere"


@on_both
def test_a_change_that_no_verb_has_made_is_kept_by_none(app: Flask) -> None:
    with app.app_context():
        amara, _ = factories.staff()
        known_as = amara.name
        amara.name = "Amara Unkept"
        with transaction():
            assert amara.name == known_as
        session().rollback()
        assert amara.name == known_as


@on_both
def test_a_verb_that_fails_keeps_nothing_and_the_next_one_does(app: Flask) -> None:
    def half() -> None:
        with transaction() as current:
            amara.name = "Amara Half"
            current.flush()
            raise ValueError("half way")

    with app.app_context():
        amara, _ = factories.staff()
        known_as = amara.name
        with pytest.raises(ValueError, match="half way"):
            half()
        assert amara.name == known_as
        with transaction():
            amara.name = "Amara Whole"
        session().rollback()
        assert amara.name == "Amara Whole"


@on_both
def test_a_verb_goes_on_with_the_connection_that_has_read(app: Flask) -> None:
    with app.app_context():
        amara, _ = factories.staff()
        session().rollback()
        with begun(app) as transactions:
            assert session().get_one(Staff, amara.id)
            with transaction():
                amara.name = "Amara Written"
        assert len(transactions) == 1


def writer_elsewhere(app: Flask) -> sqlite3.Connection:
    """Another process, which would write and waits for nobody."""
    path = app.extensions["engine"].url.database
    return sqlite3.connect(path, timeout=0, isolation_level=None)


def test_on_sqlite_it_holds_the_writers_lock_from_its_start(app: Flask) -> None:
    with app.app_context(), closing(writer_elsewhere(app)) as other:
        amara, _ = factories.staff()
        session().rollback()
        assert session().get_one(Staff, amara.id)
        with transaction(), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN IMMEDIATE")


def test_on_sqlite_where_others_hold_that_lock_it_fails_as_storage_does_and_the_next_one_is_kept(app: Flask) -> None:
    with app.app_context(), closing(writer_elsewhere(app)) as other:
        amara, _ = factories.staff()
        session().connection().exec_driver_sql("PRAGMA busy_timeout = 0")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"), transaction():
            pytest.fail("it has begun")
        other.execute("ROLLBACK")
        with transaction():
            amara.name = "Amara Written"
        session().rollback()
        assert amara.name == "Amara Written"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_migration_between_two_verbs_fails_none_however_often_they_have_asked_the_same(app: Flask) -> None:
    name = select(Staff.name)
    with app.app_context():
        amara, _ = factories.staff()
        for _ in range(OFTEN):
            with transaction() as current:
                current.scalar(name)
        other = open_engine(app.extensions["config"].database_url)
        with other.begin() as connection:
            connection.execute(text("ALTER TABLE staff ALTER COLUMN name TYPE text"))
        other.dispose()
        with transaction() as current:
            assert current.scalar(name) == amara.name


@on_both
def test_where_a_question_has_failed_a_verb_is_kept_all_the_same(app: Flask) -> None:
    with app.app_context():
        amara, _ = factories.staff()
        assert session().get_one(Staff, amara.id)
        with pytest.raises(SQLAlchemyError):
            session().execute(text("SELECT nothing FROM nowhere"))
        with transaction():
            amara.name = "Amara Written"
        session().rollback()
        assert amara.name == "Amara Written"
