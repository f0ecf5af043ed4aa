"""The list of challenges, the page on which one is raised, and one page for each."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation import clock, service
from participation.challenges import wording
from participation.challenges.actions import ChallengeWords, go_further, note_answer, raise_challenge, read_challenge
from participation.challenges.forms import ChallengeAnswerForm, RaiseForm
from participation.challenges.levels import formal_since, may_go_further, whole_due_on
from participation.challenges.models import ChallengedAgency, ChallengeKind, OfficerChallenge
from participation.challenges.queries import challenge_to_read, challenges_for, wishes_of
from participation.permissions.queries import review_for
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import REVIEW_IS_SHOWN_BY
from participation.staff.wording import isolated, name_of

blueprint = Blueprint("challenges", __name__)

Page = str | Response | tuple[str, int]
WRONG = 422


@blueprint.context_processor
def words() -> dict[str, Any]:
    """How these pages put things into words."""
    return {"wording": wording, "name_of": name_of, "isolated": isolated, "review_address": _address_of}


def _address_of(review_id: str) -> str:
    return url_for(current_app.extensions[REVIEW_IS_SHOWN_BY], review_id=review_id)


@blueprint.get("/challenges")
@for_roles(Role.OFFICER, Role.MANAGER)
def challenges() -> str:
    """An officer's own, with the days that are left; a manager sees all."""
    found = challenges_for(staff())
    waiting = [each for each in found if each.now and each.now.answered_on is None]
    return render_template(
        "staff/challenges.html", waiting=waiting, rest=[each for each in found if each not in waiting]
    )


@blueprint.route("/reviews/<review_id>/challenges", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def new(review_id: str) -> Page:
    """Raise something about one child."""
    review = review_for(staff(), review_id) or abort(404)
    wishes = wishes_of(staff(), review_id)
    form = RaiseForm(
        wishes,
        kind=ChallengeKind.CHALLENGE,
        agency=ChallengedAgency.LOCAL_AUTHORITY,
        raised_on=clock.today(),
        wish=request.args.get("wish", ""),
    )
    if not form.validate_on_submit():
        page = render_template("staff/challenge_form.html", form=form, review=review)
        return (page, WRONG) if form.errors else page
    id = raise_challenge(staff(), review_id, form.key.data or "", form.raised) or abort(404)
    # L10N: to an officer, after raising a challenge
    asked = pgettext("staff", "It is raised. Its days are counted from the day you gave.")
    # L10N: to an officer, after raising good practice, which nobody has to answer
    noted = pgettext("staff", "It is noted. Nobody has to answer it.")
    flash(asked if form.raised.kind == ChallengeKind.CHALLENGE else noted, "well")
    return redirect(url_for("staff.challenges.challenge", challenge_id=id), 303)


@blueprint.get("/challenges/<challenge_id>")
@for_roles(Role.OFFICER, Role.MANAGER)
def challenge(challenge_id: str) -> Page:
    """One of them, with the form for what came of it; that it was opened is on disk before a word is shown."""
    found = challenge_to_read(staff(), challenge_id) or abort(404)
    return _page(challenge_id, read_challenge(staff(), found))


@blueprint.post("/challenges/<challenge_id>/answer")
@for_roles(Role.OFFICER)
def answered(challenge_id: str) -> Page:
    """Note what came of it."""
    found = challenge_to_read(staff(), challenge_id) or abort(404)
    form = ChallengeAnswerForm(found.now)
    if not form.validate():
        return _page(challenge_id, read_challenge(staff(), found), form), WRONG
    if not note_answer(staff(), challenge_id, form.answer):
        abort(404)
    # L10N: to an officer, after noting what came of a challenge
    flash(pgettext("staff", "Saved."), "well")
    return redirect(url_for("staff.challenges.challenge", challenge_id=challenge_id), 303)


@blueprint.post("/challenges/<challenge_id>/further")
@for_roles(Role.OFFICER)
def further(challenge_id: str) -> Response:
    """To the next level, once the days of this one have passed."""
    typed = request.form.get("level", "")
    done = go_further(staff(), challenge_id, int(typed) if typed.isascii() and typed.isdecimal() else -1)
    if done is None:
        abort(404)
    # L10N: to an officer, after taking a challenge to the next level
    well = pgettext("staff", "It is at the next level now. Its days are counted from today.")
    # L10N: to an officer who pressed twice, or too early
    not_yet = pgettext(
        "staff",
        "Nothing was changed: it goes further when its days have passed without an answer, or the answer changed"
        " nothing.",
    )
    flash(well if done else not_yet, "well" if done else "wait")
    return redirect(url_for("staff.challenges.challenge", challenge_id=challenge_id), 303)


def _page(challenge_id: str, said: ChallengeWords, form: ChallengeAnswerForm | None = None) -> str:
    found = challenge_to_read(staff(), challenge_id) or abort(404)
    formal_on, days = formal_since(found.steps), service.current().challenge_days
    return render_template(
        "staff/challenge.html",
        challenge=found,
        whole_days=days,
        whole_due_on=whole_due_on(formal_on, days) if formal_on else None,
        said=said,
        form=form or _form_of(found, said),
        is_own=review_for(staff(), found.review_id) is not None,
        may_go_further=may_go_further(found, service.current().challenge_levels, clock.today()),
    )


def _form_of(found: OfficerChallenge, said: ChallengeWords) -> ChallengeAnswerForm:
    answered_on = found.now.answered_on if found.now else None
    before = {"answered_on": answered_on, "outcome": found.outcome, "words": said.answer}
    return ChallengeAnswerForm(found.now, formdata=None, **before)
