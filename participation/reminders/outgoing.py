"""What goes out by a reminder's channels, as it is when it goes: to whom, which words, which file."""

from email.utils import parseaddr

from participation.audit import actions as audit
from participation.config import Config
from participation.db import transaction
from participation.outbox.actions import Claimed
from participation.outbox.respondents import Outgoing
from participation.reminders.actions import (
    BY_MAIL,
    CHANGE,
    address_for,
    address_of_person,
    invitation_in,
    is_turned_on,
    note_told,
)
from participation.reminders.queries import coming_to, waited_for
from participation.reminders.wording import calendar_words, title_and_words, title_and_words_of_change
from participation.reviews.calendar_file import CalendarEntry, Method, calendar_file
from participation.reviews.models import Person, PlaceKind

SYSTEM = "system"


def outgoing(claimed: Claimed, config: Config) -> Outgoing | None:
    """What a notice says; nothing where that is no longer so, or goes by this channel no more."""
    if not is_turned_on(claimed.channel):
        return None
    found = _change(claimed, config) if claimed.about == CHANGE else _reminder(claimed)
    return found if found and found.address else None


def _reminder(claimed: Claimed) -> Outgoing | None:
    invitation = waited_for(invitation_in(claimed.key))
    if invitation is None:
        return None

    def note() -> None:
        with transaction() as session:
            audit.record(session, SYSTEM, "reminded", f"invitation/{invitation.id}")

    return Outgoing(address_for(invitation, claimed.channel), *title_and_words(invitation), note)


def _change(claimed: Claimed, config: Config) -> Outgoing | None:
    _, person_id, revision, _ = claimed.key.split("/")
    person = coming_to(person_id, int(revision))
    if person is None:
        return None
    by_mail = claimed.channel == BY_MAIL
    title, words = title_and_words_of_change(person, with_file=by_mail, with_place=by_mail and names_place(person))
    return Outgoing(
        address_of_person(person, claimed.channel),
        title,
        words,
        lambda: note_told(SYSTEM, person_id, int(revision)),
        _file(person, config) if by_mail else b"",
        _method(person),
    )


def names_place(person: Person) -> bool:
    """Whether a mail may name the place: never where the child lives, nor where nobody has said what it is."""
    return person.review.place_kind not in ("", PlaceKind.HOME)


def _method(person: Person) -> Method:
    return Method.CANCEL if person.review.ending_id else Method.PUBLISH


def _file(person: Person, config: Config) -> bytes:
    place = person.review.venue if names_place(person) else ""
    sender = parseaddr(config.mail_from)[1]
    return calendar_file(person.review, CalendarEntry(calendar_words(person), place, _method(person), sender))
