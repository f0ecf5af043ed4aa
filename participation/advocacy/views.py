"""The advocacy provider's list of requests, and one request with how and when it is safe to reach the child."""

from collections.abc import Iterable

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask import request as asked
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation import clock
from participation.advocacy import wording
from participation.advocacy.actions import NotedStep, may_undo, note_of, read_referral, take_step, undo_step
from participation.advocacy.listing import Listed, has_way_to_reach, interpreter_wanted
from participation.advocacy.models import STATES
from participation.advocacy.queries import Request, request_for, requests_for, withdrawn
from participation.reviews.timetable import age_on
from participation.service.questionnaires import translate
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.wording import isolated, name_of
from participation.submissions.actions import Opened, read
from participation.submissions.wording import provenance

blueprint = Blueprint("advocacy", __name__)
_ADVOCATES = frozenset({Role.ADVOCATE})
# L10N: staff navigation, requests for an advocate
shows(blueprint, Place("requests", lazy_pgettext("staff", "Advocacy"), _ADVOCATES, daily=_ADVOCATES))

Page = str | Response | tuple[str, int]
LONGEST_NOTE = 2000
WRONG = 422


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


@blueprint.get("/advocacy/<request_id>")
@for_roles(Role.ADVOCATE)
def request(request_id: str) -> str:
    """One request; that it was opened is on disk before a word is shown."""
    return _page(request_id)


def _page(request_id: str, typed: str = "", problem: str = "") -> str:
    found = request_for(staff(), request_id) or abort(404)
    opened = read(staff(), [found.submission], "a request for an advocate") if found.submission else []
    said = read_referral(staff(), found.referral) if found.referral else None
    found = request_for(staff(), request_id) or abort(404)
    child = found.review.child
    return render_template(
        "staff/advocacy_request.html",
        request=found,
        steps=[(step, note_of(step)) for step in found.steps],
        may_undo=may_undo(staff(), found),
        said=said,
        lines=[line for each in opened for line in each.answers.lines(each.questionnaire, translate) if line.answered],
        can_be_reached=_can_be_reached(found, opened),
        listed=Listed(found, clock.today(), next((interpreter_wanted(each.answers) for each in opened), "")),
        states=STATES,
        age=age_on(child.born_on, clock.today()) if child.born_on else None,
        wording=wording,
        name=name_of(child),
        isolated=isolated,
        provenance=provenance(found.submission) if found.submission else "",
        typed=typed,
        problem=problem,
    )


def _can_be_reached(found: Request, opened: Iterable[Opened]) -> bool:
    """An officer who refers can be asked."""
    return found.referral is not None or all(has_way_to_reach(each.answers) for each in opened)


@blueprint.post("/advocacy/<request_id>/<any(taken, contacted, met, closed):state>")
@for_roles(Role.ADVOCATE)
def step(request_id: str, state: str) -> Page:
    """Take a request further; a note may go with it."""
    note = asked.form.get("note", "").strip()
    if len(note) > LONGEST_NOTE:
        # L10N: to an advocate, over a box that holds too much
        return _page(request_id, note, pgettext("staff", "This is too long: 2,000 letters at most.")), WRONG
    taken = take_step(staff(), request_id, state, note)
    if taken == NotedStep.NOT_THERE:
        abort(404)
    if taken == NotedStep.BEFORE:
        # L10N: to an advocate whose colleague noted the same step a moment before
        before = pgettext("staff", "Somebody has noted this step already. Your note goes with the next one.")
        return _page(request_id, note, before), WRONG
    # L10N: to an advocate, after noting how far a request is; %(state)s is a word such as "accepted"
    flash(pgettext("staff", "Noted: %(state)s.", state=wording.words_of(state)), "well")
    return _back(request_id)


@blueprint.post("/advocacy/<request_id>/<any(taken, contacted, met, closed):state>/undo")
@for_roles(Role.ADVOCATE)
def undo(request_id: str, state: str) -> Response:
    """The last step was a mistake: whoever took it takes it back, within a day."""
    done = undo_step(staff(), request_id, state)
    if done is None:
        abort(404)
    # L10N: to an advocate, after taking a step back
    well = pgettext("staff", "Taken back, with its note.")
    # L10N: to an advocate who presses too late, or twice
    late = pgettext("staff", "Nothing was changed: only the last step, by whoever took it, within a day.")
    flash(well if done else late, "well" if done else "wait")
    return _back(request_id)


def _back(request_id: str) -> Response:
    return redirect(url_for("staff.advocacy.request", request_id=request_id), 303)
