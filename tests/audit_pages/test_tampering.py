"""The audit stays as it was written, and whoever forces it is named by the chain."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from participation import clock, db
from participation.audit.actions import record
from participation.audit.head_file import NotOurs, kept_head, note_head, path
from participation.audit_pages.queries import verdict
from participation.operations.cli import cli
from tests.audit_pages.tampering import without_triggers
from tests.databases import on_both

pytestmark = on_both

MORNING = datetime(2026, 3, 9, 9, tzinfo=UTC)
COLUMNS = ("actor", "action", "object", "purpose", "mac")
SWAP = (
    "UPDATE audit SET number = 9000 WHERE number = 4",
    "UPDATE audit SET number = 4 WHERE number = 5",
    "UPDATE audit SET number = 5 WHERE number = 9000",
)
TAMPERINGS = [
    *(((f"UPDATE audit SET {column} = 'x' WHERE number = 4",), 4) for column in COLUMNS),  # noqa: S608
    (("UPDATE audit SET at = (SELECT at FROM audit WHERE number = 1) WHERE number = 4",), 4),
    (("DELETE FROM audit WHERE number = 4",), 4),
    (("DELETE FROM audit WHERE number <= 4",), 1),
    (("DELETE FROM audit WHERE number = 4", "UPDATE audit SET number = number - 1 WHERE number = 5"), 4),
    (SWAP, 4),
]  # fmt: skip


@pytest.fixture
def eight(app: Flask) -> Flask:
    """An installation with eight entries."""
    with app.app_context():
        for number in range(1, 9):
            with clock.frozen(MORNING + timedelta(minutes=number)), db.transaction() as session:
                record(session, "somebody", "read", f"submission/{number}", "preparing")
    return app


def verify(app: Flask, *more: str) -> str:
    found = CliRunner().invoke(cli, ["audit", "verify", *more], obj=lambda **_: app)
    return found.output.strip()


@pytest.mark.parametrize(("statements", "named"), TAMPERINGS)
def test_a_change_a_removal_or_a_swap_is_named_by_its_entry(
    eight: Flask, statements: tuple[str, ...], named: int
) -> None:
    assert verify(eight) == "whole"
    with without_triggers(eight) as connection:
        for statement in statements:
            connection.execute(text(statement))
    assert f"The chain is broken at entry {named}:" in verify(eight)


def test_entries_cut_off_at_the_end_are_missed_by_a_mark_noted_earlier(eight: Flask) -> None:
    noted = CliRunner().invoke(cli, ["audit", "head"], obj=lambda **_: eight).output.strip()
    assert verify(eight, "--head", noted) == "whole"
    with without_triggers(eight) as connection:
        connection.execute(text("DELETE FROM audit WHERE number > 6"))
    assert verify(eight) == "whole"
    assert "The chain is broken at entry 7:" in verify(eight, "--head", noted)
    assert "is not what" in verify(eight, "--head", "7")


@pytest.mark.parametrize("cut", ["DELETE FROM audit WHERE number > 3", "DELETE FROM audit"])
def test_what_was_cut_off_at_the_end_is_named_by_the_end_that_is_kept_outside(eight: Flask, cut: str) -> None:
    with eight.app_context():
        note_head()
    assert verify(eight) == "whole"
    with without_triggers(eight) as connection:
        connection.execute(text(cut))
    assert "The chain is broken at entry" in verify(eight)
    with eight.app_context():
        note_head()
        assert kept_head().number == 8, "a chain that was cut is not noted"
        assert verdict().broken_at is not None


def test_an_end_that_somebody_else_has_written_is_named(eight: Flask) -> None:
    with eight.app_context():
        note_head()
        path().write_text(path().read_text().replace("8-", "3-"))
        assert "was changed" in verify(eight)
        assert verdict().broken_at is not None
        with pytest.raises(NotOurs):
            note_head()


def test_an_empty_record_is_not_whole(app: Flask) -> None:
    assert "Nothing is recorded" in verify(app)


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit", "TRUNCATE audit"])
def test_the_database_itself_refuses_to_change_or_remove_an_entry(eight: Flask, statement: str) -> None:
    engine = eight.extensions["engine"]
    if engine.dialect.name == "sqlite" and statement.startswith("TRUNCATE"):
        statement = "DELETE FROM audit WHERE true"  # it knows no other way to empty a table
    with pytest.raises(DBAPIError, match="audit entry"), engine.begin() as connection:
        connection.execute(text(statement))
    assert verify(eight) == "whole"
