"""An officer's own page: written by the officer, looked at as a child does."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response as Answer

from participation.drawing.portraits import PEOPLE, portrait
from participation.profiles.actions import write_profile
from participation.profiles.forms import REFUSED, ProfileForm
from participation.profiles.photos import LARGEST_FILE, NotAPhoto
from participation.profiles.queries import profile_of
from participation.profiles.rich_text import clean
from participation.staff.guard import COOKIE_FIELD, for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows

blueprint = Blueprint("profiles", __name__)
shows(
    blueprint,
    Place(
        "profile",
        # L10N: staff navigation, the officer's own page that children read
        lazy_pgettext("staff", "My page"),
        frozenset({Role.OFFICER}),
        # L10N: under "More", what is to be found behind "My page"
        about=lazy_pgettext("staff", "What children read about you."),
    ),
)

Page = str | Answer | tuple[str, int]
LARGEST_READ = 2 * LARGEST_FILE
"""So much is read, so that what is too large is said beside everything else that was typed."""


@blueprint.url_value_preprocessor
def allow_a_photo(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let those who are signed in send a larger file here than anywhere else. This runs before the form is read."""
    if COOKIE_FIELD in session:
        request.max_content_length = LARGEST_READ


@blueprint.route("/profile", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def profile() -> Page:
    """Write it, and save it whole or not at all."""
    kept = profile_of(staff().id)
    form = ProfileForm(kept, staff().name)
    if form.validate_on_submit() and _is_saved(form):
        # L10N: to an officer, after saving their own page
        flash(pgettext("staff", "Saved. This is what children see."), "well")
        return redirect(url_for("staff.profiles.preview"), 303)
    drawings = {name: portrait(who) for name, who in PEOPLE.items()}
    page = render_template("staff/profile.html", form=form, profile=kept, drawings=drawings)
    return page, 422 if form.errors else 200


def _is_saved(form: ProfileForm) -> bool:
    photo = form.photo.data.read() if form.photo.data else b""
    try:
        write_profile(
            staff().id,
            form.told,
            published=form.is_shown.data,
            photo=photo,
            without_photo=form.without_photo.data,
        )
    except NotAPhoto as refused:
        form.photo.errors = [REFUSED[refused.why]]
        return False
    return True


@blueprint.get("/profile/preview")
@for_roles(Role.OFFICER)
def preview() -> str:
    """What a child sees, shown or not yet."""
    kept = profile_of(staff().id) or abort(404)
    drawing = portrait(kept.portrait) if kept.portrait else ""
    return render_template("staff/profile_preview.html", profile=kept, about=clean(kept.about), drawing=drawing)


@blueprint.get("/profile/photo")
@for_roles(Role.OFFICER)
def photo() -> Response:
    """The photo that is kept."""
    kept = profile_of(staff().id)
    if kept is None or kept.photo is None:
        abort(404)
    return Response(kept.photo, mimetype="image/webp")
