"""The pack for the meeting: only what may be said there."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.carried.models import SaidBy
from participation.carried.queries import Carried, said_for
from participation.casework import what_was_said
from participation.casework.actions import leave_out
from participation.casework.preparing_views import key_of_line
from participation.casework.queries import left_out
from participation.casework.rows import is_read
from participation.casework.side_by_side import by_page
from participation.casework.topics import staff_words
from participation.casework.what_was_said import LineKey
from participation.interpreting.in_english import in_english
from participation.permissions.queries import Standing, review_for, review_to_read, standing
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.wording import name_of
from participation.submissions.actions import read_in_part
from participation.submissions.models import Submission
from participation.submissions.queries import submissions_for

blueprint = Blueprint("pack", __name__)


@blueprint.get("/reviews/<review_id>/pack")
@for_roles(Role.OFFICER, Role.MANAGER)
def pack(review_id: str) -> str:
    """To print and take along: only what may be said in the meeting."""
    found = review_to_read(staff(), review_id) or abort(404)
    submissions = _childs(submissions_for(staff(), review_id))
    opened = read_in_part(staff(), submissions, "making the pack for the meeting")
    english = in_english(each.submission.id for each in opened)
    everything = what_was_said.with_english(what_was_said.said(opened, staff_words), english)
    may_be_said, kept = what_was_said.may_be_said(everything), left_out(review_id)
    given = [each for each in may_be_said if each.key not in kept]
    return render_template(
        "staff/pack.html",
        review=found,
        name_of=name_of,
        may_leave_out=standing(staff(), found) is not Standing.ASKED,
        left_out=[each for each in may_be_said if each.key in kept],
        is_all_read=all(is_read(each, staff()) for each in submissions),
        words=[each for each in given if each.is_words and not each.is_observed],
        seen=what_was_said.observed(given),
        checked=_english_checked(review_id) if any(each.english for each in given) else {},
        chosen=by_page(each for each in given if not each.is_words and not each.is_wish),
        wishes=by_page(each for each in given if not each.is_words and each.is_wish),
    )


@blueprint.post("/reviews/<review_id>/pack/lines")
@for_roles(Role.OFFICER)
def lines(review_id: str) -> Response:
    """One press leaves a line out, or puts it back."""
    review_for(staff(), review_id) or abort(404)
    is_left_out = "leave" in request.form
    pressed = request.form.get("leave" if is_left_out else "put", "")
    try:
        leave_out(staff(), review_id, key_of_line(pressed), is_left_out=is_left_out)
    except LookupError:
        # L10N: to an officer who pressed a button beside something that was taken back meanwhile
        flash(pgettext("staff", "This is not there any more. Nothing was changed."), "wait")
    return redirect(url_for("staff.pack.pack", review_id=review_id, _anchor="words"), 303)


def _english_checked(review_id: str) -> dict[LineKey, Carried]:
    """Of which words the child has seen the English and said whether that is what they meant."""
    shown = (each for each in said_for(staff(), review_id) if each.said.said_by == SaidBy.INTERPRETER)
    return {each.said.slot[1:]: each for each in shown if each.is_meant or each.is_not_meant}


def _childs(submissions: Any) -> list[Submission]:
    return [each for each in submissions if each.kind == "views"]
