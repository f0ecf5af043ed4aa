"""The report as files: a document that Word's and LibreOffice's readers and screen readers take, and a page."""

import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from docx import Document
from docx.oxml.ns import qn
from flask import Flask
from openpyxl import load_workbook

from participation import clock
from participation.metrics.actions import publish
from participation.metrics.dashboard import Dashboard, dashboard
from participation.operations.cli import cli
from participation.report.contents import report
from participation.report.page import as_page
from participation.report.spreadsheet import as_spreadsheet
from participation.report.word import TEMPLATE, as_word
from participation.staff.models import Role
from tests.metrics.events import at
from tests.metrics.test_page import desk_of
from tests.parts.nu import html_errors
from tests.report.conftest import MEETING
from tests.walking import words_of


def run(app: Flask, *words: object) -> Result:
    return CliRunner().invoke(cli, ["report", *map(str, words)], obj=lambda **_: app)


def captions(document: Any) -> Iterator[tuple[str, str]]:
    """Each table of a document: what stands before it, and its first cell."""
    before = None
    for element in document.element.body:
        if element.tag == qn("w:tbl"):
            yield before.pPr.pStyle.val if before is not None else "", element
        before = element if element.tag == qn("w:p") else None


def test_the_document_is_read_by_a_screen_reader_in_its_order(app: Flask, page: Dashboard) -> None:
    with app.app_context():
        made = report(page)
        document = Document(BytesIO(as_word(made)))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings[: len(made.chapters)] == [each.title for each in made.chapters]
    assert [each.text for each in document.paragraphs if each.style.name == "Title"] == [made.title]
    tables = list(captions(document))
    assert len(tables) == sum(len(each.tables) for each in made.chapters) + 1
    assert {style for style, _ in tables} == {"Caption"}
    for _, table in tables:
        assert table.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None
        assert len({len(row.tc_lst) for row in table.tr_lst}) == 1
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [
        "A bar for each month from April to March. The table below it holds the numbers."
    ]
    assert document.core_properties.title == made.title
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    assert not [each.text for each in document.paragraphs if "{" in each.text]


def test_libreoffice_opens_it_and_prints_every_figure(app: Flask, page: Dashboard, tmp_path: Path) -> None:
    with app.app_context():
        made = report(page)
        (tmp_path / "report.docx").write_bytes(as_word(made))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "report.docx"]
    subprocess.run(command, check=True, capture_output=True)
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as printed:
        read = "".join("".join(each.get_textpage().get_text_range() for each in printed).split())
    for chapter in made.chapters:
        for words in (*chapter.sentences, *(cell for table in chapter.tables for row in table.rows for cell in row)):
            assert "".join(words.split()) in read


def test_the_page_is_valid_and_needs_nothing_beside_it(app: Flask, page: Dashboard) -> None:
    with app.app_context():
        html = as_page(report(page)).decode()
    assert html_errors({"report": html}) == []
    assert "http" not in html.replace("http-equiv", "")
    assert "src=" not in html


@pytest.fixture
def changed(make_app: Any, page: Dashboard, tmp_path: Path) -> Callable[[str], Result]:
    """What comes of a copy of our template whose first line is another."""

    def tried(line: str) -> Result:
        own, document = tmp_path / "ours.docx", Document(str(TEMPLATE))
        document.paragraphs[0].insert_paragraph_before(line)
        document.save(own)
        year = page.sheet.figures.year
        return run(make_app(report_template=str(own)), "--year", year, "--out", tmp_path / "r.docx")

    return tried


def test_a_council_changes_the_template(changed: Callable[[str], Result], tmp_path: Path) -> None:
    assert changed("Northshire {{ report.page.sheet.figures.year }}").exit_code == 0
    assert Document(tmp_path / "r.docx").paragraphs[0].text == "Northshire 2021-22"


MISTAKEN = (
    "{{ report.year( }}",
    "{{ yaer }}",
    "{{ report.yaer }}",
    "{{ report.__class__.__mro__ }}",
    "{{ cycler.__init__.__globals__.os.environ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% for each in range(9) %}{{ each }}{% endfor %}",
)


def test_a_template_with_a_mistake_or_that_reaches_for_more_is_named(
    changed: Callable[[str], Result], tmp_path: Path
) -> None:
    for line in MISTAKEN:
        said = changed(line)
        assert said.exit_code == 1, line
        assert said.stderr.startswith(f"{tmp_path / 'ours.docx'} has a mistake between its brackets: "), line
        assert said.stderr.count("\n") == 1, line
        assert not (tmp_path / "r.docx").exists(), line


def test_what_is_no_template_is_named(make_app: Any, page: Dashboard, tmp_path: Path) -> None:
    own, year = tmp_path / "ours.docx", page.sheet.figures.year
    Document().save(own)
    said = run(make_app(report_template=str(own)), "--year", year, "--out", tmp_path / "r.docx")
    assert (said.exit_code, said.stderr[: len(str(own)) + 11]) == (1, f"{own} leaves out")
    own.write_bytes(b"no document")
    said = run(make_app(report_template=str(own)), "--year", year, "--out", tmp_path / "r.docx")
    assert (said.exit_code, said.stderr) == (1, f"{own} cannot be read as a Word document.\n")


