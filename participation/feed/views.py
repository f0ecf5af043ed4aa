"""The address from which programs fetch the figures: one row a figure and year, in columns that stay."""

import csv
import io
from collections.abc import Iterator

from flask import Blueprint, request
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.feed.queries import open_key
from participation.metrics.asking import year_of_page
from participation.metrics.dashboard import Sheet, dashboard
from participation.report.spreadsheet import figure_rows
from participation.staff.guard import open_to_anyone
from participation.web.standby import counted_at, from_standby

blueprint = Blueprint("feed", __name__)
COLUMNS = ("year", "figure", "called", "n", "of", "rate", "definition")
"""Documented in docs/feed.md: a program reads them by name. New ones are added at the end."""


@blueprint.get("/feed/figures.csv")
@open_to_anyone
def figures() -> Response:
    """Figures of a year, and how children took part in the years before it: by `?year=`, else of the newest.

    The key comes as the password of HTTP's own sign-in, never in the address.
    """
    shown = request.authorization
    key = open_key(shown.password or shown.token or "") if shown else None
    if key is None:
        # L10N: to a program, or somebody in a browser, that asks for figures without a key that opens them
        words = pgettext("staff", "No key that opens this came with it. The key is the password, with any user name.")
        asks = {"WWW-Authenticate": 'Basic realm="figures", charset="UTF-8"'}
        return Response(f"{words}\n", 401, asks, mimetype="text/plain")
    return _counted(year_of_page(request.args.get("year")), is_whole=key.is_whole)


@from_standby
def _counted(year: str, *, is_whole: bool) -> Response:
    page = dashboard(year, is_published=not is_whole)
    sheets = [sheet for sheet in page.beside if is_whole or sheet.is_out]
    answer = Response(_written(sheets), mimetype="text/csv")
    answer.last_modified = counted_at()
    return answer


def _written(sheets: list[Sheet]) -> str:
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(_rows(sheets))
    return file.getvalue()


def _rows(sheets: list[Sheet]) -> Iterator[tuple[object, ...]]:
    return ((sheet.figures.year, *row) for sheet in sheets for row in figure_rows(sheet))
