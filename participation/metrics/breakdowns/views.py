"""The figures of a year part by part, for managers."""

from flask import Blueprint, render_template, request

from participation.metrics.asking import year_of_page
from participation.metrics.breakdowns.tables import FIGURES, beside, in_address
from participation.metrics.breakdowns.wording import TITLES, row_words
from participation.metrics.dashboard import years_offered
from participation.metrics.figures import collection_year_of
from participation.metrics.glossary import labels, meanings
from participation.metrics.showing import as_shown
from participation.staff.guard import for_roles
from participation.staff.models import Role
from participation.web.standby import from_standby

blueprint = Blueprint("breakdowns", __name__)
EARLIER = 2
"""So many years stand below each row."""


@blueprint.get("/metrics/breakdowns")
@for_roles(Role.MANAGER)
@from_standby
def year_part_by_part() -> str:
    """Reviews of children in care by what the council knows of the children, and by officer and level."""
    year = collection_year_of(year_of_page(request.args.get("year")))
    offered = years_offered()
    earlier = [other for other in offered if other < year.year][-EARLIER:]
    tables = beside([year, *map(collection_year_of, reversed(earlier))])
    return render_template(
        "staff/breakdowns.html",
        year=year.year,
        years=offered,
        tables=tables if any(tables.values()) else {},
        in_address=in_address,
        titles=TITLES,
        row_words=row_words,
        names=FIGURES,
        as_shown=as_shown,
        labels=labels,
        meanings=meanings,
    )
