"""The figures of a year, for managers."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import lazy_pgettext
from werkzeug.wrappers import Response

from participation.metrics.actions import PublishedMeanwhile, publish
from participation.metrics.adding.sources import source_of
from participation.metrics.asking import year_of_page
from participation.metrics.dashboard import Dashboard, dashboard
from participation.metrics.glossary import labels, meanings
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.web.standby import from_standby

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
    if "published" in request.args:
        return _shown(is_published=True)  # of the records: who has just published a year sees it published
    return from_standby(_shown)(is_published=False)


def _shown(*, is_published: bool) -> str:
    page = _page(request.args.get("year"), is_published=is_published)
    return render_template(
        "staff/metrics.html",
        page=page,
        has_rows=lambda name: source_of(name) is not None,
        labels=labels,
        meanings=meanings,
    )


@blueprint.post("/metrics")
@for_roles(Role.MANAGER)
def publish_year() -> Response:
    """Keep what stands on the page as published: the years that it named before the press, and no other."""
    page = _page(request.form.get("year"), is_published=True)
    if page.is_refused:
        abort(404)
    named = request.form.get("publish", "").split()
    try:
        for sheet in (each for each in page.beside if each.figures.year in named):
            publish(staff().id, sheet.figures, sheet.kept)
    except PublishedMeanwhile:
        # The page says what has changed, and what is hidden now.
        pass
    return redirect(url_for(".year_of_figures", year=page.sheet.figures.year, published=1), 303)


def _page(year: str | None, *, is_published: bool) -> Dashboard:
    return dashboard(year_of_page(year), is_published=is_published)
