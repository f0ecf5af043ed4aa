"""The figures of a year part by part, for managers."""

from flask import Blueprint, abort, render_template, request

from participation.metrics.breakdowns.tables import breakdowns
from participation.metrics.breakdowns.wording import TITLES, row_words
from participation.metrics.dashboard import newest_year
from participation.metrics.figures import collection_year_of
from participation.metrics.glossary import labels, meanings
from participation.metrics.showing import as_shown
from participation.staff.guard import for_roles
from participation.staff.models import Role

blueprint = Blueprint("breakdowns", __name__)
FIGURES = ("reviews.held", "reviews.held_in_time", "views_given", "attended", "took_no_part", "seen_before_meeting")


@blueprint.get("/metrics/breakdowns")
@for_roles(Role.MANAGER)
def year_part_by_part() -> str:
    """Reviews of children in care by what the council knows of the children, and by officer and level."""
    try:
        year = collection_year_of(request.args.get("year") or newest_year())
    except ValueError:
        abort(404)
    return render_template(
        "staff/breakdowns.html",
        year=year.year,
        tables=breakdowns(year),
        titles=TITLES,
        row_words=row_words,
        names=FIGURES,
        as_shown=as_shown,
        labels=labels,
        meanings=meanings,
    )
