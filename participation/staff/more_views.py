"""Everything that somebody may open and does not need every day, on one page."""

from flask import Blueprint, render_template

from participation.staff.guard import EVERY_ROLE, for_roles, staff
from participation.staff.navigation import rarer_places

blueprint = Blueprint("more", __name__)


@blueprint.get("/more")
@for_roles(*EVERY_ROLE)
def more() -> str:
    """The places that do not stand in the bar."""
    return render_template("staff/more.html", places=rarer_places(staff()))
