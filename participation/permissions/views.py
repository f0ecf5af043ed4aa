"""Who is away and who covers, and reading what is not on one's own list."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation import clock, service
from participation.config import Config
from participation.permissions.actions import ask_to_read, end_absence, enter_absence, note_not_found
from participation.permissions.forms import AbsenceForm, ReasonForm
from participation.permissions.gaps import CAN_BE_ALERTED, Plan, Reach, gaps, told_of_unread
from participation.permissions.queries import absences_ended, absences_for, officers, review_to_read, told_to
from participation.reviews.queries import review_by_number
from participation.staff.guard import for_roles, staff
from participation.staff.models import Absence, Role, Staff
from participation.staff.navigation import REVIEW_IS_SHOWN_BY, Place, shows
from participation.staff.queries import absences_from, can_be_alerted
from participation.staff.wording import isolated, name_of

blueprint = Blueprint("permissions", __name__)
shows(
    blueprint,
    Place(
        "elsewhere",
        # L10N: staff navigation, reviews that are not on one's own list
        lazy_pgettext("staff", "Other reviews"),
        frozenset({Role.OFFICER, Role.MANAGER}),
        # L10N: under "More", what is to be found behind "Other reviews"
        about=lazy_pgettext("staff", "Read one that is not yours, for a reason that its officer is told."),
    ),
)
shows(
    blueprint,
    Place(
        "cover",
        # L10N: staff navigation, who looks after whose reviews while somebody is away
        lazy_pgettext("staff", "Cover"),
        frozenset({Role.OFFICER, Role.MANAGER}),
        # L10N: under "More", what is to be found behind "Cover"
        about=lazy_pgettext("staff", "Who is away, and who stands in for them."),
    ),
)

Page = str | Response | tuple[str, int]


@blueprint.route("/cover", methods=["GET", "POST"])
@for_roles(Role.OFFICER, Role.MANAGER)
def cover() -> Page:
    """An officer enters their own absence; a manager anybody's."""
    form = AbsenceForm()
    form.offer(*_people())
    if form.validate_on_submit() and not form.refuse(_left_by(form.absence)) and _is_entered(form):
        return redirect(url_for("staff.permissions.cover"), 303)
    if not form.is_submitted():
        form.first_on.data = clock.today()
    page = render_template(
        "staff/cover.html",
        form=form,
        absences=absences_for(staff()),
        ended=absences_ended(staff()),
        may_end=lambda absence: staff().role == Role.MANAGER or absence.absent_id == staff().id,
        isolated=isolated,
    )
    return page, 422 if form.errors else 200


def _is_entered(form: AbsenceForm) -> bool:
    if not enter_absence(staff(), form.absence):
        # L10N: to staff, in a form about an absence: somebody stands in for this person on some of these days already
        return not form.refuse(
            [pgettext("staff", "There is cover for some of these days already: please end it first.")]
        )
    # L10N: to an officer, after giving cover
    own = pgettext("staff", "Cover is given. Your colleague is told that something waits.")
    # L10N: to a manager, after giving cover for somebody who is away: both of them are told
    both = pgettext("staff", "Cover is given. Both of them are told that something waits.")
    flash(own if form.absent.data == staff().id else both, "well")
    return True


def _people() -> tuple[Sequence[Staff], Sequence[Staff]]:
    """Of whom one may be said to be away here, and who may stand in."""
    if staff().role != Role.MANAGER:
        return [staff()], [each for each in can_be_alerted((Role.OFFICER,)) if each.id != staff().id]
    return [*officers(), *can_be_alerted((Role.MANAGER,))], can_be_alerted(CAN_BE_ALERTED)


def _left_by(absence: Absence) -> Iterator[str]:
    """What speaks against it: nobody who reads for a manager, a day on which nobody is there."""
    config: Config = current_app.extensions["config"]
    service.forget()  # another process may have changed the rota
    settings, absences = service.current(), absences_from(clock.today())
    reach = Reach.of(can_be_alerted(CAN_BE_ALERTED), has_texts=bool(config.text_gateway))
    yield told_of_unread(settings, absence, reach)
    yield from gaps(Plan(settings, absences), Plan(settings, [*absences, absence]), reach, clock.today())


@blueprint.post("/cover/<cover_id>/end")
@for_roles(Role.OFFICER, Role.MANAGER)
def end(cover_id: str) -> Response:
    """End it before its last day."""
    if not end_absence(staff(), cover_id):
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
