"""The list behind a figure: a manager sees all of it, an officer their own reviews."""

from flask import Blueprint, abort, render_template, request
from flask_babel import lazy_pgettext

from participation.metrics.adding.sources import SOURCES
from participation.metrics.asking import year_of_page
from participation.metrics.behind.rows import FigureAsked, behind, may_be_asked
from participation.metrics.breakdowns.tables import in_address, reviews_by_part
from participation.metrics.breakdowns.wording import TITLES, row_words
from participation.metrics.dashboard import years_offered
from participation.metrics.figures import APART, CollectionYear, collection_year_of
from participation.metrics.glossary import labels, meanings
from participation.metrics.showing import as_shown
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.wording import isolated

blueprint = Blueprint("behind", __name__)
shows(
    blueprint,
    Place(
        "reviews_behind",
        # L10N: staff navigation, the reviews that a figure counts
        lazy_pgettext("staff", "Behind the figures"),
        frozenset({Role.OFFICER, Role.MANAGER}),
        # L10N: below a link under "More": what that list holds
        about=lazy_pgettext("staff", "Which reviews a figure counts, and which of its base are missing."),
    ),
)
A_PAGE = 200
IN_PARTS = ("reviews.by_month.", "reviews.by_quarter.", "reviews.rearranged_why.")
"""A list of figures to choose from leaves these out: they are pressed where they stand."""


@blueprint.get("/metrics/behind")
@for_roles(Role.OFFICER, Role.MANAGER)
def reviews_behind() -> str:
    """The rows of one figure of a year, or of one part of it; `missing`: those of its base that it does not count."""
    of = collection_year_of(year_of_page(request.args.get("year")))
    asked = FigureAsked(*(request.args.get(name, usual) for name, usual in USUAL.items()))
    may_be_asked(asked) or abort(404)
    found = behind(of, asked, staff())
    is_missing = "missing" in request.args
    rows = found.missing if is_missing else found.counted
    page = max(1, request.args.get("page", 1, type=int))
    return render_template(
        "staff/behind.html",
        year=of,
        years=years_offered(),
        asked=asked,
        part=_part_words(of, asked),
        address={**dict(zip(USUAL, asked, strict=True)), "year": of.year},
        names=_names(asked.figure),
        shown=as_shown(found.figure),
        found=found,
        rows=rows[(page - 1) * A_PAGE : page * A_PAGE],
        is_missing=is_missing,
        page=page,
        is_more=len(rows) > page * A_PAGE,
        labels=labels,
        meanings=meanings,
        isolated=isolated,
    )


USUAL = {"figure": "reviews.held", "by": "", "part": ""}
"""What may be asked for, and what nobody has to say."""


def _part_words(of: CollectionYear, asked: FigureAsked) -> str:
    """“By sex: female”; empty where all reviews are meant."""
    if not asked.dimension:
        return ""
    parts = reviews_by_part(of)[asked.dimension]
    part = next((part for part in parts if in_address(asked.dimension, part) == asked.part), asked.part)
    return f"{TITLES[asked.dimension]}: {row_words(part)}"


def _names(chosen: str) -> list[str]:
    """Figures to choose from."""
    names = [name for source in SOURCES for name in source.names if not name.startswith(IN_PARTS)]
    return [*names, *(APART + name for name in names), *([chosen] if chosen.removeprefix(APART) not in names else [])]
