"""One short page on which a visit is written down, and the page on which it is read."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response

from participation import clock
from participation.between import wording
from participation.between.actions import change, read_visit, write_down
from participation.between.forms import OfficerVisitForm, given
from participation.between.models import OfficerVisitKind
from participation.between.queries import review_to_write_about, visit_to_change, visit_to_read
from participation.reviews.models import Review, ReviewKind
from participation.reviews.timetable import age_on
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import REVIEW_IS_SHOWN_BY
from participation.staff.wording import isolated, name_of

blueprint = Blueprint("between", __name__)

Page = str | Response | tuple[str, int]
GROWN = 18


@blueprint.context_processor
def words() -> dict[str, Any]:
    """How these pages put things into words."""
    return {"wording": wording, "name_of": name_of, "isolated": isolated, "review_address": _address_of}


def _address_of(review_id: str) -> str:
    return url_for(current_app.extensions[REVIEW_IS_SHOWN_BY], review_id=review_id)


@blueprint.route("/reviews/<review_id>/visits", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def new(review_id: str) -> Page:
    """Write a visit down."""
    review = review_to_write_about(staff(), review_id) or abort(404)
    form = OfficerVisitForm(is_grown=_is_grown(review, clock.today()), **_at_first())
    if not form.validate_on_submit():
        return _page(form, review)
    if write_down(staff(), review_id, form.key.data or "", form.facts, form.words) is None:
        abort(404)
    return _saved(review_id)


def _at_first() -> dict[str, object]:
    """A link may name the kind, as the list does that says that a midway review is due."""
    asked = request.args.get("kind")
    return {"made_on": clock.today(), "kind": asked if asked in set(OfficerVisitKind) else None}


@blueprint.get("/visits/<visit_id>")
@for_roles(Role.OFFICER, Role.MANAGER)
def visit(visit_id: str) -> str:
    """What was written down; that it was opened is on disk before a word is shown."""
    found = visit_to_read(staff(), visit_id) or abort(404)
    said = read_visit(staff(), found)
    may_change = visit_to_change(staff(), visit_id) is not None
    found = visit_to_read(staff(), visit_id) or abort(404)
    return render_template("staff/visit.html", visit=found, words=said, may_change=may_change)


@blueprint.route("/visits/<visit_id>/change", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def again(visit_id: str) -> Page:
    """Put right what one wrote oneself."""
    found = visit_to_change(staff(), visit_id) or abort(404)
    review, is_grown = found.review, _is_grown(found.review, found.made_on)
    if request.method == "POST":
        form = OfficerVisitForm(is_grown=is_grown)
        if form.validate() and change(staff(), visit_id, form.facts, form.words):
            return _saved(review.id)
        return _page(form, review)
    said = read_visit(staff(), found) or abort(404)
    return _page(OfficerVisitForm(is_grown=is_grown, **given(found, said)), review)


def _is_grown(review: Review, on: date) -> bool:
    born_on = review.child.born_on
    return age_on(born_on, on) >= GROWN if born_on else review.kind == ReviewKind.PATHWAY_PLAN


def _saved(review_id: str) -> Response:
    # L10N: to an officer, after writing down a visit
    flash(pgettext("staff", "The visit is written down."), "well")
    return redirect(_address_of(review_id) + "#between", 303)


def _page(form: OfficerVisitForm, review: Review) -> Page:
    page = render_template("staff/visit_form.html", form=form, review=review)
    return (page, 422) if form.errors else page
