"""The files that a report is written as, by the ending of their names."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from participation.report.contents import Report
from participation.report.page import as_page
from participation.report.spreadsheet import as_rows, as_spreadsheet
from participation.report.word import as_word


class Way(NamedTuple):
    """How it is written, and as what a browser is given it."""

    write: Callable[[Report], bytes]
    mimetype: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
WAYS: Mapping[str, Way] = {
    "docx": Way(as_word, f"{_OFFICE}.wordprocessingml.document"),
    "html": Way(as_page, "application/octet-stream"),
    "xlsx": Way(as_spreadsheet, f"{_OFFICE}.spreadsheetml.sheet"),
    "csv": Way(as_rows, "text/csv"),
}
"""The page is a file to keep: it holds its own style, so it is never shown as a page of ours."""
