"""Taking a folder of tables in, and what comes of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.conftest import Run, problems_in
from tests.exchange.dataset.tables import Row, write_tables

TakeTables = Callable[..., list[tuple[str, str, str]]]


@pytest.fixture
def take_tables(run: Run, tmp_path: Path) -> TakeTables:
    """Import these tables beside Maya's; gives of each problem the file, the line and the rule."""

    def take(*options: object, status: int = 0, **tables: list[Row]) -> list[tuple[str, str, str]]:
        folder, report = write_tables(tmp_path / "ssd", **tables), tmp_path / "report.csv"
        run("import", "ssd", folder, "--report", report, *options, status=status)
        return [(each["file"].removeprefix("ssd_"), each["line"], each["rule"]) for each in problems_in(report)]

    return take
