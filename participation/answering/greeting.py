"""Who greets whom on the page that the square opens, before there is a visit."""

from dataclasses import dataclass

from flask import render_template, request
from markupsafe import Markup

from participation import clock
from participation.answering.offers import offered
from participation.answering.rescue import Page
from participation.answering.showing import OFFICER, OfficerCard, officer_of, reader_of
from participation.answering.start import language_of
from participation.drawing.portraits import portrait
from participation.invitations.actions import is_over
from participation.invitations.models import CHILD
from participation.invitations.open_visits import OpenLetter, letter_of
from participation.invitations.queries import invitation_by_token, moved_to
from participation.invitations.secrets import read_token, token_lookup
from participation.reviews.models import ReviewKind
from participation.service.questionnaires import library
from participation.web import languages

MOVED_TO = "Letter-Moved-To"
"""The header that says where a letter opens that opens nothing here any more; `scan.js` goes there."""


@dataclass(frozen=True)
class Guest:
    """Whose letter was scanned, as far as a greeting needs it: no name, no day, nothing that somebody wrote."""

    voice: str
    """A child, a care leaver of 18 and over, or an adult who is asked about a child."""
    respondent: str
    """The part in which they are asked."""
    is_after: bool
    """Whether the meeting has been."""
    reader: str
    """Who reads what they are asked first; empty where nothing is asked."""
    officer: OfficerCard
    face: Markup
    """The officer's drawing where the officer reads it; nobody's else."""


def greeting() -> Page:
    """The one that is meant for whoever holds this letter, or for everybody. Nothing begins, and nothing is noted."""
    token = read_token(request.form.get("token", "")) or ""
    invitation = invitation_by_token(token)
    if invitation is None and (address := moved_to(token_lookup(token))):
        return "", 200, {MOVED_TO: address}
    if invitation is None or invitation.is_ended or is_over(invitation, clock.today()):
        return render_template("public/greeting.html", guest=None)
    languages.choose(languages.own_or_english(language_of(invitation)))
    return render_template("public/greeting.html", guest=_guest(letter_of(invitation)))


def _guest(invitation: OpenLetter) -> Guest:
    review, asked = invitation.review, offered(invitation)
    reader, officer = (_reader(asked[0]) if asked else ""), officer_of(review.officer_id)
    is_drawn = reader == OFFICER and officer.drawing
    return Guest(
        _voice(invitation),
        invitation.respondent,
        review.meets_on is not None and review.meets_on < clock.today(),
        reader,
        officer,
        portrait(officer.drawing) if is_drawn else Markup(),
    )


def _voice(invitation: OpenLetter) -> str:
    if invitation.respondent != CHILD:
        return "adult"
    return "leaver" if invitation.review.kind == ReviewKind.PATHWAY_PLAN else "child"


def _reader(purpose: str) -> str:
    level = library().levels(purpose)[0]
    return reader_of(library().latest(purpose, level).envelope)
