"""The figures of a year, for managers."""

from flask import Blueprint, abort, render_template, request
from flask_babel import lazy_pgettext

from participation.metrics.dashboard import dashboard, newest_year
from participation.metrics.glossary import labels, meanings
from participation.reviews.timetable import collection_year_days
from participation.staff.guard import for_roles
from participation.staff.models import Role
from participation.staff.navigation import Place, shows

blueprint = Blueprint("metrics", __name__)
shows(
    blueprint,
    Place(
        "year_of_figures",
        # L10N: staff navigation, counts and rates
        lazy_pgettext("staff", "Figures"),
        frozenset({Role.MANAGER}),
        lands=frozenset({Role.MANAGER}),
        daily=frozenset({Role.MANAGER}),
    ),
)


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
