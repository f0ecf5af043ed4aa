"""Part by part as it is published: page, command, spreadsheet, report and feed say the same, rounded or not."""

import csv
import io
import json
import random
import re
from collections.abc import Iterable

import pytest
from click.testing import CliRunner
from flask import Flask
from openpyxl import load_workbook
from werkzeug.datastructures import Authorization

from participation.metrics.actions import publish
from participation.metrics.dashboard import Sheet, dashboard
from participation.metrics.figures import BROKEN
from participation.metrics.glossary.labels import called, table_title
from participation.metrics.publication.beside import COLUMNS
from participation.metrics.publication.reasons import reasons
from participation.operations.cli import cli
from participation.report.contents import report, to_report
from participation.report.spreadsheet import as_spreadsheet
from participation.report.tables import value
from tests.contact.conftest import settle
from tests.feed.test_feed import given
from tests.metrics.hold_parted import hold
from tests.metrics.parted_services import parted_service
from tests.metrics.small_services import YEAR
from tests.metrics.test_page import desk_of
from tests.walking import words_of

ADDRESS = f"/staff/metrics?year={YEAR}&published=1"
PUBLISHED = ["metrics", "--year", YEAR, "--published", "--format"]


@pytest.fixture
def service(app: Flask) -> Flask:
    """A year of 120 reviews."""
    with app.app_context():
        hold(parted_service(random.Random(1), 120))  # noqa: S311  invented figures, not a secret
    return app


def published(app: Flask, *, is_rounded: bool) -> Sheet:
    with app.app_context():
        settle(rounds_published=is_rounded)
        sheet = dashboard(YEAR, is_published=True).sheet
        publish("system", sheet.figures, sheet.kept)
        return sheet


def said(app: Flask, form: str) -> str:
    return CliRunner().invoke(cli, [*PUBLISHED, form], obj=lambda **_: app).stdout


def fed(app: Flask) -> str:
    key = Authorization("basic", {"username": "any", "password": given(app, "Dashboard")})
    return app.test_client().get(f"/staff/feed/figures.csv?year={YEAR}", auth=key).text


def in_rows(text: str) -> dict[str, list[str]]:
    return {row["figure"]: [row["n"], row["of"], row["rate"]] for row in csv.DictReader(io.StringIO(text))}


def written(cells: Iterable[object]) -> list[str]:
    """A spreadsheet keeps 1.0 as 1."""
    return ["" if cell is None else str(float(cell)) if isinstance(cell, int) else str(cell) for cell in cells]


@pytest.mark.parametrize("is_rounded", [False, True], ids=["as they are", "rounded"])
def test_page_command_spreadsheet_report_and_feed_say_the_same(service: Flask, is_rounded: bool) -> None:
    told = {name: each for name, each in published(service, is_rounded=is_rounded).shown.items() if BROKEN in name}
    assert {"c"} < {each.n for each in told.values()}
    with service.app_context():
        content = report(to_report(YEAR, is_published=True))
        sheet = load_workbook(io.BytesIO(as_spreadsheet(content)), read_only=True)[YEAR]
        sex = next(table for part in content.chapters for table in part.tables if table.caption == table_title("sex"))
        cells = {row[0]: written(row[2:5]) for row in sheet.iter_rows(min_row=2, values_only=True)}
        assert [list(row[1:]) for row in sex.rows] == [
            [value(told[f"{BROKEN}sex.{part}.{figure}"]) for figure in COLUMNS] for part in ("female", "male")
        ]
    numbers = {name: [each.n, each.of, each.rate] for name, each in told.items()}
    in_text = {name: ["" if each is None else str(each) for each in row] for name, row in numbers.items()}
    assert {name: written(row) for name, row in numbers.items()} == {name: cells[name] for name in told}
    for rows in (in_rows(said(service, "csv")), in_rows(fed(service))):
        assert {name: rows[name] for name in told} == in_text
    female = json.loads(said(service, "json"))["breakdowns"]["sex"]["female"]
    shown = told[f"{BROKEN}sex.female.views_given"]
    assert female["views_given"] == {"n": shown.n, "of": shown.of, "rate": shown.rate}
    said_on_page = words_of(desk_of(service).get(ADDRESS)).partition("By sex Part")[2].partition("By ethnic group")[0]
    assert all(str(each) in said_on_page.split() for each in (shown.n, shown.of))


@pytest.mark.parametrize("is_rounded", [False, True], ids=["as they are", "rounded"])
def test_each_c_on_the_page_has_its_reason(service: Flask, is_rounded: bool) -> None:
    sheet = published(service, is_rounded=is_rounded)
    page = words_of(desk_of(service).get(ADDRESS))
    with service.app_context():
        found = {figure for figure, _ in reasons(sheet.figures, sheet.kept, sheet.shown)}
        hidden = {name for name, each in sheet.shown.items() if "c" in (each.n, each.of, each.rate) and BROKEN in name}
        assert {called(name, sheet.figures.first) for name in hidden} <= found
    assert "By ethnic group, " in page.partition("Why “c”")[2]


def test_rounded_nothing_but_tens_and_whole_per_cents_is_told(service: Flask) -> None:
    shown = published(service, is_rounded=True).shown.values()
    assert {each.n % 10 for each in shown if isinstance(each.n, int)} == {0}
    assert {each.of % 10 for each in shown if isinstance(each.of, int)} == {0}
    assert all(round(each.rate, 2) == each.rate for each in shown if isinstance(each.rate, float))
    page = words_of(desk_of(service).get(ADDRESS))
    assert not re.search(r"[0-9]\.[0-9]%", page)
    assert "Counts are rounded to the nearest ten and shares to whole per cents" in page


def test_an_earlier_year_beside_the_page_stays_published_as_it_was(service: Flask) -> None:
    published(service, is_rounded=False)
    with service.app_context():
        (before,) = dashboard("2026-27", is_published=True).earlier
    assert before.is_out
    assert not any(BROKEN in name for name in before.shown)
