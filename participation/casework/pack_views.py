"""The pack for the meeting: only what may be said there."""

from typing import Any

from flask import Blueprint, abort, render_template

from participation.casework import what_was_said
from participation.casework.rows import is_read
from participation.casework.side_by_side import by_page
from participation.casework.topics import staff_words
from participation.interpreting.in_english import in_english
from participation.permissions.queries import review_to_read
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
    given = what_was_said.may_be_said(everything)
    return render_template(
        "staff/pack.html",
        review=found,
        name_of=name_of,
        is_all_read=all(is_read(each, staff()) for each in submissions),
        words=[each for each in given if each.is_words and not each.is_observed],
        seen=what_was_said.observed(given),
        chosen=by_page(each for each in given if not each.is_words and not each.is_wish),
        wishes=by_page(each for each in given if not each.is_words and each.is_wish),
    )


def _childs(submissions: Any) -> list[Submission]:
    return [each for each in submissions if each.kind == "views"]
