"""Complaints, for managers alone."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation import clock, service
from participation.complaints import wording
from participation.complaints.actions import ChildNotAsked, add_step, note_of, read_complaint
from participation.complaints.models import ComplaintState
from participation.complaints.queries import acknowledge_by, complaint_for, complaints_for
from participation.locks.queries import lock_of_letter
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.wording import name_of
from participation.translating import known

blueprint = Blueprint("complaints", __name__)
_MANAGERS = frozenset({Role.MANAGER})
shows(
    blueprint,
    Place(
        "complaints",
        # L10N: staff navigation, what children and adults complain about
        lazy_pgettext("staff", "Complaints"),
        _MANAGERS,
        # L10N: under "More", what is to be found behind "Complaints"
        about=lazy_pgettext("staff", "What is wrong, in the words of children and adults, and what came of it."),
    ),
)

Page = str | Response | tuple[str, int]
LONGEST_NOTE = 4000
WRONG = 422


@blueprint.get("/complaints")
@for_roles(Role.MANAGER)
def complaints() -> str:
    """All that this manager may read: what waits for somebody first."""
    found = complaints_for(staff())
    late = {each.id for each in found if not each.taken and acknowledge_by(each) < clock.today()}
    return render_template("staff/complaints.html", complaints=found, late=late, wording=wording)


@blueprint.get("/complaints/<complaint_id>")
@for_roles(Role.MANAGER)
def complaint(complaint_id: str) -> str:
    """One complaint; that it was opened is on disk before a word is shown."""
    return _complaint(complaint_id)


def _complaint(complaint_id: str, state: str = "", typed: str = "", problem: str = "") -> str:
    found = complaint_for(staff(), complaint_id) or abort(404)
    said = read_complaint(staff(), found)
    found = complaint_for(staff(), complaint_id) or abort(404)
    return render_template(
        "staff/complaint.html",
        complaint=found,
        said=said,
        steps=[(step, note_of(step)) for step in found.steps],
        has_lock=lock_of_letter(found.invitation) is not None,
        may_answer=not found.asks_the_child or any(each.state == "child_asked" for each in found.steps),
        typed={state: typed},
        problem={state: problem} if problem else {},
        wording=wording,
        settings=service.current(),
        name=name_of(found.invitation.review.child),
        spoken=known.language(found.language),
    )


@blueprint.post("/complaints/<complaint_id>/<any(acknowledged, noted, child_asked, told, went_on):state>")
@for_roles(Role.MANAGER)
def step(complaint_id: str, state: str) -> Page:
    """Something was done about it; all but two things need words."""
    typed = request.form.get("note", "").strip()
    chosen = ComplaintState(state)
    if problem := _problem(chosen, typed):
        return _complaint(complaint_id, state, typed, problem), WRONG
    try:
        if not add_step(staff(), complaint_id, chosen, typed):
            abort(404)
    except ChildNotAsked:
        # L10N: to a manager who answers an adult's complaint about a child's matter too early
        sentence = pgettext("staff", "Please write down first what the child thinks, or why they were not asked.")
        return _complaint(complaint_id, state, typed, sentence), WRONG
    flash(_done(chosen), "well")
    return redirect(url_for("staff.complaints.complaint", complaint_id=complaint_id), 303)


def _problem(state: ComplaintState, typed: str) -> str:
    if len(typed) > LONGEST_NOTE:
        # L10N: to a manager, over a box that holds too much
        return str(pgettext("staff", "This is too long: 4,000 letters at most."))
    if not typed and state not in (ComplaintState.ACKNOWLEDGED, ComplaintState.WENT_ON):
        # L10N: to a manager, over an empty box
        return str(pgettext("staff", "Please write a few words."))
    return ""


def _done(state: ComplaintState) -> str:
    words: dict[str, str] = {
        # L10N: to a manager, after acknowledging a complaint
        ComplaintState.ACKNOWLEDGED: pgettext("staff", "Acknowledged."),
        # L10N: to a manager, after writing down what came of a complaint
        ComplaintState.TOLD: pgettext("staff", "Kept. They decide whether it goes on."),
        # L10N: to a manager, after writing down that who complained is not content
        ComplaintState.WENT_ON: pgettext("staff", "It goes on: it waits for another answer."),
    }
    # L10N: to a manager, after writing something down about a complaint
    return words.get(state, str(pgettext("staff", "Noted.")))
