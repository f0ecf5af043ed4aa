"""The officer marks what was done after a review, and may take that back for a day."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.afterwards import wording as afterwards
from participation.afterwards.actions import NotThen, mark_done, take_back
from participation.afterwards.models import Act
from participation.afterwards.queries import is_held
from participation.casework.afterwards_forms import DoneForm
from participation.permissions.queries import review_for
from participation.reviews.models import Review
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.wording import name_of

blueprint = Blueprint("afterwards", __name__)

Page = str | Response | tuple[str, int]
ONE = "/reviews/<review_id>/after/<any(decisions, letter, distribution):act>"


@blueprint.post(ONE)
@for_roles(Role.OFFICER)
def done(review_id: str, act: str) -> Page:
    """It was done on this day; what cannot be comes back with a sentence, on a page of its own."""
    review = review_for(staff(), review_id)
    if review is None or not is_held(review):
        abort(404)
    form = DoneForm(review, Act(act))
    if not form.validate():
        return _again(review, Act(act), form)
    try:
        is_news = mark_done(staff(), review_id, Act(act), form.done_on.data, form.sent_to.data or ())
    except NotThen:
        # L10N: to an officer who marks what was done after a review, under a day that cannot be
        form.done_on.errors = [pgettext("staff", "Please give a day from the meeting to today.")]
        return _again(review, Act(act), form)
    if is_news:
        # L10N: to an officer, after marking something that is due after a review; %(act)s is like "Decisions"
        words = pgettext("staff", "%(act)s: marked as done. You can take it back within a day.")
        flash(words % {"act": afterwards.act_words(act)}, "well")
    return _to_review(review_id)


@blueprint.post(f"{ONE}/take-back")
@for_roles(Role.OFFICER)
def not_done(review_id: str, act: str) -> Page:
    """It is still to be done."""
    if not take_back(staff(), review_id, Act(act)):
        abort(404)
    # L10N: to an officer, after taking back that something was done after a review; %(act)s is like "Decisions"
    flash(pgettext("staff", "%(act)s: taken back, it is still to do.", act=afterwards.act_words(act)), "well")
    return _to_review(review_id)


def _again(review: Review, act: Act, form: DoneForm) -> tuple[str, int]:
    about = {"review": review, "name": name_of(review.child), "act": act, "afterwards": afterwards}
    return render_template("staff/afterwards.html", form=form, **about), 422


def _to_review(review_id: str) -> Response:
    return redirect(url_for("staff.casework.review", review_id=review_id, _anchor="after"), 303)
