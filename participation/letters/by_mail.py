"""A letter to an adult that goes as a link in a mail: asked for by support, drawn when it goes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from flask import current_app

from participation import clock, service
from participation.config import Config
from participation.db import new_id, session
from participation.invitations.actions import ASKED_ROLES, fresh_link, is_over, named_in
from participation.invitations.models import Invitation
from participation.invitations.queries import open_letters
from participation.letters.actions import (
    LETTERS_BY_MAIL,
    Drawn,
    note_asked_by_mail,
    put_on_paper,
    take_back_mail,
)
from participation.letters.mail_wording import title_and_words
from participation.letters.printing import can_be_signed, link_of, said_now
from participation.letters.queries import is_in_use
from participation.outbox.actions import Claimed
from participation.outbox.respondents import Outgoing, send_by_mail
from participation.reviews.hours import hours_of, is_time_to_write

NOT_AGAIN_FOR = timedelta(hours=1)
"""So long no other mail of a letter goes, however often it is asked for."""


def goes_by_mail() -> bool:
    """Whether letters may go by mail: the operator has set up a mail server, and the service has turned it on."""
    config: Config = current_app.extensions["config"]
    return bool(config.smtp_url) and service.current().has_letters_by_mail


def can_be_mailed(invitation: Invitation) -> bool:
    """Whether a letter may go by mail: to an adult, at the address that a list has. Never a child's."""
    person = invitation.person
    is_asked = person is not None and bool(person.email) and invitation.respondent in ASKED_ROLES
    return goes_by_mail() and is_asked and can_be_signed(invitation) and not is_over(invitation, clock.today())


def ask_for_mail(by_id: str, asked: Iterable[Invitation]) -> int:
    """Let these go by mail in the hours of the service; returns how many that is news for."""
    now = clock.now()
    return note_asked_by_mail(by_id, [each.id for each in asked if can_be_mailed(each) and not _went_lately(each, now)])


def _went_lately(invitation: Invitation, now: datetime) -> bool:
    return invitation.mailed_at is not None and now - invitation.mailed_at < NOT_AGAIN_FOR


def send_letters(config: Config) -> int:
    """Mail the letters that are asked for, in the hours of the service; returns how many went."""
    if not is_time_to_write(clock.now(), hours_of(service.current())):
        return 0
    return send_by_mail(config, LETTERS_BY_MAIL, _going)


def _going(claimed: Claimed) -> Outgoing | None:
    """The mail with a secret that exists nowhere else. What was ended, answered or begun meanwhile stops it."""
    _, id, at = claimed.key.split("/")
    asked_at = datetime.fromisoformat(at)
    session().expire_all()  # what other processes have ended since the last one
    invitation = next(iter(open_letters([id])), None)
    address = invitation.person.email if invitation and invitation.person else ""
    is_wanted = invitation is not None and invitation.mail_asked_at == asked_at and can_be_mailed(invitation)
    if invitation is None or not is_wanted or is_in_use(id, asked_at):
        take_back_mail(id, asked_at)
        return None
    fresh, said = fresh_link(id, named_in(invitation)), replace(said_now(invitation), starts_at=None)
    title, words = title_and_words(invitation, link_of(fresh.secrets))
    session().rollback()  # no transaction stays open while a mail server is spoken to
    return Outgoing(
        address,
        title,
        words,
        # Only now does the letter before it stop opening: of a mail that is refused nobody loses anything.
        partial(put_on_paper, [Drawn(fresh, said)], by_mail=True),
        this_try=f".{new_id()}",
        note_refused=partial(take_back_mail, id, asked_at, refused=True),
    )
