"""What a reminder or a change says, in whose language it is: no name, word or link: it opens nothing in wrong hands."""

from flask_babel import force_locale, pgettext

from participation import clock, service
from participation.clock import local
from participation.invitations.actions import ASKED_ROLES
from participation.invitations.models import Invitation
from participation.reviews.models import Person, Review
from participation.reviews.timetable import forms_due_on
from participation.service.questionnaires import translate
from participation.web.languages import own_or_english, spoken_date, spoken_time


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
            asked = _by_then(invitation) % {"date": spoken_date(due)}
        else:
            # L10N: officer to an adult, about their answers, in a letter that was printed late; formal
            asked = pgettext("letter to an adult", "Please send your answers as soon as you can, before the meeting.")
        said = [f"{known.name}:", asked]
        if known.phone:
            said.append(_mail_is_lost(known.phone) if invitation.went_by_mail else _call_us(known.phone))
    return str(title), " ".join(said)


def _by_then(invitation: Invitation) -> str:
    if invitation.went_by_mail:
        # L10N: mail or text message to an adult who got a link by mail; it must not say what it is about; formal
        words = pgettext("reminder", "Please send us your answers by %(date)s, with the link that we mailed to you.")
        return str(words)
    # L10N: mail or text message to a carer, parent or partner; it must not say what it is about; formal
    return str(pgettext("reminder", "Please send us your answers by %(date)s, with the letter that we sent you."))


def title_and_words_of_change(person: Person, *, with_file: bool, with_place: bool) -> tuple[str, str]:
    """To an adult who comes to a meeting: when it is now, or that it will not be held. No name, and no place."""
    known, review = service.current(), person.review
    with force_locale(own_or_english(person.language).locale):
        # L10N: subject of a mail to an adult who comes to a meeting; it must not say which; formal
        title = pgettext("reminder", "A meeting has changed")
        said = [f"{known.name}:"]
        if review.ending_id:
            # L10N: mail or text message to an adult who was to come to a meeting; it must not say which; formal
            said.append(pgettext("reminder", "A meeting that you were to come to will not be held."))
        else:
            # L10N: mail or text message to an adult who comes to a meeting; it must not say which; formal
            said.append(pgettext("reminder", "A meeting that you are to come to has changed."))
            said.append(_now(review))
        if with_file:
            # L10N: at the end of a mail to an adult who comes to a meeting that has changed; formal
            said.append(pgettext("reminder", "The attached file puts this right in your calendar."))
        has_letter = person.role in ASKED_ROLES
        if has_letter and review.venue and not with_place and not review.ending_id:
            # L10N: mail or text message to an adult who comes to a meeting that has changed; formal
            said.append(pgettext("reminder", "The place stands on the page that your letter opens."))
            if known.phone:
                said.append(_call_us(known.phone))
    return str(title), " ".join(said)


def _now(review: Review) -> str:
    """Day and hour behind a label: a date is not bent to fit a sentence."""
    # L10N: a label: beside it stands the day to which a meeting was moved; to a child, and in a mail to an adult
    label = pgettext("meeting", "Now")
    day = spoken_date(review.meets_on) if review.meets_on else ""
    return f"{label}: {day}, {spoken_time(review.starts_at)}." if review.starts_at else f"{label}: {day}."


def calendar_words(person: Person) -> str:
    """What an adult's calendar calls the meeting, as the file that their page gives them."""
    with force_locale(own_or_english(person.language).locale):
        return f"{translate('parent_view.page.take_part', 'The meeting')} · {service.current().name}"


def _call_us(phone: str) -> str:
    # L10N: mail or text message to a carer, parent or partner, about a letter; %(phone)s is a number; formal
    lost = pgettext("reminder", "If you cannot find the letter, please ring us: %(phone)s.")
    return str(lost % {"phone": phone})


def _mail_is_lost(phone: str) -> str:
    # L10N: mail or text message to an adult who got a link by mail; %(phone)s is a number; formal
    lost = pgettext("reminder", "If you cannot find the mail, please ring us: %(phone)s.")
    return str(lost % {"phone": phone})


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
