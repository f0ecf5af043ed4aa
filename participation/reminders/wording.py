"""What a reminder says, in whose language it is: no name, no word, no link, so that it opens nothing in wrong hands."""

from flask_babel import force_locale, pgettext

from participation import clock, service
from participation.clock import local
from participation.invitations.models import Invitation
from participation.reviews.timetable import forms_due_on
from participation.web.languages import own_or_english, spoken_date


def title_and_words(invitation: Invitation) -> tuple[str, str]:
    """The subject of a mail, and what stands in it or in a text message."""
    if invitation.person is None:
        return "", _to_a_child(invitation)
    known, meets_on, printed_at = service.current(), invitation.review.meets_on, invitation.printed_at
    with force_locale(own_or_english(invitation.language).locale):
        # L10N: subject of a mail to a carer, parent or partner; it must not say what it is about
        title = pgettext("reminder", "We would like to hear from you")
        due = meets_on and printed_at and forms_due_on(meets_on, local(printed_at).date(), known.forms_due_days)
        if due and clock.today() <= due < (meets_on or due):
            # L10N: mail or text message to a carer, parent or partner; it must not say what it is about; formal
            words = pgettext("reminder", "Please send us your answers by %(date)s, with the letter that we sent you.")
            asked = words % {"date": spoken_date(due)}
        else:
            # L10N: officer to an adult, about their answers, in a letter that was printed late; formal
            asked = pgettext("letter to an adult", "Please send your answers as soon as you can, before the meeting.")
        said = [f"{known.name}:", asked]
        if known.phone:
            # L10N: mail or text message to a carer, parent or partner, about a letter; %(phone)s is a number; formal
            lost = pgettext("reminder", "If you cannot find the letter, please ring us: %(phone)s.")
            said.append(lost % {"phone": known.phone})
    return str(title), " ".join(said)


def _to_a_child(invitation: Invitation) -> str:
    """Who looks over a child's shoulder must not read whom the letter is from: it names no service either."""
    phone = service.current().phone
    with force_locale(own_or_english(invitation.language).locale):
        # L10N: text message to a child or young person; it must not say what it is about, nor who writes
        said = [pgettext("reminder to a child", "There is still time to answer the letter we sent you.")]
        if phone:
            # L10N: text message to a child or young person, about a letter; %(phone)s is a number
            said.append(pgettext("reminder to a child", "Lost it? Ring us: %(phone)s.") % {"phone": phone})
        return " ".join(said)
