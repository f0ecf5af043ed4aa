"""What is not to be forgotten, in the staff's words."""

from flask_babel import pgettext

from participation.casework.reminders import Reminder
from participation.clock import local
from participation.invitations.models import CHILD
from participation.invitations.wording import role_words
from participation.web.languages import short_date


def mark_words(mark: Reminder) -> str:
    """What stands in the chip: who if not the child, what, when, and that it has been read."""
    day = short_date(local(mark.sent_at).date())
    if mark.respondent == CHILD:
        # L10N: to an officer, beside a child's name: what the child said (like "said not to feel safe"), and when
        return str(pgettext("staff", "%(what)s on %(day)s; read") % {"what": _what(mark), "day": day})
    # L10N: to an officer, beside a child's name: who (Carer), what they said, and when
    words = pgettext("staff", "%(who)s %(what)s on %(day)s; read")
    return str(words % {"who": role_words(mark.respondent), "what": _what(mark), "day": day})


def _what(mark: Reminder) -> str:
    """The questions of the questionnaires that come with the program; a council's own are not told apart."""
    words = {
        # L10N: to an officer, what a child said; before "on Mon 23 Nov; read"
        ("feel_safe", "not_always"): pgettext("staff", "said not always to feel safe"),
        # L10N: to an officer, what a child said; before "on Mon 23 Nov; read"
        ("feel_safe", "hardly"): pgettext("staff", "said hardly ever to feel safe"),
        # L10N: to an officer, what a child said; before "on Mon 23 Nov; read"
        ("feel_safe", "no"): pgettext("staff", "said not to feel safe"),
        # L10N: to an officer, what a child said of feeling safe; before "on Mon 23 Nov; read"
        ("feel_safe", "talk_to_officer"): pgettext("staff", "asked to talk to you about feeling safe"),
        # L10N: to an officer, what a child said; before "on Mon 23 Nov; read"
        ("hurts_today", "yes"): pgettext("staff", "said that something hurts"),
        # L10N: to an officer, what a child said; before "on Mon 23 Nov; read"
        ("helped_by", "told_what_to_say"): pgettext("staff", "said that somebody told them what to say"),
        # L10N: to an officer, what an adult said; after "Carer", before "on Mon 23 Nov; read"
        ("worried_about_safety", "yes"): pgettext("staff", "said they worry about safety"),
        # L10N: to an officer, what an adult said; after "Carer", before "on Mon 23 Nov; read"
        ("worried_about_safety", "speak_first"): pgettext("staff", "asked to speak to you about safety"),
        # L10N: to an officer, what a carer said; after "Carer", before "on Mon 23 Nov; read"
        ("home_may_end", "yes"): pgettext("staff", "said that the home may end"),
        # L10N: to an officer, what a parent said; after "Parent", before "on Mon 23 Nov; read"
        ("how_to_take_part", "speak_before"): pgettext("staff", "asked to speak to you before the meeting"),
    }
    # L10N: to an officer, what somebody did; before "on Mon 23 Nov; read"
    return str(words.get((mark.question, mark.option)) or pgettext("staff", "gave an answer that is read first"))
