"""The figures of a year, for managers."""

from flask import Blueprint, abort, render_template, request

from participation.metrics.dashboard import dashboard, newest_year
from participation.metrics.glossary import labels, meanings
from participation.reviews.timetable import collection_year_days
from participation.staff.guard import for_roles
from participation.staff.models import Role

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
@for_roles(Role.MANAGER)
def year_of_figures() -> str:
    """One year, ordered by the four steps of taking part: space, voice, audience, influence."""
    year = request.args.get("year") or newest_year()
    try:
        collection_year_days(year)
    except ValueError:
        abort(404)
    page = dashboard(year, is_published="published" in request.args)
    return render_template("staff/metrics.html", page=page, labels=labels, meanings=meanings)
