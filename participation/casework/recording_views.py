"""After the meeting: how the child took part and what came of what they asked for, on one page with one Save."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import npgettext, pgettext
from werkzeug.wrappers import Response

from participation.casework.actions import Recording, keep_meeting
from participation.casework.after_meeting import AfterMeeting, after_meeting
from participation.outcomes import wording as outcomes
from participation.outcomes.actions import Impossible, NoLock, TooEarly, mark_done
from participation.outcomes.codes import Code, Suggestion
from participation.permissions.queries import review_for
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.wording import name_of

blueprint = Blueprint("recording", __name__)

Page = str | Response | tuple[str, int]
RECORD = "record"
NOT_RIGHT = 422


@blueprint.route("/reviews/<review_id>/participation", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def participation(review_id: str) -> Page:
    """What happened and the code that it speaks for; what came of each thing that the child asked for."""
    review = review_for(staff(), review_id) or abort(404)
    if review.ending_id:
        abort(404)  # it is not held
    page = after_meeting(staff(), review)
    if not page.happened.is_submitted():
        return _shown(page)
    if page.code.go.data != RECORD:
        return _suggested(page)
    return _saved(page) if page.is_in_order() else _not_right(page)


def _suggested(page: AfterMeeting) -> Page:
    if not page.happened.validate():
        return _shown(page), NOT_RIGHT
    page.code.code.data = page.found.code if page.found else None
    return _shown(page)


def _not_right(page: AfterMeeting) -> Page:
    """All that was typed comes back; where no code was chosen yet, the suggested one is ticked to be confirmed."""
    if page.found and not page.code.code.data:
        page.code.code.data = page.found.code
    return _shown(page), NOT_RIGHT


def _saved(page: AfterMeeting) -> Page:
    decisions = page.decisions
    recording = None if page.is_code_left else _recording(page)
    try:
        is_said = keep_meeting(staff(), page.review.id, recording, decisions, page.to_say)
    except (TooEarly, Impossible) as refused:
        page.code.code.errors = [_sentence(refused)]
    except NoLock:
        _say_no_lock(page)
    else:
        flash(_what_was_kept(recording, len(decisions), is_said=is_said), "well")
        return redirect(url_for("staff.casework.review", review_id=page.review.id), 303)
    return _not_right(page)


def _recording(page: AfterMeeting) -> Recording:
    why = (page.code.why.data or "").strip()
    return Recording(Code(page.code.code.data), page.found or Suggestion(None, ()), page.happened.beside(why))


def _say_no_lock(page: AfterMeeting) -> None:
    for ask in page.asks:
        if ask.is_to_keep and ask.form.decision_made.words:
            # L10N: to an officer who wrote to a child: the child's letter has no lock any more, so nothing was kept
            ask.form.words.errors = [
                pgettext("staff", "There is no lock on the letter any more, so nothing was saved.")
            ]


def _what_was_kept(recording: Recording | None, answers: int, *, is_said: bool) -> str:
    said = []
    if recording:
        # L10N: to an officer, after recording; %(code)s is a national code such as PN1
        said.append(pgettext("staff", "Recorded as %(code)s.", code=recording.code))
    if answers:
        # L10N: to an officer, after answering what a child asked for
        said.append(npgettext("staff", "%(num)d answer is saved.", "%(num)d answers are saved.", answers))
    if is_said:
        # L10N: to an officer, after writing down what they or an advocate told a meeting for the child
        said.append(pgettext("staff", "What was said for them is saved."))
    # L10N: to an officer who saved a page on which nothing was changed
    return " ".join(said) or str(pgettext("staff", "Nothing was changed."))


def _sentence(refused: TooEarly | Impossible) -> str:
    if isinstance(refused, Impossible):
        # L10N: to an officer; %(rule)s is the number of a rule of the national return
        words = pgettext("staff", "This code does not fit the child’s age on the day (rule %(rule)s).")
        return str(words % {"rule": refused.rule})
    # L10N: to an officer who tries to record a meeting before its day
    return str(pgettext("staff", "This can be recorded from the day of the meeting."))


def _shown(page: AfterMeeting) -> str:
    name = name_of(page.review.child)
    return render_template("staff/participation.html", page=page, review=page.review, outcomes=outcomes, name=name)


@blueprint.post("/reviews/<review_id>/done")
@for_roles(Role.OFFICER)
def done(review_id: str) -> Response:
    """What was promised here or at an earlier review of the same child is done, or is not done after all."""
    review_for(staff(), review_id) or abort(404)
    is_done = request.form.get("go") != "not_done"
    try:
        mark_done(staff(), review_id, request.form.get("outcome", ""), is_done=is_done)
    except LookupError:
        # L10N: to an officer who marked as done what somebody has answered otherwise meanwhile
        flash(pgettext("staff", "This is not there to be done any more. Nothing was changed."), "wait")
    else:
        # L10N: to an officer, after noting that something which a child was promised is done
        # L10N: to an officer, after taking back that something is done which a child was promised
        flash(pgettext("staff", "Noted as done.") if is_done else pgettext("staff", "Noted as not done yet."), "well")
    return redirect(url_for("staff.casework.review", review_id=review_id) + "#came", 303)
