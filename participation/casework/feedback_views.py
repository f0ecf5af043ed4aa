"""What was said about officers: whole for managers, in bands for the officer; nobody reads what is about themselves."""

from datetime import date
from itertools import groupby

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation import service
from participation.casework import feedback_wording, what_was_said
from participation.casework.rows import is_read
from participation.feedback.actions import note_refused_page
from participation.feedback.bands import quarter_of
from participation.feedback.queries import bands_of, feedback_about, heaps
from participation.feedback.themes import count_by_theme, mark_with, themes_of
from participation.service.questionnaires import translate
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.wording import isolated
from participation.submissions.actions import note_read, open_together
from participation.submissions.wording import provenance

blueprint = Blueprint("feedback", __name__)
shows(
    blueprint,
    Place(
        "feedback",
        # L10N: staff navigation, what children said about how the review was
        lazy_pgettext("staff", "Feedback"),
        frozenset({Role.MANAGER, Role.OFFICER}),
        daily=frozenset({Role.OFFICER}),
        # L10N: under "More", what is to be found behind "Feedback"
        about=lazy_pgettext("staff", "What children and adults say about their reviews."),
    ),
)


@blueprint.get("/feedback")
@for_roles(Role.MANAGER, Role.OFFICER)
def feedback() -> str:
    """For a manager how much came about whom; for an officer what at least five children said, in bands."""
    found = heaps(staff())
    return render_template(
        "staff/feedback.html",
        quarters=[(quarter, list(together)) for quarter, together in groupby(found, key=lambda heap: heap.quarter)],
        own=bands_of(staff()),
        themes=count_by_theme(staff()),
        words=feedback_wording,
        isolated=isolated,
    )


@blueprint.get("/feedback/<officer_id>/<quarter>")
@for_roles(Role.MANAGER, Role.OFFICER)
def about(officer_id: str, quarter: str) -> str:
    """Everything about one officer in one quarter, words too. That it was opened is on disk before it is shown.

    It is read when all of it was on the screen, or when the manager says so.
    """
    if officer_id == staff().id:
        note_refused_page(staff())
        abort(404)
    first_on = _quarter(quarter)
    submissions = feedback_about(staff(), officer_id, first_on) or abort(404)
    opened = open_together(staff(), submissions, "reading feedback about an officer")
    everything = what_was_said.said(opened, translate)
    return render_template(
        "staff/feedback_about.html",
        officer=submissions[0].about_officer,
        period=feedback_wording.quarter_words(first_on),
        opened=opened,
        unopened=len(submissions) - len(opened),
        not_read=[each for each in opened if not is_read(each.submission, staff())],
        quarter=quarter,
        offered=service.current().feedback_themes,
        themes=themes_of(each.submission.id for each in opened),
        read_first=what_was_said.read_first(everything),
        quotes=[each for each in everything if each.is_words],
        summed=feedback_wording.summed(everything),
        translate=translate,
        wording=feedback_wording,
        provenance=provenance,
        isolated=isolated,
    )


@blueprint.post("/feedback/<officer_id>/<quarter>/read")
@for_roles(Role.MANAGER)
def note_all_read(officer_id: str, quarter: str) -> Response:
    """What the page showed has been read: the manager says so, or a script that saw all of it on the screen."""
    submissions = feedback_about(staff(), officer_id, _quarter(quarter)) or abort(404)
    said = set(request.form.getlist("submission"))
    note_read(staff(), [each.id for each in submissions if each.id in said])
    return redirect(url_for(".about", officer_id=officer_id, quarter=quarter), 303)


@blueprint.post("/feedback/<officer_id>/<quarter>/themes")
@for_roles(Role.MANAGER)
def mark_themes(officer_id: str, quarter: str) -> Response:
    """What each of these is about, in the words of the list on the settings page."""
    submissions = feedback_about(staff(), officer_id, _quarter(quarter)) or abort(404)
    mark_with(staff(), {each.id: request.form.getlist(f"themes_{each.id}") for each in submissions})
    # L10N: to a manager, after marking feedback with themes
    flash(pgettext("staff", "Saved."), "well")
    return redirect(url_for(".about", officer_id=officer_id, quarter=quarter), 303)


def _quarter(named: str) -> date:
    """The first day of "2026-01"; what is no quarter is not there."""
    try:
        first_on = date.fromisoformat(f"{named}-01")
    except ValueError:
        abort(404)
    return first_on if quarter_of(first_on) == first_on else abort(404)
