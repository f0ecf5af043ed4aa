"""What officers wrote about themselves, for the manager who looks at it before children do."""

from datetime import datetime

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import pgettext
from werkzeug.wrappers import Response as Answer

from participation.drawing.portraits import portrait
from participation.profiles.actions import approve, give_back
from participation.profiles.differences import differences
from participation.profiles.forms import ApprovalForm
from participation.profiles.models import ProfileChange
from participation.profiles.queries import profile_of, waiting, waiting_for
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.wording import isolated

blueprint = Blueprint("approvals", __name__)


@blueprint.get("/profiles")
@for_roles(Role.MANAGER)
def approvals() -> str:
    """Whose page waits."""
    return render_template("staff/profiles.html", changes=waiting(staff()), isolated=isolated)


@blueprint.route("/profiles/<staff_id>", methods=["GET", "POST"])
@for_roles(Role.MANAGER)
def approval(staff_id: str) -> str | Answer | tuple[str, int]:
    """What would be different for children; approved, or given back with words."""
    change = _found(staff_id)
    form = ApprovalForm(seen_at=change.asked_at.isoformat())
    if form.validate_on_submit() and _may_go(form):
        _answer(change.staff_id, form)
        return redirect(url_for(".approvals"), 303)
    shown = profile_of(staff_id)
    page = render_template(
        "staff/profile_approval.html",
        change=change,
        form=form,
        shown=shown,
        rows=differences(shown, change.as_page(shown)),
        drawn=portrait,
        isolated=isolated,
    )
    return page, 422 if form.errors else 200


def _may_go(form: ApprovalForm) -> bool:
    if request.form.get("go") == "approve" or form.words.data:
        return True
    # L10N: to a manager who gives a page back to its officer and does not say why
    form.words.errors = [pgettext("staff", "Please say what to change.")]
    return False


def _answer(staff_id: str, form: ApprovalForm) -> None:
    try:
        seen_at = datetime.fromisoformat(form.seen_at.data)
    except ValueError:
        abort(400)
    if request.form.get("go") == "approve":
        is_done = approve(staff(), staff_id, seen_at)
    else:
        is_done = give_back(staff(), staff_id, seen_at, form.words.data)
    # L10N: to a manager, after looking at a page of an officer
    done = pgettext("staff", "Done. The officer is told.")
    # L10N: to a manager who approves a page that its officer has changed meanwhile
    changed = pgettext("staff", "The officer has written something else since: please look again.")
    flash(done if is_done else changed, "well" if is_done else "wait")


@blueprint.get("/profiles/<staff_id>/photo")
@for_roles(Role.MANAGER)
def photo(staff_id: str) -> Response:
    """The photo that waits."""
    found = _found(staff_id).photo
    if found is None:
        abort(404)
    return Response(found, mimetype="image/webp")


def _found(staff_id: str) -> ProfileChange:
    return waiting_for(staff(), staff_id) or abort(404)
