"""Complaints in the staff's words."""

from flask_babel import pgettext

from participation.complaints.models import Complaint, ComplaintKind, ComplaintState
from participation.complaints.queries import acknowledge_by, law_ends_on
from participation.staff.wording import isolated, name_of
from participation.web.languages import spoken_date


def about_words(about: str) -> str:
    """What a complaint is about."""
    words: dict[str, str] = {
        # L10N: to a manager and in the figures, what a complaint is about: how a review was
        ComplaintKind.REVIEW: pgettext("staff", "the review"),
        # L10N: to a manager and in the figures, what a complaint is about: what somebody did
        ComplaintKind.PERSON: pgettext("staff", "a person"),
        # L10N: to a manager and in the figures, what a complaint is about: what is kept about somebody
        ComplaintKind.INFORMATION: pgettext("staff", "information about them"),
        # L10N: to a manager and in the figures, what a complaint is about
        ComplaintKind.OTHER: pgettext("staff", "something else"),
    }
    return words[about]


def answer_words(answer: str) -> str:
    """How they want to be answered; whatever else stands there the public side made up."""
    words: dict[str, str] = {
        # L10N: to a manager: who complained wants the answer where only the four pictures of their lock lead
        "lock": pgettext("staff", "They want the answer behind their lock."),
        # L10N: to a manager: who complained wants somebody to tell them the answer
        "person": pgettext("staff", "They want a person to tell them the answer."),
        # L10N: to a manager: who complained wants to be told the answer by phone or mail
        "phone": pgettext("staff", "They want the answer by phone or email."),
    }
    # L10N: to a manager: who complained does not want to be told what came of it
    return words.get(answer, str(pgettext("staff", "They want no answer.")))


def step_words(state: str) -> str:
    """What somebody did about one."""
    words: dict[str, str] = {
        # L10N: to a manager, in a list of what was done about a complaint
        ComplaintState.ACKNOWLEDGED: pgettext("staff", "acknowledged"),
        # L10N: to a manager, in a list of what was done about a complaint: a note follows
        ComplaintState.NOTED: pgettext("staff", "noted"),
        # L10N: to a manager, in a list of what was done about an adult's complaint: what the child thinks follows
        ComplaintState.CHILD_ASKED: pgettext("staff", "what the child thinks"),
        # L10N: to a manager, in a list of what was done about a complaint: the words of the answer follow
        ComplaintState.TOLD: pgettext("staff", "told them what came of it"),
        # L10N: to a manager, in a list of what was done about a complaint: who complained is not content yet
        ComplaintState.WENT_ON: pgettext("staff", "they want it to go on"),
    }
    return words[state]


def how_far(complaint: Complaint) -> str:
    """How far a complaint is."""
    if complaint.goes_on:
        # L10N: to a manager, how far a complaint is: they were told what came of it, and are not content
        return str(pgettext("staff", "they want it to go on"))
    if complaint.told:
        # L10N: to a manager, how far a complaint is: they were told what came of it
        return str(pgettext("staff", "told"))
    if complaint.taken:
        # L10N: to a manager, how far a complaint is: nobody has told them yet what came of it
        return str(pgettext("staff", "acknowledged, not answered yet"))
    # L10N: to a manager, how far a complaint is
    return str(pgettext("staff", "nobody has acknowledged"))


def until(complaint: Complaint) -> str:
    """Until when somebody has to acknowledge it: by the council's own days, and by the law's."""
    # L10N: to a manager, beside a complaint that nobody has acknowledged; both are days such as "Tuesday 3 March 2026"
    words = pgettext("staff", "Acknowledge by %(day)s; the law’s last day is %(law)s.")
    return str(words % {"day": spoken_date(acknowledge_by(complaint)), "law": spoken_date(law_ends_on(complaint))})


def who(complaint: Complaint) -> str:
    """Who complains, as far as the letter says so."""
    invitation = complaint.invitation
    if invitation.person is None:
        return name_of(invitation.review.child)
    # L10N: to a manager: an adult complains; a name, and the child whose review it is
    words = pgettext("staff", "%(name)s, asked about %(child)s")
    return str(words % {"name": isolated(invitation.person.name), "child": name_of(invitation.review.child)})
