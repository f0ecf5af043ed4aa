"""A complaint, with a letter: in one's own words, for managers alone. Without a letter: whom to ring."""

from dataclasses import dataclass, replace
from secrets import token_urlsafe
from typing import Any

from flask import abort, render_template, request, session
from flask_babel import npgettext, pgettext

from participation import clock, service
from participation.answering.keeping import own_draft
from participation.answering.lock import has_lock
from participation.answering.offers import is_offered
from participation.answering.pages import where_to_go_on
from participation.answering.rescue import COMPLAINT, Page, may_write
from participation.answering.showing import show
from participation.answering.visits import VisitState, note_presence, state, visit, voice
from participation.complaints.actions import Complained, complain
from participation.complaints.models import ComplaintKind
from participation.complaints.queries import LAW_WITHIN
from participation.feedback.you_said import what_we_did
from participation.invitations.actions import touch
from participation.invitations.throttle import asking_source
from participation.invitations.tries import TooManyTries, take_request
from participation.reviews.timetable import add_working_days
from participation.sealing.of_this_app import keyring
from participation.web import languages

LONGEST, LONGEST_REACH = 4000, 300
"""Letters in a box."""
WRONG, TOO_OFTEN = 422, 429
LOCK, PERSON, PHONE, NO_ANSWER = "lock", "person", "phone", "none"
ADVOCATE = "my_advocate"


@dataclass(frozen=True)
class ComplaintForm:
    """What stands on the page."""

    key: str
    """Made with the page: the same words under the same key are the same complaint."""
    about: str = ""
    words: str = ""
    answer: str = ""
    reach: str = ""

    @classmethod
    def posted(cls) -> "ComplaintForm":
        """As it was sent."""
        names = ("key", "about", COMPLAINT, "answer", "reach")
        return cls(*(request.form.get(name, "").strip() for name in names))


def write_complaint() -> Page:
    """What it is about, what happened, whether an answer is wanted."""
    if state() is not VisitState.OPEN:
        return render_template("public/complain_without.html")
    note_presence()
    return _page(ComplaintForm(token_urlsafe(16)))


@may_write
def send_complaint() -> Page:
    """Keep it; or the same page in another language."""
    form = ComplaintForm.posted()
    if chosen := request.form.get(languages.FIELD):
        spoken = languages.spoken_or_english(chosen)
        session[languages.FIELD] = spoken.code
        languages.choose(spoken)
        touch(visit(), spoken.code)
        return _page(form)
    if problems := _problems(form):
        return _page(form, problems), WRONG
    try:
        take_request(asking_source(visit().invitation_id, "", keyring().secret("pepper")))
    except TooManyTries as refused:
        return _page(form, {"send": _too_often(refused.minutes)}), TOO_OFTEN
    reach = form.reach if form.answer in (PERSON, PHONE) else ""
    complain(form.key, form.about, Complained(form.words, form.answer, reach), visit())
    note_presence()
    return show("public/complained.html", wants_answer=form.answer != NO_ANSWER, **_days())


def we_did() -> Page:
    """What the service has done about what children said, for everybody."""
    return render_template("public/we_did.html", pairs=what_we_did(languages.current().code) or abort(404))


def _answers() -> tuple[str, ...]:
    """The ways in which this respondent may have an answer: without a lock not behind one."""
    if voice() != "child":
        return PHONE, NO_ANSWER
    return (*((LOCK,) if has_lock() else ()), PERSON, PHONE, NO_ANSWER)


def _problems(form: ComplaintForm) -> dict[str, str]:
    found = {}
    if form.about not in tuple(ComplaintKind):
        # L10N: on the page with a complaint: none of four choices was made
        found["about"] = pgettext("complaint", "Please choose what it is about.")
    if not form.words:
        # L10N: on the page with a complaint: the box is empty
        found[COMPLAINT] = pgettext("complaint", "Please write what is wrong.")
    # L10N: to a child or adult who wrote too much into one box
    too_long = pgettext("contact", "This is too long. Please make it shorter.")
    found |= {COMPLAINT: too_long} if len(form.words) > LONGEST else {}
    if form.answer not in _answers():
        # L10N: on the page with a complaint: nobody has said whether and how they want an answer
        found["answer"] = pgettext("complaint", "Please choose if you want an answer.")
    elif form.answer in (PERSON, PHONE) and not form.reach:
        # L10N: on the page with a complaint: an answer by phone or through a person is wanted, and the box is empty
        found["reach"] = pgettext("complaint", "Please write who can tell you, or a number.")
    return found | ({"reach": too_long} if len(form.reach) > LONGEST_REACH else {})


def _too_often(minutes: int) -> str:
    # L10N: many messages came from the same place; it is nobody's fault
    words = npgettext(
        "contact",
        "Many messages came from here. Please send again in %(num)s minute, or ring.",
        "Many messages came from here. Please send again in %(num)s minutes, or ring.",
        minutes,
    )
    return str(words)


def _days() -> dict[str, Any]:
    """The last day on which it is to be acknowledged: the council's own, or the law's where that comes first."""
    today = clock.today()
    return {"told_by": min(add_working_days(today, service.current().complaint_days), today + LAW_WITHIN)}


def _page(form: ComplaintForm, problems: dict[str, str] | None = None) -> str:
    form = form if form.key else replace(form, key=token_urlsafe(16))
    is_open = state() is VisitState.OPEN
    advocate = own_draft(ADVOCATE) if is_open and is_offered(ADVOCATE, visit().invitation) else None
    return show(
        "public/complain.html",
        form=form,
        problems=problems or {},
        answers=_answers(),
        advocate=where_to_go_on(advocate) if advocate else "",
        advocate_title=advocate.questionnaire.title if advocate else "",
        **_days(),
    )
