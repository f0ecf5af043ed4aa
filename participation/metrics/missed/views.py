"""The list of children who were missed again."""

from flask import Blueprint, render_template
from flask_babel import lazy_pgettext

from participation.metrics.missed.queries import missed_for
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.wording import isolated, name_of

blueprint = Blueprint("missed", __name__)
shows(
    blueprint,
    Place(
        "missed",
        # L10N: staff navigation, children of whom nothing was conveyed at review after review
        lazy_pgettext("staff", "Missed again"),
        frozenset({Role.OFFICER, Role.MANAGER}),
        # L10N: below a link under "More": what that list holds
        about=lazy_pgettext("staff", "Children who conveyed nothing at two reviews or more in a row."),
    ),
)


@blueprint.get("/missed")
@for_roles(Role.OFFICER, Role.MANAGER)
def missed() -> str:
    """Whom the figures count as missed again, by name."""
    return render_template("staff/missed.html", children=missed_for(staff()), name_of=name_of, isolated=isolated)
