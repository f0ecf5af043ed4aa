"""The page on which an officer asks for an advocate for a child."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.advocacy import wording
from participation.advocacy.actions import refer
from participation.advocacy.forms import ReferralForm
from participation.advocacy.listing import ENGLISH
from participation.advocacy.queries import referrals_by
from participation.permissions.queries import review_for
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import REVIEW_IS_SHOWN_BY
from participation.staff.wording import name_of

blueprint = Blueprint("referrals", __name__)

Page = str | Response | tuple[str, int]
WRONG = 422


@blueprint.route("/reviews/<review_id>/advocacy", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def new(review_id: str) -> Page:
    """Ask for an advocate for one child, who wants it or cannot ask. What the child asked for stays theirs."""
    review = review_for(staff(), review_id) or abort(404)
    spoken = review.child.language
    form = ReferralForm(spoken, language=spoken, needs_interpreter=spoken != ENGLISH)
    address = url_for(current_app.extensions[REVIEW_IS_SHOWN_BY], review_id=review_id)
    if not form.validate_on_submit():
        page = render_template(
            "staff/advocacy_referral.html",
            form=form,
            before=referrals_by(staff(), review_id),
            name=name_of(review.child),
            review_address=address,
            wording=wording,
        )
        return (page, WRONG) if form.errors else page
    if refer(staff(), review_id, form.key.data or "", form.referred) is None:
        abort(404)
    # L10N: to an officer, after asking for an advocate for a child
    flash(pgettext("staff", "The advocacy service has it, and is told that something waits."), "well")
    return redirect(address, 303)
