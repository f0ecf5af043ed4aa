"""The officer asks an interpreter: a link is made for chosen words, shown once, and can be taken back."""

from dataclasses import dataclass

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.casework import what_was_said
from participation.casework.other_languages import InOtherLanguage, in_other_languages
from participation.casework.topics import staff_words
from participation.casework.wording import who
from participation.interpreting.actions import OPEN_FOR, ask_interpreter, take_back_link
from participation.interpreting.in_english import english_by
from participation.interpreting.models import LABEL_LENGTH
from participation.interpreting.queries import links_of, submission_to_interpret
from participation.invitations.secrets import spaced
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.wording import name_of
from participation.submissions.actions import read_in_part

blueprint = Blueprint("interpreter", __name__)
WRONG = 422
WHY = "asking an interpreter"


@dataclass(frozen=True)
class Asking:
    """What the officer has chosen so far."""

    questions: tuple[str, ...]
    label: str = ""
    problem: str = ""


@blueprint.get("/submissions/<submission_id>/interpreter")
@for_roles(Role.OFFICER)
def ask(submission_id: str) -> str:
    """Which words go out, and to whom; all that is not in English yet is ticked."""
    found = _typed(submission_id)
    return _page(found, Asking(tuple(each.line.question.id for each in found.not_in_english)))


@blueprint.post("/submissions/<submission_id>/interpreter")
@for_roles(Role.OFFICER)
def make_link(submission_id: str) -> str | tuple[str, int]:
    """Make the link and show it, this once."""
    found = _typed(submission_id)
    label = " ".join(request.form.get("label", "").split())[:LABEL_LENGTH]
    typed = {each.line.question.id: str(each.opened.answers.values[each.line.question.id]) for each in found.texts}
    words = {id: typed[id] for id in request.form.getlist("text") if id in typed}
    if problem := _problem(words, label):
        return _page(found, Asking(tuple(words), label, problem)), WRONG
    token = ask_interpreter(staff(), found.submission, words, label)
    address = f"{current_app.extensions['config'].public_url.rstrip('/')}/interpret"
    return render_template(
        "staff/interpreter_link.html",
        review=found.submission.review,
        link=f"{address}#{token}",
        address=address,
        code=spaced(token),
        label=label,
        count=len(words),
        days=OPEN_FOR.days,
    )


@blueprint.post("/interpreters/<link_id>/take-back")
@for_roles(Role.OFFICER)
def take_back(link_id: str) -> Response:
    """The link opens nothing any more."""
    link = take_back_link(staff(), link_id) or abort(404)
    # L10N: to an officer, after taking back a link for an interpreter
    flash(pgettext("staff", "The link opens nothing any more."), "well")
    return redirect(url_for("staff.casework.review", review_id=link.submission.review_id, _anchor="words"), 303)


def _typed(submission_id: str) -> InOtherLanguage:
    """What was typed in this submission, opened on record; 404 where there is nothing to put into English."""
    submission = submission_to_interpret(staff(), submission_id) or abort(404)
    opened = read_in_part(staff(), [submission], WHY)
    links = links_of([submission.id])
    everything = what_was_said.with_english(what_was_said.said(opened, staff_words), english_by(links))
    return next(iter(in_other_languages(everything, links)), None) or abort(404)


def _problem(words: dict[str, str], label: str) -> str:
    if not words:
        # L10N: to an officer who ticked no text for an interpreter
        return str(pgettext("staff", "Please tick at least one text."))
    if not label:
        # L10N: to an officer who did not say whom the link goes to
        return str(pgettext("staff", "Please say whom you send it to, so that you know with whom it waits."))
    return ""


def _page(found: InOtherLanguage, asking: Asking) -> str:
    return render_template(
        "staff/interpreter.html",
        found=found,
        who=who(found.submission),
        review=found.submission.review,
        name=name_of(found.submission.review.child),
        asking=asking,
        days=OPEN_FOR.days,
        longest=LABEL_LENGTH,
    )
