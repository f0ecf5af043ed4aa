"""My officer's page."""

from flask import Response, abort

from participation.answering.rescue import Page
from participation.answering.showing import show
from participation.answering.visits import visit, with_visit
from participation.profiles.models import Profile
from participation.profiles.queries import published_profile
from participation.profiles.rich_text import clean


@with_visit
def officer() -> Page:
    """Who they are, how to reach them, and when they work."""
    profile = _profile()
    # Cleaned when it was written; cleaned again, because the row may be older than the rules.
    return show("public/officer.html", profile=profile, about=clean(profile.about))


@with_visit
def photo() -> Response:
    """Their photo."""
    found = _profile().photo
    if found is None:
        abort(404)
    return Response(found, mimetype="image/webp")


def _profile() -> Profile:
    officer_id = visit().invitation.review.officer_id
    found = published_profile(officer_id) if officer_id else None
    if found is None:
        abort(404)
    return found
