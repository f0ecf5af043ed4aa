"""Requests to be contacted and what was sent, in the staff's words."""

from flask_babel import pgettext

from participation.clock import local
from participation.contact.models import ACKNOWLEDGED, DONE, NOTED, ContactRequest, ContactStep
from participation.staff.wording import isolated, name_of
from participation.web.languages import spoken_date, spoken_time


def step_words(step: ContactStep) -> str:
    """What somebody did about a request."""
    words: dict[str, str] = {
        # L10N: to staff, in a list of what was done about a request to be contacted: somebody looks after it
        ACKNOWLEDGED: pgettext("staff", "acknowledged"),
        # L10N: to staff, in a list of what was done about a request to be contacted: a note follows
        NOTED: pgettext("staff", "noted"),
        # L10N: to staff, in a list of what was done about a request to be contacted: somebody has talked to who asked
        DONE: pgettext("staff", "talked to them"),
    }
    return words[step.state]


def how_far(request: ContactRequest) -> str:
    """How far a request is."""
    if request.done:
        # L10N: to staff, how far a request to be contacted is: somebody has talked to who asked
        return str(pgettext("staff", "talked to"))
    if request.taken:
        # L10N: to staff, how far a request to be contacted is: somebody looks after it and has not talked to them yet
        return str(pgettext("staff", "acknowledged, not talked to yet"))
    # L10N: to staff, how far a request to be contacted is: nobody has taken it on
    return str(pgettext("staff", "nobody has acknowledged"))


def who(request: ContactRequest) -> str:
    """Who asks, as far as the letter says so."""
    invitation = request.invitation
    if invitation is None:
        # L10N: to staff: somebody asks to be contacted, and it is not known who
        return str(pgettext("staff", "Somebody without a letter"))
    if invitation.person is None:
        return name_of(invitation.review.child)
    # L10N: to staff: an adult with a letter asks to be contacted; a name, and the child whose review it is
    words = pgettext("staff", "%(name)s, asked about %(child)s")
    return str(words % {"name": isolated(invitation.person.name), "child": name_of(invitation.review.child)})


def provenance(request: ContactRequest) -> str:
    """How much the letter says of who typed it: nobody can know."""
    if request.invitation is None:
        # L10N: to staff, under a request to be contacted that came without a letter
        return str(pgettext("staff", "Typed without a letter: who it is from is not known."))
    # L10N: to staff, under a request to be contacted that came with a letter
    words = pgettext("staff", "Typed with this letter. Whoever holds it can have typed it: make sure who you speak to.")
    return str(words)


def when(request: ContactRequest) -> str:
    """Day and hour."""
    moment = local(request.asked_at)
    # L10N: to staff: a day such as "Tuesday 3 March 2026" and an hour
    return str(pgettext("staff", "%(day)s, %(time)s") % {"day": spoken_date(moment), "time": spoken_time(moment)})


def kind_words(kind: str) -> str:
    """What somebody has sent."""
    words: dict[str, str] = {
        # L10N: to a manager, what was sent and nobody has read: what a child thinks before the review
        "views": pgettext("staff", "a child’s views"),
        # L10N: to a manager, what was sent and nobody has read: an adult's form
        "adult": pgettext("staff", "an adult’s form"),
        # L10N: to a manager, what was sent and nobody has read: how the review was
        "feedback": pgettext("staff", "feedback, for managers"),
        # L10N: to a manager, what was sent and nobody has read: a request for an advocate
        "advocacy": pgettext("staff", "a request for an advocate"),
    }
    return words[kind]
