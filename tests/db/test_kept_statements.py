"""PostgreSQL keeps what respondents' pages ask, and no migration turns what is kept into a failed press."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import NotSupportedError, OperationalError

from participation.db import asked_often, open_engine, session, transaction
from participation.db.kept_statements import KEPT_AFTER, KNOWN
from participation.invitations.models import Visit
from participation.staff.models import Staff
from tests import factories
from tests.db.test_in_its_place import pressed
from tests.durability.prepared import prepare

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

OFTEN = KEPT_AFTER + 3
NAME = select(Staff.name)
KEPT = text("SELECT statement FROM pg_prepared_statements")
MIGRATES = (
    "ALTER TABLE staff ALTER COLUMN name TYPE text",
    "ALTER TABLE visit ALTER COLUMN language TYPE text",
    "ALTER TABLE draft ALTER COLUMN level TYPE text",
    "UPDATE alembic_version SET version_num = 'next'",
)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def somebody(database_url: str) -> Iterator["psycopg.Connection[Any]"]:
    """Another program."""
    with psycopg.connect(database_url, autocommit=True, options="-c lock_timeout=5s") as connection:
        yield connection


def migrate(somebody: "psycopg.Connection[Any]") -> None:
    """As `participation db` does it: everything in one transaction, and nobody else in any table meanwhile."""
    with somebody.transaction():
        somebody.execute("LOCK TABLE alembic_version, staff, visit, draft IN ACCESS EXCLUSIVE MODE")
        for statement in MIGRATES:
            somebody.execute(statement)


def ask_often(engine: Engine) -> None:
    """In many transactions on one connection, each of which has only read."""
    for _ in range(OFTEN):
        with engine.connect() as connection:
            connection.execute(NAME).all()


def kept(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [each for each in connection.scalars(KEPT) if "staff" in each]


def backend(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT pg_backend_pid()")) or 0)


def test_what_is_asked_often_is_kept_also_where_every_reading_ends_without_a_commit(engine: Engine) -> None:
    ask_often(engine)
    assert len(kept(engine)) == 1


def test_what_is_taken_back_is_not_there(engine: Engine, app: Flask) -> None:
    with app.app_context():
        name = factories.staff()[0].name
    with engine.connect() as connection:
        connection.execute(text("UPDATE staff SET name = 'Nobody'"))
        connection.rollback()
        assert connection.scalar(NAME) == name != "Nobody"


def test_a_migration_fails_nobody_who_asks_what_is_kept(engine: Engine, somebody: "psycopg.Connection[Any]") -> None:
    ask_often(engine)
    before = backend(engine)
    migrate(somebody)
    with engine.connect() as connection:
        assert connection.execute(NAME).all() == []
    assert backend(engine) != before  # all that it had kept went with it


def test_without_a_look_it_would_fail(engine: Engine, somebody: "psycopg.Connection[Any]") -> None:
    ask_often(engine)
    somebody.execute(MIGRATES[0])
    with engine.connect() as connection, pytest.raises(NotSupportedError, match="cached plan must not change"):
        connection.execute(NAME)


def test_no_migration_comes_between_the_look_and_what_is_asked(
    engine: Engine, somebody: "psycopg.Connection[Any]"
) -> None:
    ask_often(engine)
    somebody.execute("SET lock_timeout = '200ms'")
    with engine.connect() as connection:
        with pytest.raises(psycopg.errors.LockNotAvailable):
            migrate(somebody)
        assert connection.execute(NAME).all() == []
    migrate(somebody)


def test_a_second_transaction_without_another_look_meets_nothing_that_is_kept(
    engine: Engine, somebody: "psycopg.Connection[Any]"
) -> None:
    ask_often(engine)
    with engine.connect() as connection:
        connection.execute(NAME)
        connection.rollback()
        migrate(somebody)
        assert connection.execute(NAME).all() == []


@pytest.mark.parametrize("ended", ["taken back", "kept"])
def test_a_press_is_answered_after_a_migration_as_before(
    app: Flask, somebody: "psycopg.Connection[Any]", ended: str
) -> None:
    presses = prepare(app, 2 * OFTEN)
    assert {pressed(app, press) for press in presses[:-1]} == {303}
    if ended == "taken back":
        assert app.test_client().get("/").status_code == 200
    migrate(somebody)
    assert pressed(app, presses[-1]) == 303


def test_pages_of_respondents_keep_what_they_ask_and_no_others_do(app: Flask) -> None:
    def asked(keeps: bool) -> list[str]:
        for _ in range(OFTEN):
            with app.app_context():
                (asked_often if keeps else session)().scalars(select(Visit.lookup)).all()
        with app.app_context():
            return [each for each in session().scalars(KEPT) if "FROM visit" in each]

    assert asked(keeps=False) == []
    assert len(asked(keeps=True)) == 1


def test_one_that_was_closed_is_made_anew_and_nobody_sees_it(
    engine: Engine, somebody: "psycopg.Connection[Any]"
) -> None:
    before = backend(engine)
    somebody.execute("SELECT pg_terminate_backend(%s, 5000)", [before])
    assert backend(engine) != before


def test_a_database_that_is_away_says_so(engine: Engine, somebody: "psycopg.Connection[Any]") -> None:
    def away(*_: object) -> None:
        raise psycopg.OperationalError

    before = backend(engine)
    event.listen(engine, "do_connect", away)
    somebody.execute("SELECT pg_terminate_backend(%s, 5000)", [before])
    with pytest.raises(OperationalError):
        engine.connect()


@pytest.mark.parametrize("unread", ["DROP TABLE alembic_version", "REVOKE ALL ON alembic_version FROM nobody_special"])
def test_where_the_last_migration_cannot_be_read_all_works_and_nothing_is_kept(
    database_url: str, somebody: "psycopg.Connection[Any]", unread: str
) -> None:
    somebody.execute("DO $$ BEGIN CREATE ROLE nobody_special LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
    somebody.execute("GRANT SELECT ON staff TO nobody_special")
    somebody.execute(unread)
    engine = open_engine(database_url.replace("postgres@", "nobody_special@"))
    ask_often(engine)
    assert kept(engine) == []
    with engine.connect() as connection:
        assert connection.connection.info[KNOWN] is None
    before = backend(engine)
    somebody.execute("SELECT pg_terminate_backend(%s, 5000)", [before])
    assert backend(engine) != before, "one that was closed is made anew here too"
    engine.dispose()


def test_a_verb_that_fails_lets_go_of_what_it_wrote(app: Flask) -> None:
    def fails(write: Callable[[], object]) -> None:
        with transaction():
            write()
            raise ValueError("half way")

    with app.app_context():
        asked_often()
        amara, _ = factories.staff()
        with pytest.raises(ValueError, match="half way"):
            fails(lambda: session().execute(text("UPDATE staff SET name = 'Nobody'")))
        assert session().scalar(NAME) == amara.name
