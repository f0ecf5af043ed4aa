"""What a mail says that is a letter to an adult: no child's name, no code to type, no square.

Whoever shares the mailbox reads it too. Its link is the letter, so it says that it is for one person alone.
"""

from flask_babel import force_locale, pgettext

from participation import service
from participation.invitations.models import Invitation
from participation.letters.facts import file_language, reply_by_on, signature
from participation.letters.printing import name_of
from participation.profiles.queries import profile_of
from participation.web.languages import own_or_english, spoken_date


def title_and_words(invitation: Invitation, link: str) -> tuple[str, str]:
    """The subject, which names nobody, and the text, in the language of the adult's file."""
    known, officer = service.current(), invitation.review.officer
    known_as, phone = signature(officer, profile_of(officer.id) if officer else None)
    with force_locale(own_or_english(file_language(invitation)).locale):
        # L10N: mail to a carer, parent or partner; it names no child, for others may read the mailbox too; formal
        about = pgettext("mail to an adult", "We would like to hear from you about a child whom you know.")
        # L10N: mail to an adult, above a link; formal
        begin = pgettext("mail to an adult", "Please open this page:")
        # L10N: mail to an adult, below a link: what was written stays and is there again; formal
        goes_on = pgettext("mail to an adult", "You can stop and go on later with the same link, on any device.")
        # L10N: mail to an adult, about a link: who has it can write in their place; formal
        alone = pgettext(
            "mail to an adult", "This link is for you alone. Please do not pass it on. It works until %(date)s."
        )
        rather_talk = pgettext("letter to an adult", "If you would rather talk, please ring me: %(phone)s.")
        said = [
            pgettext("letter to an adult", "Dear %(name)s") % {"name": name_of(invitation)},
            about,
            _asked(invitation),
            f"{begin}\n{link}",
            goes_on,
            alone % {"date": spoken_date(invitation.ends_on)},
            rather_talk % {"phone": phone} if phone else "",
            f"{known_as}\n{known.name}",
        ]
        return str(pgettext("reminder", "We would like to hear from you")), "\n\n".join(filter(None, said))


def _asked(invitation: Invitation) -> str:
    due = reply_by_on(invitation, service.current().forms_due_days)
    if due is None:
        return ""
    if due == invitation.review.meets_on:
        return str(pgettext("letter to an adult", "Please send your answers as soon as you can, before the meeting."))
    asked = pgettext("letter to an adult", "Please send your answers by %(date)s.")
    return str(asked % {"date": spoken_date(due)})
