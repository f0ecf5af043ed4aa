"""The figures of a year read what was sent about its reviews, however much there is of other years."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from participation.db import engine, session, transaction
from participation.metrics.due import queries as due
from participation.metrics.figures import figures
from tests.databases import on_both
from tests.metrics.many import hold_many

YEARS = {"2021-22": 60, **dict.fromkeys(("2020-21", "2022-23", "2023-24", "2024-25"), 400)}
LARGE = ("submission", "reading", "mark", "trace", "trace_of_answer", "outcome", "review_act", "visit_by_officer")
"""Tables that grow with all that was ever sent."""


@contextmanager
def asked() -> Iterator[list[tuple[str, Any]]]:
    """Each statement and what was put into it, as the driver gets them."""
    found: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: object, *_more: object) -> None:
        found.append((statement, values))

    event.listen(engine(), "before_cursor_execute", note)
    yield found
    event.remove(engine(), "before_cursor_execute", note)


def plan(statement: str, values: Any) -> list[str]:
    """How the database goes about it, line by line."""
    is_sqlite = engine().dialect.name == "sqlite"
    connection = session().connection()
    rows = connection.exec_driver_sql(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{statement}", values)
    return [str(row[-1]) for row in rows]


def read_whole(line: str) -> str:
    """The table of which this line of a plan reads every row; empty where it goes by an index."""
    words = line.replace("->", "").split()
    if words[:2] == ["BLOOM", "FILTER"]:  # made of all its rows
        return words[3]
    if words[:1] == ["SCAN"]:
        return words[1] if "USING" not in words else ""
    return words[words.index("on") + 1] if "Seq Scan on" in line else ""


def read_in(statements: list[tuple[str, Any]]) -> set[str]:
    """The tables that any of these reads whole."""
    return {read_whole(line) for statement, values in statements for line in plan(statement, values)}


@on_both
def test_no_table_that_grows_with_all_years_is_read_whole(app: Flask) -> None:
    with app.app_context():
        hold_many(YEARS)
        with transaction() as writing:
            writing.execute(text("ANALYZE"))
        with asked() as statements:
            assert figures("2021-22").values["reviews.held"] == 60
        assert "submission" not in read_in(statements)
        if engine().dialect.name == "postgresql":
            # The other tables are empty here, and PostgreSQL reads such a table whole where it need not.
            session().execute(text("SET LOCAL enable_seqscan = off"))
        assert read_in(statements).isdisjoint(LARGE)


def test_sqlite_reads_no_submission_beside_its_envelope(app: Flask) -> None:
    with app.app_context():
        with asked() as statements:
            figures("2021-22")
        lines = [line for statement in statements for line in plan(*statement) if "ix_submission_review_id" in line]
        assert lines
        assert all("COVERING INDEX" in line for line in lines)


@pytest.mark.parametrize(
    ("line", "table"),
    [
        ("SCAN submission", "submission"),
        ("SEARCH submission USING INDEX ix_submission_review_id (review_id=?)", ""),
        ("BLOOM FILTER ON submission (review_id=?)", "submission"),
        ("  ->  Seq Scan on submission  (cost=0.00..35.50 rows=2550 width=4)", "submission"),
        ("->  Index Scan using ix_submission_review_id on submission  (cost=0.15..8.17 rows=1 width=4)", ""),
    ],
)
def test_such_a_line_would_be_found(line: str, table: str) -> None:
    assert read_whole(line) == table


def test_what_the_days_of_a_year_mean_is_written_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        before = figures("2017-18").values
        monkeypatch.setattr(due, "_written", None)
        assert figures("2017-18").values == before
