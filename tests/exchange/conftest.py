"""Running the program's commands as somebody at a terminal does, in this process."""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import inspect, select, text

from participation import clock
from participation.children.models import Child
from participation.db import session
from participation.operations.cli import cli
from participation.reviews.models import Review
from tests.exchange.lists import write_caseload

Run = Callable[..., Result]
Everything = Callable[[], dict[str, list[str]]]
Take = Callable[..., list[dict[str, str]]]
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """The 22nd of November 2026."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def run(app: Flask) -> Run:
    """Run a command and expect an exit status."""

    def run(*words: object, status: int | None = 0) -> Result:
        done = CliRunner().invoke(cli, [str(word) for word in words], obj=lambda: app)
        assert done.exit_code == status or status is None, done.output
        return done

    return run


@pytest.fixture
def everything(app: Flask) -> Everything:
    """Every row of every table, to see whether anything has changed."""
    engine = app.extensions["engine"]

    def everything() -> dict[str, list[str]]:
        with engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            return {
                name: sorted(map(str, connection.execute(text(f"SELECT * FROM {name}"))))  # noqa: S608
                for name in tables
            }

    return everything


@pytest.fixture
def take(run: Run, tmp_path: Path) -> Take:
    """Import rows of a caseload; gives what the report lists."""

    def take(*rows: dict[str, str], status: int | None = None, options: Sequence[str] = ()) -> list[dict[str, str]]:
        report = tmp_path / "report.csv"
        path = write_caseload(tmp_path / "c.csv", rows)
        done = run("import", "caseload", path, "--report", report, *options, status=status)
        assert status is not None or done.exit_code == int(", 0 not taken" not in done.stdout)
        return problems_in(report)

    return take


def child(reference: str = "C1") -> Child:
    """The child of a row."""
    return session().scalars(select(Child).where(Child.reference == reference)).one()


def review(reference: str = "R1") -> Review:
    """The review of a row."""
    return session().scalars(select(Review).where(Review.reference == reference)).one()


def where(problem: dict[str, str]) -> tuple[str, str, str]:
    """Where a problem stands, and its rule."""
    return problem["line"], problem["column"], problem["rule"]


def problems_in(report: Path) -> list[dict[str, str]]:
    """What a report lists."""
    with report.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
