"""Ending what is no longer so, after one look at what that does; and the list from which it is taken back."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation.endings import wording
from participation.endings.actions import end, take_back
from participation.endings.forms import EndingForm
from participation.endings.queries import Endable, endings_for, free_to_go_back, thing_to_end, things_of
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import REVIEW_IS_SHOWN_BY, Place, home_of, shows
from participation.staff.wording import isolated, name_of

MAY_END = (Role.OFFICER, Role.SUPPORT, Role.MANAGER)

blueprint = Blueprint("endings", __name__)
shows(
    blueprint,
    Place(
        "endings",
        # L10N: staff navigation, the list of letters, people, reviews and children that were ended
        lazy_pgettext("staff", "Ended"),
        frozenset(MAY_END),
        # L10N: under "More", what is to be found behind "Ended"
        about=lazy_pgettext("staff", "Letters, people, reviews and children that were ended lately, to take back."),
    ),
)


@blueprint.context_processor
def words() -> dict[str, Any]:
    """How these pages put things into words."""
    return {"wording": wording, "name_of": name_of, "isolated": isolated}


@blueprint.get("/endings")
@for_roles(*MAY_END)
def endings() -> str:
    """What was ended in the last four weeks, and what of it one may still take back."""
    found = endings_for(staff())
    return render_template(
        "staff/endings.html",
        endings=found,
        things=things_of(found),
        free=free_to_go_back(staff(), found),
    )


@blueprint.route("/endings/<any(letter, person, review, child):what>/<about_id>", methods=["GET", "POST"])
@for_roles(*MAY_END)
def ending(what: str, about_id: str) -> str | Response | tuple[str, int]:
    """One look at what it does, a reason, one press."""
    thing = thing_to_end(staff(), what, about_id) or abort(404)
    form = EndingForm(what)
    if form.validate_on_submit():
        if end(staff(), what, about_id, form.why) is not None:
            # L10N: to staff, after they ended something
            flash(pgettext("staff", "It is noted. You can take it back within a day."), "wait")
        return redirect(url_for(".endings"), 303)
    page = render_template("staff/ending.html", thing=thing, form=form, back=_back_from(thing))
    return page, 422 if form.errors else 200


def _back_from(thing: Endable) -> str:
    """Where somebody leaves it as it is: an officer goes back to the review that they came from."""
    if staff().role == Role.OFFICER and thing.review:
        return url_for(current_app.extensions[REVIEW_IS_SHOWN_BY], review_id=thing.review.id)
    return home_of(staff().role)


@blueprint.post("/endings/<ending_id>/take-back")
@for_roles(*MAY_END)
def undo(ending_id: str) -> Response:
    """It was so after all."""
    if not take_back(staff(), ending_id):
        abort(404)
    # L10N: to staff, after they took back that something has ended
    flash(pgettext("staff", "Taken back: everything goes on as before."), "well")
    return redirect(url_for(".endings"), 303)
