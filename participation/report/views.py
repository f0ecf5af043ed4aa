"""The report, for managers: one press on the page of figures."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from participation.metrics.dashboard import newest_year
from participation.report.contents import report, to_report
from participation.report.page import as_page
from participation.report.spreadsheet import as_rows, as_spreadsheet
from participation.report.word import as_word
from participation.reviews.timetable import collection_year_days
from participation.staff.guard import for_roles
from participation.staff.models import Role

blueprint = Blueprint("report", __name__)
WAYS = {
    "docx": (as_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (as_page, "application/octet-stream"),
    "xlsx": (as_spreadsheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (as_rows, "text/csv"),
}
"""The page is a file to keep: it holds its own style, so it is never shown as a page of ours."""


@blueprint.get("/metrics/report")
@for_roles(Role.MANAGER)
def written() -> Response:
    """The file. For publication only of what was published just so: two versions of a year could be compared."""
    year, form = request.args.get("year") or newest_year(), request.args.get("form", "html")
    try:
        collection_year_days(year)
        way, kind = WAYS[form]
    except (ValueError, KeyError):
        abort(404)
    page = to_report(year, is_published="published" in request.args)
    if page.sheet.figures.is_to_come:
        abort(404)
    if page.is_published and (page.is_refused or page.not_out):
        abort(404)
    name = f"participation-{year}" if page.is_published else f"participation-{year}-not-for-publication"
    named = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(way(report(page)), mimetype=kind, headers=named)
