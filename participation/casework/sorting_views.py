"""A reader says that sorting has missed something: one press, and the list can grow."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.casework.actions import note_missed
from participation.casework.queries import submission_for
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role

blueprint = Blueprint("sorting", __name__)

LONGEST_WORD = 60


@blueprint.post("/submissions/<submission_id>/missed")
@for_roles(Role.OFFICER, Role.MANAGER)
def missed(submission_id: str) -> Response:
    """It should have stood further up; with the word that would have found it, if somebody types one."""
    found = submission_for(staff(), submission_id) or abort(404)
    note_missed(staff(), found.id, " ".join(request.form.get("word", "").split())[:LONGEST_WORD])
    # L10N: to an officer, after saying that something should have stood further up in the list
    flash(pgettext("staff", "Noted. The managers see it beside the sorting words."), "well")
    if staff().role == Role.MANAGER:
        return redirect(url_for("staff.casework.submission", submission_id=found.id), 303)
    return redirect(url_for("staff.casework.review", review_id=found.review_id), 303)
