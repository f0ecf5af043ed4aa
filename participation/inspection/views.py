"""Evidence for an inspection, for managers: chosen on one page, shown with the key to it, taken away without."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from flask import Blueprint, render_template, request
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation.csv_cells import as_text
from participation.drawing.typesetting import Typesetter
from participation.inspection.actions import note_evidence
from participation.inspection.choosing import ChosenChild, NotThere, choose
from participation.inspection.forms import ChildrenForm
from participation.inspection.lines import evidence
from participation.inspection.wording import columns, rows
from participation.metrics.asking import year_of_page
from participation.metrics.breakdowns.tables import reviews_by_part
from participation.metrics.dashboard import years_offered
from participation.metrics.figures import CollectionYear, collection_year_of
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.wording import isolated

blueprint = Blueprint("inspection", __name__)
shows(
    blueprint,
    Place(
        "inspection",
        # L10N: staff navigation, a document for inspectors about some children without their names
        lazy_pgettext("staff", "Evidence for inspectors"),
        frozenset({Role.MANAGER}),
        # L10N: below a link under "More": what that page makes
        about=lazy_pgettext("staff", "Some children’s year, line by line, without names."),
    ),
)
TAGGED = "pdf/ua-1"
MANY = 10
"""What inspectors often ask for."""


class EvidenceFile(NamedTuple):
    """How it is written, and as what a browser is given it."""

    write: Callable[[dict[str, Any]], bytes]
    mimetype: str


@blueprint.route("/inspection", methods=["GET", "POST"])
@for_roles(Role.MANAGER)
def inspection() -> Response | str | tuple[str, int]:
    """A form; what it asks for comes as a page with the key, or as a file without. Nothing of it is kept."""
    of = collection_year_of(year_of_page(request.values.get("year")))
    form = ChildrenForm()
    form.offer(reviews_by_part(of))
    if not form.is_submitted():
        form.many.data = MANY
        return _page(of, form, [])
    chosen = _chosen(of, form)
    if chosen is None:
        return _page(of, form, []), 422
    way = request.form.get("as", "")
    note_evidence(staff(), "exported" if way in WAYS else "read", chosen)
    return _file(of, form, chosen, way) if way in WAYS else _page(of, form, chosen)


def _chosen(of: CollectionYear, form: ChildrenForm) -> Sequence[ChosenChild] | None:
    """The children, or what is wrong beside its field."""
    if not form.validate():
        return None
    try:
        return choose(staff(), of, form.wanted)
    except NotThere as error:
        # L10N: to a manager: no child with a review in this year has these numbers; %(numbers)s are numbers
        words = pgettext("staff", "No child in care with a review in this year has the number %(numbers)s.")
        form.numbers.errors = [words % {"numbers": error}]
        return None


def _page(of: CollectionYear, form: ChildrenForm, chosen: Sequence[ChosenChild]) -> str:
    return render_template(
        "staff/inspection.html", form=form, years=years_offered(), isolated=isolated, chosen=chosen,
        **_shown(of, form, chosen),
    )  # fmt: skip


def _shown(of: CollectionYear, form: ChildrenForm, chosen: Sequence[ChosenChild]) -> dict[str, Any]:
    return {
        "year": of,
        "columns": columns(),
        "rows": rows(evidence(of, chosen), of.first) if chosen else [],
        "many": len(chosen),
        "seed": "" if form.wanted.numbers else form.seed.data,
    }


def _file(of: CollectionYear, form: ChildrenForm, chosen: Sequence[ChosenChild], way: str) -> Response:
    made = WAYS[way]
    named = {"Content-Disposition": f'attachment; filename="inspection-{of.year}.{way}"'}
    return Response(made.write(_shown(of, form, chosen)), mimetype=made.mimetype, headers=named)


def _as_csv(shown: dict[str, Any]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([map(as_text, row) for row in (shown["columns"], *shown["rows"])])
    return f"\ufeff{file.getvalue()}".encode()


def _as_pdf(shown: dict[str, Any]) -> bytes:
    """Tagged, drawn without opening any file or address."""
    press = Typesetter(render_template("inspection/evidence.css"))
    drawn: bytes = press.laid_out(render_template("inspection/evidence.html", **shown)).write_pdf(pdf_variant=TAGGED)
    return drawn


WAYS: Mapping[str, EvidenceFile] = {
    "csv": EvidenceFile(_as_csv, "text/csv"),
    "pdf": EvidenceFile(_as_pdf, "application/pdf"),
}
