"""A letter to an adult that goes as a link in a mail: asked for by support, drawn when it goes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from flask import current_app
from sqlalchemy import exists, or_, select, update

from participation import clock, service
from participation.audit import actions as audit
from participation.config import Config
from participation.db import new_id, session, transaction
from participation.invitations.actions import ASKED_ROLES, fresh_link, is_over, named_in
from participation.invitations.models import Invitation
from participation.invitations.queries import open_letters
from participation.letters.actions import Drawn, put_on_paper
from participation.letters.mail_wording import title_and_words
from participation.letters.printing import can_be_signed, link_of, said_now
from participation.outbox.actions import Claimed, queue
from participation.outbox.models import RESPONDENT
from participation.outbox.respondents import Outgoing, send_by_mail
from participation.reviews.hours import hours_of, is_time_to_write
from participation.submissions.models import Draft, Receipt

CHANNEL = "l_mail"
"""Of the outbox, of its own: a service that reminds nobody by mail may send letters so."""
ABOUT = "letter_by_mail"
NOT_AGAIN_FOR = timedelta(hours=1)
"""So long no other mail of a letter goes, however often it is asked for."""
SYSTEM = "system"


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
    new = [each.id for each in asked if can_be_mailed(each) and not _went_lately(each, now)]
    with transaction() as current:
        noted = update(Invitation).where(Invitation.id.in_(new), Invitation.mail_asked_at.is_(None))
        noted = noted.values(mail_asked_at=now, mail_refused_at=None).returning(Invitation.id)
        found = current.scalars(noted, execution_options={"synchronize_session": False}).all()
        for id in found:
            queue(ABOUT, _key(id, now), to_role=RESPONDENT, channel=CHANNEL)
        if found:
            audit.record_each(current, by_id, "letter to go by mail", [f"invitation/{id}" for id in sorted(found)])
    return len(found)


def _went_lately(invitation: Invitation, now: datetime) -> bool:
    return invitation.mailed_at is not None and now - invitation.mailed_at < NOT_AGAIN_FOR


def _key(invitation_id: str, asked_at: datetime) -> str:
    return f"{ABOUT}/{invitation_id}/{asked_at.isoformat()}"


def send_letters(config: Config) -> int:
    """Mail the letters that are asked for, in the hours of the service; returns how many went."""
    if not is_time_to_write(clock.now(), hours_of(service.current())):
        return 0
    return send_by_mail(config, CHANNEL, _going)


def _going(claimed: Claimed) -> Outgoing | None:
    """The mail with a secret that exists nowhere else. What was ended, answered or begun meanwhile stops it."""
    id = claimed.key.split("/")[1]
    session().expire_all()  # what other processes have ended since the last one
    invitation = next(iter(open_letters([id])), None)
    asked_at = invitation.mail_asked_at if invitation else None
    if invitation is None or asked_at is None or claimed.key != _key(id, asked_at):
        return None
    if not can_be_mailed(invitation) or _is_in_use(id, asked_at) or invitation.person is None:
        _take_back(id, asked_at)
        return None
    fresh, said = fresh_link(id, named_in(invitation)), said_now(invitation)
    title, words = title_and_words(invitation, link_of(fresh.secrets))
    return Outgoing(
        invitation.person.email,
        title,
        words,
        # Only now does the letter before it stop opening: of a mail that is refused nobody loses anything.
        partial(put_on_paper, [Drawn(fresh, said)], by_mail=True),
        this_try=f".{new_id()}",
        note_refused=partial(_take_back, id, asked_at, refused=True),
    )


def _is_in_use(id: str, since: datetime) -> bool:
    """Whether somebody has sent or written with the letter that is out, since a new one was asked for."""
    sent = exists().where(Receipt.invitation_id == id, Receipt.sent_at >= since)
    written = exists().where(Draft.invitation_id == id, Draft.saved_at >= since)
    return bool(session().scalar(select(or_(sent, written))))


def _take_back(id: str, asked_at: datetime, *, refused: bool = False) -> None:
    """It does not go. What was refused waits to be printed."""
    with transaction() as current:
        same = Invitation.id == id, Invitation.mail_asked_at == asked_at
        values = {"mail_asked_at": None, **({"mail_refused_at": clock.now()} if refused else {})}
        ended = update(Invitation).where(*same).values(**values).returning(Invitation.id)
        if current.scalar(ended, execution_options={"synchronize_session": False}):
            audit.record(current, SYSTEM, "mail refused" if refused else "letter not mailed", f"invitation/{id}")
