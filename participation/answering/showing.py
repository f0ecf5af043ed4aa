"""What every page of a visit is shown with: the officer, the voice, and who reads what is sent, by when."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from flask import render_template
from flask_babel import pgettext

from participation import clock
from participation.answering.offers import levels
from participation.answering.visits import child, visit, voice
from participation.faces.queries import shown_faces
from participation.invitations.levels import LEAVING_CARE
from participation.invitations.models import CHILD
from participation.invitations.open_visits import OpenLetter
from participation.profiles.models import Profile
from participation.profiles.queries import published_profile
from participation.questionnaires.own_words import in_own_words
from participation.questionnaires.words import Translate
from participation.reviews.hours import read_by
from participation.service.help_numbers import FIRST_FOR_CHILDREN, FIRST_FOR_LEAVERS
from participation.service.questionnaires import translate_naming
from participation.staff.queries import staff_name
from participation.submissions.drafts import OpenDraft
from participation.web.languages import current


@dataclass(frozen=True)
class OfficerCard:
    """The officer as a respondent meets them on every page."""

    name: str
    is_named: bool
    """Whether that is a name, and not what they are: nobody may be assigned yet."""
    has_page: bool
    has_photo: bool
    drawing: str
    """The name of a drawn portrait, or ""."""
    greeting: str = ""
    """One line of the officer's own, in the language of the page."""


OFFICER, IN_CHARGE, ADVOCACY = "officer", "in_charge", "advocacy"


def reader_of(envelope: str) -> str:
    """Who reads what is sent in this envelope: the officer, the person in charge of them, or the advocacy service."""
    return {"feedback": IN_CHARGE, "advocacy": ADVOCACY}.get(envelope, OFFICER)


def officer_of(officer_id: str | None, profile: Profile | None = None) -> OfficerCard:
    """By the name that children use; before one is named, and after they have left, by what they are.

    `profile` is their page, where it was asked for already.
    """
    if profile is None and officer_id:
        profile = published_profile(officer_id)
    if profile is None:
        if name := staff_name(officer_id) if officer_id else "":
            return OfficerCard(name, True, False, False, "")
        # L10N: on a page for a child, in place of the officer's name, within a sentence: "your officer reads it"
        return OfficerCard(pgettext("officer without a name", "your officer"), False, False, False, "")
    greeting = profile.words(current().code).greeting
    return OfficerCard(profile.known_as, True, True, profile.photo is not None, profile.portrait, greeting)


def read_on() -> date:
    """The last day to read what is sent today."""
    return read_by(clock.today())


def _rings(invitation: OpenLetter) -> tuple[str, ...]:
    """Whom to ring first, of the numbers that the service knows."""
    if invitation.respondent != CHILD:
        return ("emergency",)
    return FIRST_FOR_LEAVERS if invitation.level == LEAVING_CARE else FIRST_FOR_CHILDREN


def as_said(draft: OpenDraft | None = None) -> Translate:
    """How this visit says what a questionnaire asks: to an adult with the child's name, to a child in their words."""
    translate = translate_naming(child())
    return in_own_words(draft.questionnaire, draft.answers.values, translate) if draft else translate


def show(template: str, *, draft: OpenDraft | None = None, **values: Any) -> str:
    """A page of the visit; about this draft, if about any."""
    invitation = visit().invitation
    return render_template(
        template,
        voice=voice(),
        child=child(),
        review=invitation.review,
        officer=officer_of(invitation.review.officer_id, values.get("profile")),
        ref=invitation.id,
        read_on=read_on(),
        levels=levels(),
        rings=_rings(invitation),
        t=as_said(draft),
        faces=cache(lambda: shown_faces(invitation.review_id) if invitation.respondent == CHILD else frozenset()),
        draft=draft,
        **values,
    )
