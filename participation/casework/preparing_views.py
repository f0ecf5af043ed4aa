"""Minutes before the meeting: what the officer has read, and says to the child's wishes for it."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.casework.actions import settle
from participation.casework.what_was_said import LineKey
from participation.permissions.queries import review_for
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.submissions.actions import note_read

blueprint = Blueprint("preparing", __name__)

SAYS = {"agree": True, "change": False, "open": None}
"""What a button says to a wish: it will be so, it has to change, nothing yet after all."""


@blueprint.post("/reviews/<review_id>/wishes")
@for_roles(Role.OFFICER)
def wishes(review_id: str) -> Response:
    """One press settles one wish, opens it again, or agrees to all that are left."""
    review_for(staff(), review_id) or abort(404)
    try:
        settle(staff(), review_id, _pressed())
    except LookupError:
        # L10N: to an officer who pressed a button beside something that was taken back meanwhile
        flash(pgettext("staff", "This is not there any more. Nothing was changed."), "wait")
    return redirect(url_for("staff.casework.review", review_id=review_id, _anchor="wishes"), 303)


@blueprint.post("/reviews/<review_id>/read")
@for_roles(Role.OFFICER)
def read(review_id: str) -> Response:
    """What the page showed has been read: the officer says so, or a script that saw all of it on the screen."""
    review_for(staff(), review_id) or abort(404)
    note_read(staff(), request.form.getlist("submission"), review_id)
    # What was read is not listed any more: on to what stands below it.
    return redirect(url_for("staff.casework.review", review_id=review_id, _anchor="people"), 303)


def _pressed() -> dict[LineKey, bool | None]:
    if "rest" in request.form:
        return {key_of_line(each): True for each in request.form.getlist("left")}
    return {key_of_line(request.form[name]): says for name, says in SAYS.items() if name in request.form}


def key_of_line(text: str) -> LineKey:
    """Which answer a button stands beside."""
    submission_id, _, question = text.partition("-")
    return submission_id, question
