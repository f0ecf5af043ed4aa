"""The officer says in which language a child is spoken to; also in one that is hidden from everybody else."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.invitations.actions import speak_to_child
from participation.permissions.queries import review_for
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.web import languages

blueprint = Blueprint("language", __name__)


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """Which languages there are to choose from."""
    return {"written_languages": languages.written}


@blueprint.post("/reviews/<review_id>/language")
@for_roles(Role.OFFICER)
def speak(review_id: str) -> Response:
    """Turn a language on for one child."""
    review = review_for(staff(), review_id) or abort(404)
    chosen = {each.code: each for each in languages.written()}.get(request.form.get("language", "")) or abort(400)
    speak_to_child(staff().id, review, chosen.code)
    # L10N: to an officer, after choosing the language of a child's pages; %(language)s is one such as Tigrinya
    words = pgettext("staff", "The letter that is printed next, and its pages, are in %(language)s.")
    flash(words % {"language": chosen.english_name}, "well")
    return redirect(url_for("staff.casework.review", review_id=review_id), 303)
