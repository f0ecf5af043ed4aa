"""An officer's own page: written by the officer, looked at as a child does."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response as Answer

from participation import service
from participation.drawing.portraits import PEOPLE, portrait
from participation.profiles.actions import write_profile, write_words
from participation.profiles.forms import OwnWordsForm, ProfileForm
from participation.profiles.models import ENGLISH
from participation.profiles.photo_wording import REFUSED
from participation.profiles.photos import LARGEST_FILE, NotAPhoto
from participation.profiles.queries import change_of, page_of
from participation.profiles.rich_text import as_typed, clean
from participation.staff.guard import for_roles, staff, takes_files_of
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.translating.known import LANGUAGES, LanguageState

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

IN_LANGUAGES = {
    code: each for code, each in LANGUAGES.items() if code != ENGLISH and each.state is not LanguageState.HIDDEN
}
"""In which an officer may say something beside English."""


takes_files_of(blueprint, LARGEST_READ)


@blueprint.route("/profile", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def profile() -> Page:
    """Write it, and save it whole or not at all."""
    kept, change = page_of(staff().id), change_of(staff().id)
    is_shown = change.is_wanted if change else kept is not None and kept.published_on is not None
    form = ProfileForm(kept, staff().name, is_shown=is_shown)
    if form.validate_on_submit() and _is_saved(form):
        flash(_saved(), "well")
        return redirect(url_for("staff.profiles.preview"), 303)
    drawings = {name: portrait(who) for name, who in PEOPLE.items()}
    page = render_template(
        "staff/profile.html", form=form, profile=kept, change=change, drawings=drawings, languages=IN_LANGUAGES
    )
    return page, 422 if form.errors else 200


def _saved() -> str:
    if service.current().profiles_are_approved:
        # L10N: to an officer, after saving their own page, where a manager approves what children see
        return str(pgettext("staff", "Saved. A manager looks at it before children see it."))
    # L10N: to an officer, after saving their own page
    return str(pgettext("staff", "Saved. This is what children see."))


@blueprint.route("/profile/in/<code>", methods=["GET", "POST"])
@for_roles(Role.OFFICER)
def in_language(code: str) -> Page:
    """The officer's own words in another language; what is left empty stands as on the page itself."""
    kept = page_of(staff().id)
    if code not in IN_LANGUAGES:
        abort(404)
    if kept is None:
        # L10N: to an officer who has no page yet and wants to write it in another language
        flash(pgettext("staff", "Please save your page in English first."), "wait")
        return redirect(url_for(".profile"), 303)
    own = kept.in_languages.get(code, {})
    form = OwnWordsForm(data={**own, "about": as_typed(own.get("about", ""))})
    if form.validate_on_submit():
        write_words(staff().id, code, form.own_words)
        flash(_saved(), "well")
        return redirect(url_for(".profile", _anchor="languages"), 303)
    page = render_template("staff/profile_in.html", form=form, spoken=IN_LANGUAGES[code], profile=kept)
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
    kept = page_of(staff().id) or abort(404)
    drawing = portrait(kept.portrait) if kept.portrait else ""
    told = kept.words(ENGLISH)
    return render_template(
        "staff/profile_preview.html", profile=kept, told=told, about=clean(told.about), drawing=drawing
    )


@blueprint.get("/profile/photo")
@for_roles(Role.OFFICER)
def photo() -> Response:
    """The photo that is kept."""
    kept = page_of(staff().id)
    if kept is None or kept.photo is None:
        abort(404)
    return Response(kept.photo, mimetype="image/webp")
