"""The advocacy provider's list of requests, and one request with how and when it is safe to reach the child."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation import clock
from participation.advocacy import wording
from participation.advocacy.actions import take_step
from participation.advocacy.listing import Listed, has_way_to_reach
from participation.advocacy.models import STATES
from participation.advocacy.queries import request_for, requests_for, withdrawn
from participation.reviews.timetable import age_on
from participation.service.questionnaires import translate
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.wording import isolated, name_of
from participation.submissions.actions import read
from participation.submissions.wording import provenance
from participation.translating import known

blueprint = Blueprint("advocacy", __name__)
_ADVOCATES = frozenset({Role.ADVOCATE})
# L10N: staff navigation, requests for an advocate
shows(blueprint, Place("requests", lazy_pgettext("staff", "Advocacy"), _ADVOCATES, daily=_ADVOCATES))


@blueprint.get("/advocacy")
@for_roles(Role.ADVOCATE)
def requests() -> str:
    """Every request: those that nobody has taken first, the longest waiting on top."""
    found = [Listed(each, clock.today()) for each in requests_for(staff())]
    return render_template(
        "staff/advocacy.html",
        waiting=[each for each in found if not each.request.state],
        running=[each for each in found if each.request.state not in ("", "closed")],
        closed=[each for each in found if each.request.state == "closed"],
        withdrawn=withdrawn(staff()),
        wording=wording,
        name_of=name_of,
    )


@blueprint.get("/advocacy/<submission_id>")
@for_roles(Role.ADVOCATE)
def request(submission_id: str) -> str:
    """One request; that it was opened is on disk before a word is shown."""
    found = request_for(staff(), submission_id) or abort(404)
    opened = read(staff(), [found.submission], "a request for an advocate")
    found = request_for(staff(), submission_id) or abort(404)
    child = found.submission.review.child
    return render_template(
        "staff/advocacy_request.html",
        request=found,
        submission=found.submission,
        lines=[line for each in opened for line in each.answers.lines(each.questionnaire, translate) if line.answered],
        can_be_reached=all(has_way_to_reach(each.answers) for each in opened),
        listed=Listed(found, clock.today()),
        states=STATES,
        age=age_on(child.born_on, clock.today()) if child.born_on else None,
        speaks=known.language(child.language),
        wording=wording,
        name=name_of(child),
        isolated=isolated,
        provenance=provenance(found.submission),
    )


@blueprint.post("/advocacy/<submission_id>/<any(taken, contacted, met, closed):state>")
@for_roles(Role.ADVOCATE)
def step(submission_id: str, state: str) -> Response:
    """Take a request further."""
    if not take_step(staff(), submission_id, state):
        abort(404)
    # L10N: to an advocate, after noting how far a request is; %(state)s is a word such as "taken"
    flash(pgettext("staff", "Noted: %(state)s.", state=wording.words_of(state)), "well")
    return redirect(url_for("staff.advocacy.request", submission_id=submission_id), 303)
