"""The design as a page: every piece of the public side once, so that whoever changes one sees what it is."""

from flask import Blueprint, render_template

from participation.questionnaires.pictures import PICTURES
from participation.staff.guard import for_roles
from participation.staff.models import Role

blueprint = Blueprint("design", __name__)

TOKENS = (
    "paper", "card", "ink", "soft", "edge", "accent", "tint", "far", "land", "near", "road", "lit", "glow",
    "yellow", "green", "blue", "red", "violet", "white",
)  # fmt: skip
"""The colours of the style sheet that a drawing or a page may use."""


class NobodyInParticular:
    """An officer without a face, for a page that is about nobody."""

    has_photo = False
    drawing = ""


@blueprint.get("/design")
@for_roles(Role.MANAGER)
def design() -> str:
    """Colours, buttons, hosts, answers, the map and every drawing."""
    return render_template("staff/design.html", tokens=TOKENS, drawings=sorted(PICTURES), officer=NobodyInParticular())
