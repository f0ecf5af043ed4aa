"""Cover for a colleague who is away, and reading what is not on one's own list."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation import clock
from participation.permissions.actions import ask_to_read, end_cover, give_cover, note_not_found
from participation.permissions.forms import CoverForm, ReasonForm
from participation.permissions.queries import colleagues, covers_for, officers, review_to_read, told_to
from participation.reviews.queries import review_by_number
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.wording import isolated, name_of

REVIEW_IS_SHOWN_BY = "review_is_shown_by"
"""The view of one review, which stands in a room above and is handed in."""
blueprint = Blueprint("permissions", __name__)
# L10N: staff navigation, reviews that are not on one's own list
shows(blueprint, Place("elsewhere", lazy_pgettext("staff", "Other reviews"), frozenset({Role.OFFICER, Role.MANAGER})))
# L10N: staff navigation, who looks after whose reviews while somebody is away
shows(blueprint, Place("cover", lazy_pgettext("staff", "Cover"), frozenset({Role.OFFICER, Role.MANAGER})))

Page = str | Response | tuple[str, int]


@blueprint.route("/cover", methods=["GET", "POST"])
@for_roles(Role.OFFICER, Role.MANAGER)
def cover() -> Page:
    """An officer gives cover for their own absence; a manager for anybody's."""
    form = CoverForm()
    away = list(officers()) if staff().role == Role.MANAGER else [staff()]
    form.offer(away, [each for each in colleagues() if away != [each]])
    if len(away) == 1:
        form.absent.data = away[0].id
    if form.validate_on_submit():
        give_cover(staff(), form.absence)
        is_own = form.absence.absent_id == staff().id
        # L10N: to an officer, after giving cover
        own = pgettext("staff", "Cover is given. Your colleague is told that something waits.")
        # L10N: to a manager, after giving cover for an officer who is away: the officer and the colleague are told
        both = pgettext("staff", "Cover is given. Both of them are told that something waits.")
        flash(own if is_own else both, "well")
        return redirect(url_for("staff.permissions.cover"), 303)
    page = render_template(
        "staff/cover.html",
        form=form,
        covers=covers_for(staff()),
        today=clock.today(),
        may_end=lambda cover: staff().role == Role.MANAGER or cover.absent_id == staff().id,
        isolated=isolated,
    )
    return page, 422 if form.errors else 200


@blueprint.post("/cover/<cover_id>/end")
@for_roles(Role.OFFICER, Role.MANAGER)
def end(cover_id: str) -> Response:
    """End it before its last day."""
    if not end_cover(staff(), cover_id):
        abort(404)
    # L10N: to staff, after ending cover before its last day
    flash(pgettext("staff", "Cover has ended."), "well")
    return redirect(url_for("staff.permissions.cover"), 303)


@blueprint.route("/reviews/elsewhere", methods=["GET", "POST"])
@for_roles(Role.OFFICER, Role.MANAGER)
def elsewhere() -> Page:
    """First the reason, then the review: without one, nobody learns even that it is there."""
    form = ReasonForm()
    if form.validate_on_submit():
        found = review_by_number(form.number.data)
        if found is not None:
            if review_to_read(staff(), found.id) is None:
                ask_to_read(staff(), found, form.reason.data)
            return redirect(url_for(current_app.extensions[REVIEW_IS_SHOWN_BY], review_id=found.id), 303)
        note_not_found(staff())
        # L10N: to staff who looked for a review by a number
        form.number.errors = [pgettext("staff", "No review and no child has this number.")]
    page = render_template("staff/elsewhere.html", form=form, told=told_to(staff()), isolated=isolated, name_of=name_of)
    return page, 422 if form.errors else 200
