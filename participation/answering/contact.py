"""Ask someone to contact me: with a letter and without one, and never a dead end."""

from dataclasses import dataclass, field, replace
from secrets import token_urlsafe
from typing import Any

from flask import render_template, request
from flask_babel import npgettext, pgettext

from participation import clock, service
from participation.answering.rescue import TROUBLE, Page, StorageFailed
from participation.answering.visits import VisitState, cookie, state_of
from participation.contact.actions import Asked, ask_for_contact
from participation.invitations.open_visits import OpenVisit
from participation.invitations.queries import visit_by_cookie
from participation.invitations.throttle import asking_source
from participation.invitations.tries import TooManyTries, take_request
from participation.reviews.hours import ACKNOWLEDGED_WITHIN, after, hours_of
from participation.sealing.of_this_app import keyring
from participation.web import errors, languages

LONGEST = 2000
"""Letters in one box."""
WRONG = 422
TOO_OFTEN = 429
FIELDS = ("reach", "safe", "more")
INTERPRETER = "interpreter"
"""Asked only of somebody who needs one."""


@dataclass(frozen=True)
class Form:
    """What stands on the page."""

    ref: str = ""
    """The letter that it was opened with; empty without one."""
    key: str = ""
    """Made with the page: the same words under the same key are the same request."""
    typed: dict[str, str] = field(default_factory=dict)
    is_for_managers: bool = False
    """Not my reviewing officer, please."""

    @classmethod
    def posted(cls) -> "Form":
        """As it was sent."""
        asked = (*FIELDS, INTERPRETER) if INTERPRETER in request.form else FIELDS
        typed = {name: request.form.get(name, "").strip() for name in asked}
        return cls(request.form.get("ref", ""), request.form.get("key", ""), typed, "managers" in request.form)


def contact() -> Page:
    """The three questions."""
    visit = _visit_or_none()
    typed = {INTERPRETER: languages.current().name} if INTERPRETER in request.args else {}
    return _page(Form(visit.invitation_id if visit else "", token_urlsafe(16), typed))


def ask() -> Page:
    """Keep the request and alert whoever is on duty; or the same page in another language."""
    form = Form.posted()
    chosen = request.form.get(languages.FIELD)
    spoken = languages.own_or_english(request.form.get("spoken", ""))
    languages.choose(languages.spoken_or_english(chosen) if chosen else spoken)
    if request.form.get(languages.FIELD):
        return _page(form)
    try:
        return _asked(form)
    except StorageFailed as error:
        errors.note(error)
        return _page(form, _trouble()), TROUBLE


def _asked(form: Form) -> Page:
    visit = _visit()
    if form.ref and (visit is None or visit.invitation_id != form.ref):
        return _page(replace(form, ref=""), {"reach": _another_letter()}), WRONG
    sender = visit if form.ref else None
    if problems := _problems(form):
        return _page(form, problems), WRONG
    try:
        take_request(asking_source(form.ref, request.remote_addr or "", keyring().secret("pepper")))
    except TooManyTries as refused:
        return _page(form, _too_often(refused.minutes)), TOO_OFTEN
    asked, only = Asked(**form.typed), form.is_for_managers
    ask_for_contact(form.key, asked, languages.current().code, sender, for_managers=only)
    return render_template(
        "public/contact_sent.html", **_promise(), has_letter=sender is not None, is_for_managers=only
    )


def _visit() -> OpenVisit | None:
    """The visit of this browser; after the idle time it may still ask."""
    found = visit_by_cookie(cookie()) if cookie() else None
    return found if state_of(found) is not VisitState.OVER else None


def _visit_or_none() -> OpenVisit | None:
    try:
        found = _visit()
    except StorageFailed as error:
        errors.note(error)
        return None
    if found and not request.args.get(languages.FIELD):
        languages.choose(languages.own_or_english(found.language))
    return found


def _promise() -> dict[str, Any]:
    """The hours in which messages are read, and the day on which somebody is to have seen what is sent now."""
    hours = hours_of(service.current())
    return {"hours": hours, "read_on": clock.local(after(clock.now(), ACKNOWLEDGED_WITHIN, hours)).date()}


def _problems(form: Form) -> dict[str, str]:
    # L10N: to a child or adult who wrote too much into one box
    too_long = {name: pgettext("contact", "This is too long. Please make it shorter.") for name in form.typed}
    found = {name: too_long[name] for name, typed in form.typed.items() if len(typed) > LONGEST}
    if not form.ref and not form.typed["reach"]:
        # L10N: to somebody without a letter who asks to be contacted and left the first box empty
        found["reach"] = pgettext("contact", "Please tell us one safe way to reach you. We do not know who you are.")
    return found


def _another_letter() -> str:
    # L10N: the letter that this page was opened with is closed by now; nothing that was typed is lost
    words = pgettext("contact", "Your letter is closed now. Please write how we can reach you, and who you are.")
    return str(words)


def _too_often(minutes: int) -> dict[str, str]:
    # L10N: many messages came from the same place; it is nobody's fault
    words = npgettext(
        "contact",
        "Many messages came from here. Please send again in %(num)s minute, or ring.",
        "Many messages came from here. Please send again in %(num)s minutes, or ring.",
        minutes,
    )
    return {"send": words}


def _trouble() -> dict[str, str]:
    # L10N: the message could not be kept; the numbers to ring stand on the same page
    return {"send": pgettext("contact", "We could not keep this. Please send it again, or ring.")}


def _page(form: Form, problems: dict[str, str] | None = None) -> str:
    return render_template("public/contact.html", form=form, problems=problems or {}, **_promise())
