"""The officer answers one thing that the child said: what was decided, and words that only the child can open."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.casework import what_was_said
from participation.casework.answer_forms import AnswerForm, said_before
from participation.casework.topics import staff_words
from participation.casework.what_came import Thing
from participation.casework.what_was_said import Said
from participation.locks.models import Lock
from participation.locks.queries import lock_of_letter
from participation.outcomes import wording as outcomes
from participation.outcomes.actions import NoLock, answer
from participation.outcomes.queries import answers_of, to_answer
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.wording import name_of
from participation.submissions.actions import read_in_part

blueprint = Blueprint("answers", __name__)

Page = str | Response | tuple[str, int]
NOT_RIGHT = 422


@blueprint.route("/reviews/<review_id>/answers/<submission_id>/<question>", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def one(review_id: str, submission_id: str, question: str) -> Page:
    """The child's words, and the form below them."""
    submission = to_answer(staff(), review_id, submission_id) or abort(404)
    opened = read_in_part(staff(), [submission], "answering the child")
    said = next((each for each in what_was_said.said(opened, staff_words) if each.line.question.id == question), None)
    if said is None:
        abort(404)
    lock = lock_of_letter(submission.invitation)
    thing = Thing(said, answers_of(staff(), review_id).get((said.submission.id, question)), lock.id if lock else "")
    form = AnswerForm(submission, has_lock=lock is not None, **said_before(thing))
    if not form.is_submitted():
        return _page(said, form, lock)
    if not form.validate():
        return _page(said, form, lock), NOT_RIGHT
    try:
        answer(staff(), review_id, submission_id, question, form.decision_made)
    except NoLock:
        # L10N: to an officer who wrote to a child: the child's letter has no lock any more, so nothing was kept
        form.words.errors = [pgettext("staff", "There is no lock on the letter any more, so nothing was saved.")]
        return _page(said, form, None), NOT_RIGHT
    # L10N: to an officer, after answering something that a child asked for
    flash(pgettext("staff", "Your answer is saved."), "well")
    return redirect(url_for("staff.casework.review", review_id=review_id) + "#came", 303)


def _page(said: Said, form: AnswerForm, lock: Lock | None) -> str:
    review = said.submission.review
    return render_template(
        "staff/answer.html",
        said=said,
        review=review,
        form=form,
        lock=lock,
        outcomes=outcomes,
        name=name_of(review.child),
    )
