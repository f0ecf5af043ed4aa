"""Minutes before the meeting: what the officer says to the child's wishes for it."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.casework.actions import settle
from participation.casework.what_was_said import LineKey
from participation.permissions.queries import review_for
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role

blueprint = Blueprint("preparing", __name__)

SAYS = {"agree": True, "change": False, "open": None}
"""What a button says to a wish: it will be so, it has to change, nothing yet after all."""


@blueprint.post("/reviews/<review_id>/wishes")
@for_roles(Role.OFFICER)
def wishes(review_id: str) -> Response:
    """One press settles one wish, or opens it again."""
    review_for(staff(), review_id) or abort(404)
    pressed = next((each for each in SAYS if each in request.form), "")
    try:
        settle(staff(), review_id, key_of_line(request.form.get(pressed, "")), is_agreed=SAYS.get(pressed))
    except LookupError:
        # L10N: to an officer who pressed a button beside something that is not there any more, because it was taken back
        flash(pgettext("staff", "This is not there any more. Nothing was changed."), "wait")
    return redirect(url_for("staff.casework.review", review_id=review_id, _anchor="wishes"), 303)


def key_of_line(text: str) -> LineKey:
    """Which answer a button stands beside."""
    submission_id, _, question = text.partition("-")
    return submission_id, question
