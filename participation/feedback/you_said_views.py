"""The page on which a manager writes what children said and what the service did."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import lazy_pgettext, pgettext
from werkzeug.wrappers import Response

from participation.feedback.you_said import ENGLISH, pairs, publish, remove
from participation.staff.guard import for_roles, staff
from participation.staff.models import Role
from participation.staff.navigation import Place, shows
from participation.translating.known import LANGUAGES

blueprint = Blueprint("you_said", __name__)
shows(
    blueprint,
    Place(
        "we_did",
        # L10N: staff navigation, the page on which a manager writes what the service did about what children said
        lazy_pgettext("staff", "You said, we did"),
        frozenset({Role.MANAGER}),
        # L10N: under "More", what is to be found behind "You said, we did"
        about=lazy_pgettext("staff", "What children said and what you did about it, for all of them to read."),
    ),
)

Page = str | Response | tuple[str, int]
LONGEST = 500
WRONG = 422


@blueprint.get("/we-did")
@for_roles(Role.MANAGER)
def we_did() -> str:
    """Everything that is published, and boxes for more."""
    return _page()


@blueprint.post("/we-did")
@for_roles(Role.MANAGER)
def write() -> Page:
    """Publish a pair, in English or in another language."""
    pair_id, language = request.form.get("pair", ""), request.form.get("language", ENGLISH)
    said, did = (request.form.get(name, "").strip() for name in ("said", "did"))
    if problem := _problem(language, said, did):
        return _page({"pair": pair_id, "language": language, "said": said, "did": did}, problem), WRONG
    if not publish(staff(), pair_id, language, said, did):
        abort(404)
    # L10N: to a manager, after publishing what children said and what the service did
    flash(pgettext("staff", "Published: children can read it now."), "well")
    return redirect(url_for("staff.you_said.we_did"), 303)


@blueprint.post("/we-did/<pair_id>/remove")
@for_roles(Role.MANAGER)
def take_away(pair_id: str) -> Response:
    """Nobody reads it any more."""
    if not remove(staff(), pair_id):
        abort(404)
    # L10N: to a manager, after removing what children said and what the service did
    flash(pgettext("staff", "Removed: nobody reads it any more."), "well")
    return redirect(url_for("staff.you_said.we_did"), 303)


def _problem(language: str, said: str, did: str) -> str:
    if language not in LANGUAGES:
        # L10N: to a manager who writes what the service did
        return str(pgettext("staff", "Please choose a language."))
    if max(len(said), len(did)) > LONGEST:
        # L10N: to a manager who writes what the service did
        return str(pgettext("staff", "This is too long: 500 letters at most in each box."))
    if bool(said) != bool(did) or (language == ENGLISH and not said):
        # L10N: to a manager who writes what children said and what the service did: one of two boxes is empty
        return str(pgettext("staff", "Please fill in both boxes."))
    return ""


def _page(typed: dict[str, str] | None = None, problem: str = "") -> str:
    languages = {code: each.english_name for code, each in LANGUAGES.items()}
    return render_template(
        "staff/we_did.html", pairs=pairs(), typed=typed or {}, problem=problem, languages=languages, english=ENGLISH
    )
