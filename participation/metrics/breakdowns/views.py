"""The figures of a year part by part, for managers."""

from flask import Blueprint, render_template, request

from participation.metrics.asking import year_of_page
from participation.metrics.breakdowns.tables import FIGURES, breakdowns
from participation.metrics.breakdowns.wording import TITLES, row_words
from participation.metrics.figures import collection_year_of
from participation.metrics.glossary import labels, meanings
from participation.metrics.showing import as_shown
from participation.staff.guard import for_roles
from participation.staff.models import Role
from participation.web.standby import from_standby

blueprint = Blueprint("breakdowns", __name__)


@blueprint.get("/metrics/breakdowns")
@for_roles(Role.MANAGER)
@from_standby
def year_part_by_part() -> str:
    """Reviews of children in care by what the council knows of the children, and by officer and level."""
    year = collection_year_of(year_of_page(request.args.get("year")))
    tables = breakdowns(year)
    return render_template(
        "staff/breakdowns.html",
        year=year.year,
        tables=tables if any(tables.values()) else {},
        titles=TITLES,
        row_words=row_words,
        names=FIGURES,
        as_shown=as_shown,
        labels=labels,
        meanings=meanings,
    )
