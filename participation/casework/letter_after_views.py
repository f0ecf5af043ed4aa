"""The officer writes to the child after a review, sees how it reads, and prints it."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response as AnyResponse

from participation import clock
from participation.casework.actions import keep_letter
from participation.casework.letter_after import ToWrite, to_write
from participation.casework.letter_forms import LetterPage
from participation.children.models import DIED
from participation.letters.after import pdf
from participation.letters.printing import officer_of
from participation.outcomes import wording as outcomes
from participation.outcomes.childs_letter import letter_of
from participation.permissions.queries import review_for
from participation.reviews.models import Review
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.wording import name_of

blueprint = Blueprint("letter_after", __name__)

Page = str | AnyResponse | tuple[str, int]
PRINT, LOOK, SHOW = "print", "look", "show"


@blueprint.route("/reviews/<review_id>/letter", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def write(review_id: str) -> Page:
    """The words, the things that stand in it, and how old one must be to read them."""
    gathered, kept = to_write(staff(), _held(review_id)), letter_of(staff(), review_id)
    page = LetterPage.of(gathered.things, kept[1] if kept else gathered.before())
    if request.method == "GET" or request.form.get("go") == LOOK:
        return _shown(gathered, page)
    if not page.is_in_order():
        return _shown(gathered, page), 422
    prints, shows = request.form.get("go") == PRINT, request.form.get("go") == SHOW and gathered.lock
    made = pdf(gathered.drawn(page.written, officer_of(gathered.review))) if prints else b""
    to_show = gathered.to_show(page.written) if shows else None
    keep_letter(staff(), review_id, page.written, prints=prints, to_show=to_show)
    if prints:
        named = {"Content-Disposition": f'attachment; filename="letter-{clock.today()}.pdf"'}
        return Response(made, mimetype="application/pdf", headers=named)
    # L10N: to an officer, after saving a letter to a child that is not printed yet
    saved = pgettext("staff", "The letter is saved.")
    # L10N: to an officer, after showing a child a letter that is not final yet
    shown = pgettext(
        "staff", "The letter is saved, and waits behind the child’s lock. What they say of it stands here."
    )
    flash(shown if shows else saved, "well")
    return redirect(url_for(".write", review_id=review_id), 303)


@blueprint.post("/reading-age")
@for_roles(Role.OFFICER)
def reads_like() -> Response:
    """How old one must be to read what is being typed; nothing of it is kept."""
    return Response(outcomes.reads_like(request.form.get("words", "")), mimetype="text/plain")


def _held(review_id: str) -> Review:
    """A review of the officer's own that was held, of a child who can be written to."""
    review = review_for(staff(), review_id) or abort(404)
    is_held = review.meets_on is not None and review.meets_on <= clock.today() and not review.ending_id
    if review.officer_id != staff().id or not is_held or review.child.ended_as == DIED:
        abort(404)
    return review


def _shown(gathered: ToWrite, page: LetterPage) -> str:
    return render_template(
        "staff/letter_after.html",
        page=page,
        gathered=gathered,
        review=gathered.review,
        is_unread=gathered.is_unread,
        spoken=gathered.language,
        kept=letter_of(staff(), gathered.review.id),
        name=name_of(gathered.review.child),
        outcomes=outcomes,
    )
