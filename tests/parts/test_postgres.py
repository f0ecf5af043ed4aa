"""The database server of the tests is a real one, and each test has a database of its own."""

from pathlib import Path

import psycopg
import pytest

from tests.parts.missing import MissingPart
from tests.parts.postgres import programs


def tables(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return {name for (name,) in rows}


def test_a_migrated_database_has_tables_and_an_empty_one_has_none(postgres_url: str, empty_postgres_url: str) -> None:
    assert "alembic_version" in tables(postgres_url)
    assert tables(empty_postgres_url) == set()


@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_writes_the_next_does_not_see(postgres_url: str, turn: int) -> None:
    assert "left_behind" not in tables(postgres_url)
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE left_behind (turn integer)")
    assert "left_behind" in tables(postgres_url)


def test_a_machine_without_a_server_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingPart, match="apt-get install postgresql"):
        programs(installed=tmp_path)
