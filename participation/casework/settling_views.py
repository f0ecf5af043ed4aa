"""Settling the meeting: one page, one Save, with what the child wished beside each field."""

from collections.abc import Iterable

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation.arranging.actions import SettledMeanwhile, settle_meeting
from participation.casework.opening import open_review
from participation.casework.review_page import ReviewPage
from participation.casework.settling_forms import SettleForm
from participation.casework.what_was_said import Said
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.wording import name_of

blueprint = Blueprint("settling", __name__)

WHEN, WHERE = ("meeting_when", "meeting_not_when"), ("meeting_where", "meeting_where_words")
BESIDE = ("guests", "people_", "not_in_front", "helper", "see_before")
"""How the questions begin that are about who comes."""


@blueprint.route("/reviews/<review_id>/meeting", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def meeting(review_id: str) -> str | Response | tuple[str, int]:
    """Say when, where and with whom the meeting is; what cannot be kept comes back as it was typed."""
    page = open_review(staff(), review_id)
    if page is None or not page.may_settle:
        abort(404)
    form = SettleForm(page.review)
    if not form.validate_on_submit():
        return _shown(page, form)
    try:
        moved = settle_meeting(staff(), review_id, form.arrangement, form.seen.data or 0)
    except LookupError:
        abort(404)
    except SettledMeanwhile:
        # L10N: to an officer who settles a meeting that a colleague or a list has changed since the page was opened
        form.meets_on.errors = [pgettext("staff", "This has changed meanwhile. Look at the review, then save again.")]
        return _shown(page, form)
    say_settled(moved=moved)
    return redirect(url_for("staff.casework.review", review_id=review_id, _anchor="wishes"), 303)


def say_settled(*, moved: bool) -> None:
    """What is told after it, and who prints letters."""
    if moved:
        # L10N: to an officer, after a meeting was moved; support prints letters
        flash(pgettext("staff", "The meeting has moved. Letters that name another day are on support’s list."), "well")
    else:
        # L10N: to an officer, after saving when, where and with whom a meeting is
        flash(pgettext("staff", "The meeting is settled."), "well")


def _shown(page: ReviewPage, form: SettleForm) -> str | tuple[str, int]:
    wishes = [each for _, answers in page.wishes for each in answers]
    shown = render_template(
        "staff/settling.html",
        form=form,
        review=page.review,
        name=name_of(page.review.child),
        offer=page.offer,
        when=_about(wishes, WHEN),
        where=_about(wishes, WHERE),
        who=_about(wishes, BESIDE),
    )
    return (shown, 422) if form.errors else shown


def _about(wishes: Iterable[Said], beginnings: tuple[str, ...]) -> list[Said]:
    return [each for each in wishes if each.line.question.id.startswith(beginnings) and not each.is_said_before]
