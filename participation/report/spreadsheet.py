"""Every figure of a year and of the years before it as rows: a spreadsheet, or CSV, to reckon with."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from flask_babel import pgettext

from participation.csv_cells import as_text
from participation.metrics.dashboard import Sheet
from participation.metrics.glossary import labels
from participation.metrics.glossary.meanings import definition
from participation.metrics.inside.average import Average
from participation.metrics.inside.figures import InsideYear, inside
from participation.metrics.inside.wording import called, label
from participation.metrics.publication.writing import as_csv
from participation.metrics.showing import as_shown
from participation.report.contents import Report

if TYPE_CHECKING:
    from xlsxwriter import Workbook

WIDTHS = (42, 70, 10, 10, 10, 110)
RATE = 4
"""The column of rates."""


def as_spreadsheet(content: Report) -> bytes:
    """A sheet a year, the year of the report first, its further figures, and what has to stand beside the figures."""
    import xlsxwriter

    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": content.title, "author": content.service})
    for sheet in content.page.beside[::-1]:
        _write_rows(book, sheet.figures.year, figure_rows(sheet))
    if not content.page.is_published:
        # L10N: name of a sheet: further figures that are not to be published
        _write_rows(book, str(pgettext("staff", "More figures")), inside_rows(inside(content.page.sheet.figures)))
    # L10N: name of a sheet: what has to stand beside figures
    notes = book.add_worksheet(str(pgettext("staff", "Notes")))
    notes.set_column(0, 0, 120)
    for row, words in enumerate((content.title, content.period, content.warning, *content.notes)):
        notes.write_string(row, 0, as_text(words))
    book.close()
    return written.getvalue()


def as_rows(content: Report) -> bytes:
    """The figures of the report's year as CSV, as `participation metrics --format csv` prints them."""
    sheet = content.page.sheet
    return f"{as_csv(sheet.figures, sheet.shown, sheet.notes)}\n".encode()


def _write_rows(book: "Workbook", name: str, rows: Iterable["FigureRow"]) -> None:
    bold, share = book.add_format({"bold": True}), book.add_format({"num_format": "0.0%"})
    page = book.add_worksheet(name)
    page.freeze_panes(1, 2)
    for column, (head, width) in enumerate(zip(_heads(), WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, head, bold)
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(row, column, as_text(cell))
            elif cell is not None:
                page.write_number(row, column, cell, share if column == RATE else None)


def _heads() -> tuple[str, ...]:
    return (
        # L10N: heading of a column: the name by which programs know a figure
        pgettext("staff", "Its name for programs"),
        # L10N: heading of a column of names of figures
        pgettext("staff", "Figure"),
        # L10N: heading of a column: how many
        pgettext("staff", "Number"),
        # L10N: heading of a column: what a share divides by
        pgettext("staff", "Of"),
        # L10N: heading of a column: shares
        pgettext("staff", "Share"),
        # L10N: heading of a column: what a figure counts
        pgettext("staff", "Definition"),
    )


class FigureRow(NamedTuple):
    """One figure: c stands for what is hidden; a count divides nothing."""

    figure: str
    called: str
    n: int | str
    of: int | str | None
    rate: float | str | None
    definition: str


def figure_rows(sheet: Sheet) -> Iterator[FigureRow]:
    """Every figure of a year, in its order."""
    for name, each in sheet.shown.items():
        called = labels.called(name, sheet.figures.first)
        yield FigureRow(name, called, each.n, each.of, each.rate, definition(name))


def inside_rows(of: InsideYear) -> Iterator[FigureRow]:
    """Every figure of a year that stays inside the service; an average is a number and among how many it is."""
    for name, each in of.values.items():
        words = called(name) if called(name) == label(name) else f"{called(name)}: {label(name)}"
        if isinstance(each, Average):
            yield FigureRow(name, words, each.n, each.of, None, definition(name))
        else:
            shown = as_shown(each)
            yield FigureRow(name, words, shown.n, shown.of, shown.rate, definition(name))
