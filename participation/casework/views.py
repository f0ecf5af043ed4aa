"""The officer's list, one page a review, the pack for the meeting, and one submission whole."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from flask_babel import lazy_pgettext
from werkzeug.wrappers import Response

from participation import clock
from participation.advocacy import wording as advocacy
from participation.casework import reminders_wording, what_came, what_was_said, wording
from participation.casework.forms import HappenedForm, facts
from participation.casework.listing import is_overdue, sections
from participation.casework.queries import own_reviews, submission_for, taken_back_from, taken_back_to_read
from participation.casework.recording import is_counted, without_coming
from participation.casework.replies import State
from participation.casework.rows import is_read, rows_of
from participation.casework.side_by_side import by_page, side_by_side
from participation.casework.sorting import reasons_for
from participation.casework.topics import staff_words
from participation.casework.what_was_said import Said
from participation.feedback.actions import note_refusal
from participation.locks.queries import lock_of_child
from participation.outcomes import wording as outcomes
from participation.outcomes.actions import note_asked
from participation.outcomes.codes import Reason
from participation.outcomes.queries import answers_of, history, recorded
from participation.permissions.queries import (
    Standing,
    absences_of,
    covers_ended,
    covers_now,
    read_by_others,
    review_to_read,
    standing,
)
from participation.reviews.models import Review
from participation.service.questionnaires import translate
from participation.staff.guard import EVERY_ROLE, for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, home_of, shows
from participation.staff.wording import isolated, name_of
from participation.submissions.actions import Opened, read, read_taken_back
from participation.submissions.models import Submission
from participation.submissions.queries import submissions_for
from participation.submissions.withdrawals import note_seen
from participation.submissions.wording import provenance
from participation.web import languages

blueprint = Blueprint("casework", __name__)
# L10N: staff navigation, the officer's list of their own reviews
shows(blueprint, Place("my_reviews", lazy_pgettext("staff", "My reviews"), frozenset({Role.OFFICER})))

WHY = {
    Standing.OWN: "preparing the review",
    Standing.COVERING: "covering for a colleague",
    Standing.ASKED: "reading elsewhere, with a reason",
}
"""What the audit says of a reading."""


@blueprint.context_processor
def words() -> dict[str, Any]:
    """How these pages put respondents, requests and codes into words."""
    return {
        "wording": wording,
        "mark_words": reminders_wording.mark_words,
        "advocacy": advocacy,
        "outcomes": outcomes,
        "name_of": name_of,
        "isolated": isolated,
        "provenance": provenance,
        "known_language": languages.language,
    }


@blueprint.get("/")
@for_roles(*EVERY_ROLE)
def my_reviews() -> str | Response:
    """The officer's own reviews by date; everybody else is led to their own work."""
    if staff().role != Role.OFFICER:
        home = home_of(staff().role)
        return redirect(home, 303) if home != request.path else abort(404)
    today = clock.today()
    rows = rows_of(staff(), own_reviews(staff(), today), today)
    first = [row for row in rows if row.is_moved_up]
    return render_template(
        "staff/my_reviews.html",
        sections=sections(rows, today),
        first=first,
        count=len(rows),
        covers=covers_now(staff()),
        absences=absences_of(staff()),
        ended=covers_ended(staff()),
    )


@blueprint.get("/reviews/<review_id>")
@for_roles(Role.OFFICER, Role.MANAGER)
def review(review_id: str) -> str:
    """One page: what is to be read first, the child's own words, what they want, what the adults say."""
    found = review_to_read(staff(), review_id) or abort(404)
    today, whose = clock.today(), standing(staff(), found)
    (row,) = rows_of(staff(), [found], today)  # before it is read, so that what is new shows as new
    submissions = submissions_for(staff(), review_id)
    read_before = {each.id for each in submissions if is_read(each, staff())}
    opened = read(staff(), submissions, WHY[whose])
    if whose is not Standing.ASKED:
        note_seen(staff(), [each.submission_id for each in row.taken_back if not each.is_seen])
    everything = what_was_said.said(opened, staff_words)
    code = recorded([review_id]).get(review_id)
    form = HappenedForm(found.meets_on, is_counted=is_counted(found), formdata=None, **facts(code))
    return render_template(
        "staff/review.html",
        row=row,
        review=found,
        whose=whose,
        read_by=read_by_others(review_id),
        opened=opened,
        translate=translate,
        read_before=read_before,
        unopened=len(submissions) - len(opened),
        read_first=what_was_said.read_first(everything),
        sorted=[(each.submission, reasons_for(each.submission)) for each in opened],
        childs_words=what_was_said.childs_words(everything),
        wishes=by_page(what_was_said.wishes(everything)),
        side_by_side=side_by_side(everything),
        earlier=history(found.child_id, found.meets_on or today),
        recorded=code,
        reasons=[Reason.parse(stored) for stored in code.reasons] if code else [],
        is_too_young=any(arrival.state is State.TOO_YOUNG for arrival in row.arrivals),
        is_overdue=is_overdue(found, today),
        is_held=found.meets_on is not None and today >= found.meets_on,
        expected=without_coming(found, submissions),
        form=form,
        **_what_came(found, everything),
    )


def _what_came(review: Review, everything: tuple[Said, ...]) -> dict[str, Any]:
    """What the child asked for is noted the first time that somebody reads it, and waits for an answer from then on."""
    answers, lock = answers_of(staff(), review.id), lock_of_child(review.id)
    note_asked((each.submission, each.line.question.id) for each in what_came.not_noted(everything, answers))
    return {
        "things": what_came.things(everything, answers, lock.id if lock else ""),
        "others": what_came.other_words(everything, answers),
        "lock": lock,
        "may_answer": review.officer_id == staff().id,
        "taken_back": taken_back_from(staff(), [review]),
    }


@blueprint.get("/submissions/<submission_id>")
@for_roles(Role.OFFICER, Role.MANAGER)
def submission(submission_id: str) -> str:
    """One submission, whole: of a review that one may read; for a manager feedback."""
    found = submission_for(staff(), submission_id)
    if found is None:
        note_refusal(staff(), submission_id)
        abort(404)
    return _whole(found, read(staff(), [found], "reading one submission whole"))


@blueprint.get("/submissions/<submission_id>/taken-back")
@for_roles(Role.MANAGER)
def taken_back(submission_id: str) -> str:
    """What was taken back, for a manager who gave a reason today: a bully can press that button too."""
    found = taken_back_to_read(staff(), submission_id) or abort(404)
    return _whole(found, read_taken_back(staff(), found), is_taken_back=True)


def _whole(found: Submission, opened: tuple[Opened, ...], *, is_taken_back: bool = False) -> str:
    return render_template(
        "staff/submission.html",
        submission=found,
        review=found.review,
        lines=[line for each in opened for line in each.answers.lines(each.questionnaire, staff_words)],
        form=_title_of(opened),
        is_taken_back=is_taken_back,
    )


def _title_of(opened: tuple[Opened, ...]) -> str:
    return next((translate(each.questionnaire.purpose, each.questionnaire.title) for each in opened), "")
