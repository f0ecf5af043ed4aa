"""The officer's list and one page a review."""

from datetime import timedelta

from flask import Blueprint, abort, render_template

from participation import clock
from participation.library import translate
from participation.people.guard import for_roles, staff
from participation.people.models import Role
from participation.reviews.queries import review_for, reviews_of
from participation.submissions.actions import read
from participation.submissions.queries import submissions_for

blueprint = Blueprint("preparing", __name__)


@blueprint.get("/")
@for_roles(Role.OFFICER)
def my_reviews() -> str:
    """The officer's own reviews by date."""
    since = clock.today() - timedelta(days=28)
    return render_template("staff/my_reviews.html", reviews=reviews_of(staff(), since))


@blueprint.get("/reviews/<review_id>")
@for_roles(Role.OFFICER)
def review(review_id: str) -> str:
    """One page: the child's own words on top."""
    found = review_for(staff(), review_id) or abort(404)
    heard = read(staff(), submissions_for(staff(), review_id), "preparing the review")
    lines = [line for opened in heard for line in opened.answers.lines(opened.questionnaire, translate)]
    return render_template("staff/review.html", review=found, lines=lines)
