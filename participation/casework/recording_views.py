"""The officer records how the child took part: says what happened, is told a code and why, confirms or knows better."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.between.queries import last_seen_before
from participation.casework.forms import CodeForm, HappenedForm, facts
from participation.casework.recording import is_counted, possible_codes, suggestion
from participation.outcomes import wording as outcomes
from participation.outcomes.actions import Impossible, TooEarly, record_participation
from participation.outcomes.codes import Code, Suggestion
from participation.outcomes.queries import recorded
from participation.permissions.queries import review_for
from participation.reviews.models import Review
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.wording import name_of
from participation.submissions.queries import submissions_for

blueprint = Blueprint("recording", __name__)

Page = str | Response | tuple[str, int]
RECORD = "record"


@blueprint.route("/reviews/<review_id>/participation", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def participation(review_id: str) -> Page:
    """First what happened; then the code."""
    review = review_for(staff(), review_id) or abort(404)
    if review.ending_id:
        abort(404)  # it is not held
    before = facts(recorded([review_id]).get(review_id)) or {"seen_before_on": last_seen_before(review)}
    happened = HappenedForm(review.meets_on, is_counted=is_counted(review), **before)
    code_form = CodeForm()
    code_form.offer(possible_codes(review))
    if not happened.is_submitted():
        return _page(review, happened)
    if not happened.validate() or review.meets_on is None:
        return _page(review, happened), 422
    found = suggestion(review, submissions_for(staff(), review_id), happened)
    if code_form.go.data != RECORD:
        code_form.code.data = found.code
        return _page(review, happened, code_form, found)
    if code_form.code.data not in {choice.value for choice in code_form.code.choices}:
        # L10N: to an officer, over the list of national codes of which none was chosen
        code_form.code.errors = [pgettext("staff", "Please choose a code.")]
        return _page(review, happened, code_form, found), 422
    return _kept(review, happened, code_form, found)


def _kept(review: Review, happened: HappenedForm, code_form: CodeForm, found: Suggestion) -> Page:
    try:
        record_participation(staff(), review.id, Code(code_form.code.data), found, happened.beside)
    except (TooEarly, Impossible) as refused:
        code_form.code.errors = [_sentence(refused)]
        return _page(review, happened, code_form, found), 422
    # L10N: to an officer, after recording; %(code)s is a national code such as PN1
    flash(pgettext("staff", "Recorded as %(code)s.", code=code_form.code.data), "well")
    return redirect(url_for("staff.casework.review", review_id=review.id), 303)


def _sentence(refused: TooEarly | Impossible) -> str:
    if isinstance(refused, Impossible):
        # L10N: to an officer; %(rule)s is the number of a rule of the national return
        words = pgettext("staff", "This code does not fit the child’s age on the day (rule %(rule)s).")
        return str(words % {"rule": refused.rule})
    # L10N: to an officer who tries to record a meeting before its day
    return str(pgettext("staff", "This can be recorded from the day of the meeting."))


def _page(
    review: Review, happened: HappenedForm, code_form: CodeForm | None = None, found: Suggestion | None = None
) -> str:
    return render_template(
        "staff/participation.html",
        review=review,
        form=happened,
        code_form=code_form,
        found=found,
        outcomes=outcomes,
        name_of=name_of,
    )
