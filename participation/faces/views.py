"""An officer gives an adult a face; a manager looks at it before the child does, where the service wants that."""

from datetime import datetime

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response as Answer

from participation import service
from participation.faces.actions import answer_face, give_face, give_face_again, take_face_away
from participation.faces.forms import FaceForm, SeenForm
from participation.faces.queries import face_before, face_of, person_for, waiting, waiting_for
from participation.invitations.wording import role_words
from participation.profiles.photo_wording import REFUSED
from participation.profiles.photos import LARGEST_FILE, NotAPhoto
from participation.staff.guard import for_roles, staff, takes_files_of
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.staff.wording import isolated, name_of

blueprint = Blueprint("faces", __name__)
shows(
    blueprint,
    Place(
        "faces",
        # L10N: staff navigation, under "More", to managers: pictures of carers and social workers that wait
        lazy_pgettext("staff", "Pictures to approve"),
        frozenset({Role.MANAGER}),
        # L10N: under "More", what is to be found behind "Pictures to approve"
        about=lazy_pgettext("staff", "Of carers and social workers, before a child sees them."),
    ),
)
Page = str | Answer | tuple[str, int]


takes_files_of(blueprint, 2 * LARGEST_FILE)


@blueprint.route("/people/<person_id>/face", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def face(person_id: str) -> Page:
    """The picture as it is, and another."""
    person = person_for(staff(), person_id) or abort(404)
    form = FaceForm()
    if form.validate_on_submit():
        try:
            give_face(staff(), person_id, form.photo.data.read())
        except NotAPhoto as refused:
            form.photo.errors = [REFUSED[refused.why]]
        else:
            _say_saved()
            return redirect(url_for(".face", person_id=person_id), 303)
    kept = face_of(person_id)
    page = render_template(
        "staff/face.html",
        form=form,
        person=person,
        name=name_of(person.review.child),
        role=role_words(person.role),
        kept=kept,
        was_seen=kept is None and face_before(person) is not None,
    )
    return page, 422 if form.errors else 200


def _say_saved() -> None:
    if service.current().profiles_are_approved:
        # L10N: to an officer, after giving a picture of a carer or social worker, where a manager approves it
        flash(pgettext("staff", "Saved. A manager looks at it before the child sees it."), "well")
    else:
        # L10N: to an officer, after giving a picture of a carer or social worker
        flash(pgettext("staff", "Saved. The child sees it now."), "well")


@blueprint.post("/people/<person_id>/face/<any(again, away):how>")
@for_roles(Role.OFFICER)
def change(person_id: str, how: str) -> Answer:
    """The picture that the child saw before, or none any more."""
    act = give_face_again if how == "again" else take_face_away
    try:
        act(staff(), person_id)
    except LookupError:
        abort(404)
    return redirect(url_for(".face", person_id=person_id), 303)


@blueprint.get("/people/<person_id>/face/picture")
@for_roles(Role.OFFICER)
def picture(person_id: str) -> Response:
    """The newest that was given."""
    kept = face_of(person_id) if person_for(staff(), person_id) else None
    return _image((kept.waits or kept.photo) if kept else None)


@blueprint.get("/faces")
@for_roles(Role.MANAGER)
def faces() -> str:
    """What waits."""
    forms = [(each, SeenForm(seen_at=each.given_at.isoformat(), formdata=None)) for each in waiting(staff())]
    return render_template("staff/faces.html", faces=forms, role_words=role_words, isolated=isolated)


@blueprint.post("/faces/<person_id>")
@for_roles(Role.MANAGER)
def answer(person_id: str) -> Answer:
    """The child sees it from now on, or does not."""
    form = SeenForm()
    if waiting_for(staff(), person_id) is None:
        abort(404)
    try:
        seen_at = datetime.fromisoformat(form.seen_at.data or "")
    except ValueError:
        abort(400)
    is_done = answer_face(staff(), person_id, seen_at, is_fine=request.form.get("go") == "approve")
    # L10N: to a manager who approves a picture in whose place another was given meanwhile
    changed = pgettext("staff", "Another picture was given since: please look again.")
    flash(pgettext("staff", "Done. The officer is told.") if is_done else changed, "well" if is_done else "wait")
    return redirect(url_for(".faces"), 303)


@blueprint.get("/faces/<person_id>/picture")
@for_roles(Role.MANAGER)
def waiting_picture(person_id: str) -> Response:
    """A picture that waits."""
    found = waiting_for(staff(), person_id)
    return _image(found.waits if found else None)


def _image(found: bytes | None) -> Response:
    if found is None:
        abort(404)
    return Response(found, mimetype="image/webp")
