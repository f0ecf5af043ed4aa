"""My officer's page, and the faces of who is around me."""

import re

from flask import Response, abort

from participation.answering.rescue import Page
from participation.answering.showing import show
from participation.answering.visits import visit, with_visit
from participation.drawing.portraits import portrait
from participation.faces.queries import shown_face
from participation.invitations.models import CHILD
from participation.profiles.models import Profile
from participation.profiles.queries import published_profile
from participation.profiles.rich_text import clean
from participation.web.languages import current

DRAWING = re.compile(r"[a-z0-9_-]{1,40}")
"""Names of portraits, and seeds of those that have none."""


@with_visit
def officer() -> Page:
    """Who they are, how to reach them, and when they work."""
    profile = _profile()
    # Cleaned when it was written; cleaned again, because the row may be older than the rules.
    told = profile.words(current().code)
    return show("public/officer.html", profile=profile, told=told, about=clean(told.about))


@with_visit
def photo() -> Response:
    """Their photo."""
    found = _profile().photo
    if found is None:
        abort(404)
    return Response(found, mimetype="image/webp")


@with_visit
def face(person_id: str) -> Response:
    """The picture of a carer or social worker who has sent one, for the child of their review alone."""
    invitation = visit().invitation
    found = shown_face(invitation.review_id, person_id) if invitation.respondent == CHILD else None
    if found is None:
        abort(404)
    return Response(found, mimetype="image/webp")


def drawing(name: str) -> Response:
    """A drawn head. It is nobody's, so a phone may keep it: it stands on every page of a journey."""
    if not DRAWING.fullmatch(name):
        abort(404)
    return Response(portrait(name), mimetype="image/svg+xml", headers={"Cache-Control": "public, max-age=604800"})


def _profile() -> Profile:
    officer_id = visit().invitation.review.officer_id
    found = published_profile(officer_id) if officer_id else None
    if found is None:
        abort(404)
    return found
