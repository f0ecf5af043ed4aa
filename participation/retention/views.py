"""The page that says what is deleted next, what nobody has read, and what is held back."""

from datetime import datetime, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import pgettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from participation import clock
from participation.disclosure.actions import hold, reason_of, release
from participation.disclosure.queries import holds
from participation.escalation.queries import last_awake
from participation.retention.actions import AT_NIGHT, NIGHTLY, due
from participation.retention.forms import HoldForm
from participation.retention.queries import periods, unread_for_long
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role

blueprint = Blueprint("retention", __name__)

Page = str | Response | tuple[str, int]
REST_OF_WEEK = timedelta(days=6)
"""After the next night."""


@blueprint.get("/keeping")
@for_roles(Role.MANAGER)
def keeping() -> Page:
    """The table of periods, and how many of each kind go."""
    return _page(HoldForm(formdata=None))


@blueprint.post("/keeping/hold")
@for_roles(Role.MANAGER)
def hold_back() -> Page:
    """Leave something out of whatever is handed out."""
    form = HoldForm()
    if not form.validate():
        return _page(form), 422
    if not hold(staff(), form.submission_id, form.reason.data):
        # L10N: page about keeping: no such number is known
        form.number.errors = [pgettext("staff", "Nothing with this number is kept.")]
        return _page(form), 422
    # L10N: page about keeping, after something was held back
    flash(pgettext("staff", "It is held back."), "well")
    return redirect(url_for(".keeping"), 303)


@blueprint.post("/keeping/<submission_id>/release")
@for_roles(Role.MANAGER)
def hand_out(submission_id: str) -> Page:
    """Hold something back no longer."""
    if not release(staff(), submission_id):
        abort(404)
    # L10N: page about keeping, after something that was held back is not any more
    flash(pgettext("staff", "It is held back no longer."), "well")
    return redirect(url_for(".keeping"), 303)


def _page(form: HoldForm) -> str:
    now, night = clock.now(), _next_night()
    tonight, this_week = due(night), due(night + REST_OF_WEEK)
    return render_template(
        "staff/keeping.html",
        form=form,
        press=FlaskForm(),
        rows=[(period, tonight[kind], this_week[kind]) for kind, period in periods().items()],
        night=night,
        last=last_awake(NIGHTLY),
        unread=unread_for_long(now),
        held=[(each, reason_of(each)) for each in holds()],
    )


def _next_night() -> datetime:
    """When the nightly run comes next."""
    now = clock.local(clock.now())
    tonight = datetime.combine(now.date(), AT_NIGHT, clock.LONDON)
    return tonight if now < tonight else tonight + timedelta(days=1)
