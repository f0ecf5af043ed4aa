"""The officer shows the child what an interpreter made of their words, and notes that they talked."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.carried.actions import ToSay, note_talked, say_for
from participation.carried.models import SaidBy
from participation.casework import what_was_said
from participation.casework.preparing_views import key_of_line
from participation.casework.topics import staff_words
from participation.casework.what_was_said import LineKey, Said
from participation.interpreting.in_english import in_english
from participation.locks.queries import lock_of_child
from participation.outcomes.queries import to_answer
from participation.permissions.queries import review_for
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.submissions.actions import read_in_part
from participation.submissions.queries import copied

blueprint = Blueprint("carried", __name__)


@blueprint.post("/reviews/<review_id>/english")
@for_roles(Role.OFFICER)
def show_english(review_id: str) -> Response:
    """The newest English of one answer, with the child's own words: nothing reaches a child that nobody has read."""
    review_for(staff(), review_id) or abort(404)
    if said := _in_english(review_id, key_of_line(request.form.get("line", ""))):
        own = "\n".join(said.line.value)
        say_for(staff(), review_id, ToSay(SaidBy.INTERPRETER, said.english[-1].words, own, *said.key))
        # L10N: to an officer, after showing a child the English of their words, behind the lock
        flash(pgettext("staff", "It waits behind the child’s lock. What they say of it stands here."), "well")
    else:
        _say_gone()
    return _back(review_id)


@blueprint.post("/reviews/<review_id>/talked")
@for_roles(Role.OFFICER)
def talked(review_id: str) -> Response:
    """The officer has talked with the child about something to which they said "not quite"."""
    review_for(staff(), review_id) or abort(404)
    try:
        note_talked(staff(), review_id, request.form.get("said", ""))
    except LookupError:
        _say_gone()
    return _back(review_id)


def _say_gone() -> None:
    # L10N: to an officer who pressed a button beside something that was taken back meanwhile
    flash(pgettext("staff", "This is not there any more. Nothing was changed."), "wait")


def _back(review_id: str) -> Response:
    return redirect(url_for("staff.casework.review", review_id=review_id, _anchor="carried"), 303)


def _in_english(review_id: str, key: LineKey) -> Said | None:
    """An answer in English, of a review of the officer's own; nothing where the child wanted no copy behind the lock.

    Opening it is noted first.
    """
    submission = to_answer(staff(), review_id, key[0])
    if submission is None or submission.id not in copied([submission.id], lock_of_child(review_id)):
        return None
    opened = read_in_part(staff(), [submission], "showing the child their words in English")
    found = what_was_said.with_english(what_was_said.said(opened, staff_words), in_english([submission.id]))
    return next((each for each in found if each.key == key and each.english), None)
