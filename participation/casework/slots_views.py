"""Letting the child choose between a few days and places, and taking what they chose with one press."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.arranging.actions import end_offer, note_talked, offer_slots, take_choice
from participation.casework.opening import open_review
from participation.casework.settling_views import say_settled
from participation.casework.slots_forms import SlotsForm
from participation.permissions.queries import review_for
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.wording import name_of

blueprint = Blueprint("slots", __name__)


@blueprint.route("/reviews/<review_id>/slots", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def slots(review_id: str) -> str | Response | tuple[str, int]:
    """Offer two or three; what cannot be kept comes back as it was typed."""
    page = open_review(staff(), review_id)
    if page is None or not page.may_settle:
        abort(404)
    form = SlotsForm(page.review)
    if form.validate_on_submit():
        try:
            offer_slots(staff(), review_id, form.to_offer)
        except LookupError:
            abort(404)
        # L10N: to an officer, after letting a child choose between days for a meeting
        flash(pgettext("staff", "The child can choose now, with their letter."), "well")
        return _back(review_id)
    name = name_of(page.review.child)
    shown = render_template("staff/slots.html", form=form, review=page.review, name=name, offer=page.offer)
    return (shown, 422) if form.errors else shown


@blueprint.post("/reviews/<review_id>/slots/press")
@for_roles(Role.OFFICER)
def press(review_id: str) -> Response:
    """Take what the child chose, take the offer back, or note that they talked about how the meeting moved."""
    review_for(staff(), review_id) or abort(404)
    try:
        if offer_id := request.form.get("take"):
            say_settled(moved=take_choice(staff(), review_id, offer_id))
        elif move_id := request.form.get("talked"):
            note_talked(staff(), review_id, move_id)
        elif "end" in request.form:
            end_offer(staff(), review_id)
    except LookupError:
        flash(pgettext("staff", "This is not there any more. Nothing was changed."), "wait")
    return _back(review_id)


def _back(review_id: str) -> Response:
    return redirect(url_for("staff.casework.review", review_id=review_id, _anchor="wishes"), 303)