@pytest.mark.usefixtures("page")
def test_the_program_writes_both_and_refuses_with_one_sentence(app: Flask, tmp_path: Path) -> None:
    for name in ("r.docx", "r.html", "r.xlsx", "r.csv"):
        assert run(app, "--year", "2021-22", "--out", tmp_path / name).exit_code == 0
        assert (tmp_path / name).stat().st_size > 10_000
    for year, name, why in (
        ("2021", "r.docx", "'2021' is not a collection year. Write it like 2021-22."),
        ("2021-22", "r.pdf", "r.pdf must end in .docx, .html, .xlsx or .csv."),
        ("2021-22", "nowhere/r.docx", f"{tmp_path / 'nowhere/r.docx'} cannot be written: No such file or directory."),
    ):
        said = run(app, "--year", year, "--out", tmp_path / name)
        assert (said.exit_code, said.stderr) == (1, f"{why}\n")


@pytest.mark.usefixtures("page")
def test_for_publication_it_is_printed_only_as_the_year_was_published(app: Flask, tmp_path: Path) -> None:
    asked = ("--published", "--out", tmp_path / "r.html")
    said = run(app, "--year", "2021-22", *asked)
    assert said.exit_code == 1
    assert said.stderr.startswith("Not published as it stands now: 2021-22.")
    with app.app_context():
        sheet = dashboard("2021-22", is_published=True).sheet
        publish("system", sheet.figures, sheet.kept)
    assert run(app, "--year", "2021-22", *asked).exit_code == 0
    assert "Not to be published" not in (tmp_path / "r.html").read_text()
    with clock.frozen(at(MEETING + timedelta(days=60))):
        assert run(app, "--year", "2021-22", *asked).stderr == "2021-22 is not over: it cannot be published yet.\n"
        assert run(app, "--year", "2022-23", *asked[1:]).stderr == "2022-23 has not begun.\n"


@pytest.mark.usefixtures("page")
def test_a_manager_gets_it_with_one_press_and_nobody_else_does(app: Flask) -> None:
    desk = desk_of(app)
    shown = desk.get("/staff/metrics?year=2021-22")
    assert "Report for Word" in words_of(shown)
    for form in ("docx", "html", "xlsx"):
        address = f"/staff/metrics/report?year=2021-22&form={form}"
        assert escape(address) in shown.text
        given = desk.get(address)
        assert (
            given.headers["Content-Disposition"]
            == f'attachment; filename="participation-2021-22-not-for-publication.{form}"'
        )
        assert len(given.data) > 10_000
    assert "metrics/report" not in desk.get("/staff/metrics?year=2021-22&published=1").text
    assert desk.get("/staff/metrics/report?year=2021-22&published=1").status_code == 404
    for nonsense in ("?year=2021", "?form=pdf", "?year=2999-00"):
        assert desk.get(f"/staff/metrics/report{nonsense}").status_code == 404
    assert desk_of(app, Role.OFFICER).get("/staff/metrics/report").status_code == 404


def test_the_spreadsheet_holds_every_figure_as_a_number_and_nothing_hidden(app: Flask, page: Dashboard) -> None:
    with app.app_context():
        whole, published = report(page), report(dashboard("2021-22", is_published=True))
        sheets = load_workbook(BytesIO(as_spreadsheet(whole)))
        hidden = load_workbook(BytesIO(as_spreadsheet(published)))
    years = [each.figures.year for each in page.beside[::-1]]
    assert sheets.sheetnames == [*years, "More figures", "Notes"]
    assert hidden.sheetnames == [*years, "Notes"]
    more = {row[0]: row[1:4] for row in sheets["More figures"].iter_rows(min_row=2, values_only=True)}
    assert more["reviews.in_time_by_quarter.1"] == ("In time by quarter: April to June", 7, 7)
    assert more["caseload.children"] == ("Children in care on the last day", 7, None)
    assert more["reviews.postponed_days"] == ("Days later than first planned, on average", 165, 1)
    rows = {row[0]: row[1:] for row in sheets["2021-22"].iter_rows(min_row=2, values_only=True)}
    assert {name: (n, of, rate) for name, (_, n, of, rate, _) in rows.items()} == {
        name: (each.n, each.of, each.rate) for name, each in page.sheet.shown.items()
    }
    assert rows["feedback.listened_to.yes"][0] == "After the review: Did you feel listened to?: Yes"
    assert sheets["Notes"]["A3"].value == whole.warning
    for name, (_, n, of, rate, _) in ((row[0], row[1:]) for row in hidden["2021-22"].iter_rows(2, values_only=True)):
        shown = published.page.sheet.shown[name]
        assert (n, of, rate) == (shown.n, shown.of, shown.rate)
