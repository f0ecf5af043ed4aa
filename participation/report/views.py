"""The report, for managers: one press on the page of figures."""

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from participation.metrics.asking import year_of_page
from participation.report.contents import report, to_report
from participation.report.ways import WAYS
from participation.staff.guard import for_roles
from participation.staff.models import Role
from participation.web.standby import counted_at, from_standby

blueprint = Blueprint("report", __name__)


@blueprint.get("/metrics/report")
@for_roles(Role.MANAGER)
@from_standby
def written() -> Response:
    """The file. For publication only of what was published just so: two versions of a year could be compared."""
    year = year_of_page(request.args.get("year"))
    form = request.args.get("form", "html")
    way = WAYS.get(form) or abort(404)
    page = to_report(year, is_published="published" in request.args)
    if page.sheet.figures.is_to_come:
        abort(404)
    if page.is_published and (page.is_refused or page.not_out):
        abort(404)
    name = f"participation-{year}" if page.is_published else f"participation-{year}-not-for-publication"
    named = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    answer = Response(way.write(report(page)), mimetype=way.mimetype, headers=named)
    answer.last_modified = counted_at()
    return answer
