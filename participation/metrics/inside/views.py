"""More figures of a year, for managers alone."""

from flask import Blueprint, render_template, request

from participation.metrics.asking import year_of_page
from participation.metrics.dashboard import years_offered
from participation.metrics.figures import collection_year_of
from participation.metrics.inside.tables import beside_the_year_before, cards
from participation.staff.guard import for_roles
from participation.staff.models import Role
from participation.web.standby import from_standby

blueprint = Blueprint("more_figures", __name__)


@blueprint.get("/metrics/more")
@for_roles(Role.MANAGER)
@from_standby
def year_in_more_figures() -> str:
    """Reviews by their order, late ones and why, caseloads, agencies: not to be published."""
    year = collection_year_of(year_of_page(request.args.get("year")))
    shown = cards(beside_the_year_before(year))
    return render_template("staff/more_figures.html", year=year.year, years=years_offered(), cards=shown)
