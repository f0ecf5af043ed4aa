"""The officer's list, one page a review, and one submission whole."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation import clock
from participation.advocacy import wording as advocacy
from participation.afterwards import wording as afterwards
from participation.arranging.wording import odd_about_day, reason_words
from participation.between import wording as between
from participation.between.cribs import save_crib
from participation.between.queries import still_due, visits_with
from participation.carried.wording import said_by_words
from participation.casework import feedback_wording, reminders_wording, wording
from participation.casework.carers_check import check_chip
from participation.casework.forms import CribForm
from participation.casework.listing import between_meetings, count, sections, visits_to_make
from participation.casework.opening import open_review
from participation.casework.queries import own_reviews, submission_for, withdrawal_to_read
from participation.casework.review_page import ReviewPage
from participation.casework.rows import rows_of
from participation.casework.to_do import BETWEEN, COLUMNS
from participation.casework.topics import staff_words
from participation.casework.waiting import waiting
from participation.challenges import wording as challenges
from participation.challenges.queries import challenges_about, late_challenges
from participation.config import Config
from participation.endings import wording as endings
from participation.faces.models import HAVE_FACES
from participation.feedback.actions import note_refusal
from participation.feedback.queries import FEEDBACK
from participation.interpreting.in_english import in_english
from participation.outcomes import wording as outcomes
from participation.permissions.queries import absences_ended, cover_around, review_for
from participation.service.questionnaires import translate
from participation.staff.guard import EVERY_ROLE, for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, home_of, shows
from participation.staff.wording import isolated, name_of
from participation.submissions.actions import Opened, read, read_withdrawn
from participation.submissions.models import Submission
from participation.submissions.wording import provenance
from participation.translating import known

blueprint = Blueprint("casework", __name__)
_OFFICERS = frozenset({Role.OFFICER})
# L10N: staff navigation, the officer's list of their own reviews
shows(blueprint, Place("my_reviews", lazy_pgettext("staff", "My reviews"), _OFFICERS, daily=_OFFICERS))


@blueprint.context_processor
def words() -> dict[str, Any]:
    """How these pages put respondents, requests and codes into words."""
    return {
        "wording": wording,
        "kept_days": kept_days,
        "mark_words": reminders_wording.mark_words,
        "check_chip": check_chip,
        "have_faces": HAVE_FACES,
        "advocacy": advocacy,
        "afterwards": afterwards,
        "between": between,
        "challenges": challenges,
        "moved_because": reason_words,
        "odd_about_day": odd_about_day,
        "endings": endings,
        "outcomes": outcomes,
        "name_of": name_of,
        "isolated": isolated,
        "said_by_words": said_by_words,
        "provenance": provenance,
        "known_language": known.language,
        "translate": translate,
    }


def kept_days(kind: str) -> int:
    """For how many days this installation keeps a kind of thing."""
    config: Config = current_app.extensions["config"]
    return config.periods[kind].days


@blueprint.get("/")
@for_roles(*EVERY_ROLE)
def my_reviews() -> str | Response:
    """The officer's own reviews by date; everybody else is led to their own work."""
    if staff().role != Role.OFFICER:
        home = home_of(staff().role)
        return redirect(home, 303) if home != request.path else abort(404)
    today, due = clock.today(), still_due(staff())
    reviews = own_reviews(staff())
    rows = rows_of(staff(), reviews, today)
    first = [row for row in rows if row.is_moved_up]
    found = (*sections(rows, today), *between_meetings(due, waiting(reviews, today), today))
    stands_in, absences = cover_around(staff())
    return render_template(
        "staff/my_reviews.html",
        sections={section.id: section for section in found},
        columns=COLUMNS,
        columns_between=BETWEEN,
        visits_to_make=visits_to_make(due, today),
        first=first,
        count=count(found, today),
        stands_in=stands_in,
        absences=absences,
        ended=absences_ended(staff()),
        late_challenges=late_challenges(staff()),
    )


@blueprint.get("/reviews/<review_id>")
@for_roles(Role.OFFICER, Role.MANAGER)
def review(review_id: str) -> str:
    """One page: what is to be read first, the child's own words, what they want, what the adults say."""
    return shown(open_review(staff(), review_id) or abort(404))


def shown(page: ReviewPage, crib: CribForm | None = None) -> str:
    """The page, with the notes as they are kept, or as they were typed and not kept."""
    return render_template(
        "staff/review.html",
        page=page,
        crib=crib or CribForm(formdata=None, crib=page.crib),
        visits=visits_with(staff(), page.review.child_id),
        # Before the first meeting no midway review can be due.
        still_due=still_due(staff(), page.review.child_id) if page.earlier or page.is_held else [],
        raised=challenges_about(staff(), page.review),
    )


@blueprint.post("/reviews/<review_id>/crib")
@for_roles(Role.OFFICER)
def crib(review_id: str) -> str | Response | tuple[str, int]:
    """Keep the officer's own notes; what is too long comes back as it was typed."""
    review_for(staff(), review_id) or abort(404)
    form = CribForm()
    if not form.validate():
        return shown(open_review(staff(), review_id) or abort(404), form), 422
    save_crib(staff(), review_id, (form.crib.data or "").replace("\r\n", "\n").strip())
    # L10N: to an officer, after saving notes that nobody else reads
    flash(pgettext("staff", "Your crib is kept."), "well")
    return redirect(url_for(".review", review_id=review_id), 303)


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
def withdrawn(submission_id: str) -> str:
    """What was withdrawn, for a manager who gave a reason today: a bully can press that button too."""
    found = withdrawal_to_read(staff(), submission_id) or abort(404)
    return _whole(found, read_withdrawn(staff(), found), is_withdrawn=True)


def _whole(found: Submission, opened: tuple[Opened, ...], *, is_withdrawn: bool = False) -> str:
    return render_template(
        "staff/submission.html",
        submission=found,
        review=found.review,
        who=(feedback_wording if found.kind == FEEDBACK else wording).who(found),
        lines=[line for each in opened for line in each.answers.lines(each.questionnaire, staff_words)],
        form=_title_of(opened),
        english=in_english([found.id]).get(found.id, {}),
        is_withdrawn=is_withdrawn,
    )


def _title_of(opened: tuple[Opened, ...]) -> str:
    return next((translate(each.questionnaire.purpose, each.questionnaire.title) for each in opened), "")
