"""What goes out to somebody who was asked for a view: as it is when it goes, each try counted."""

import smtplib
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

from participation import clock
from participation.config import Config
from participation.log import LOG
from participation.outbox.actions import Claimed, claim, drop, is_anything_due, note_refused, note_sent
from participation.outbox.mail import NotEncrypted, connection

REFUSED_FOR_GOOD = range(500, 600)
NO_ADDRESS = 553
"""What a mail server says to one that is written wrongly."""


def _nothing() -> None:
    """Nobody keeps that it was refused, but for the outbox."""


@dataclass(frozen=True)
class Outgoing:
    """One mail or text message. It may hold a secret: it is sent and forgotten, never kept or logged."""

    address: str
    title: str
    words: str = field(repr=False)
    note_sent: Callable[[], object]
    """What is kept once it went."""
    calendar: bytes = b""
    method: str = ""
    this_try: str = ""
    """Told apart from other tries of the same: a mailbox that takes two for one would show a link that never opened."""
    note_refused: Callable[[], object] = _nothing
    """What is kept once it was refused for good."""


Going = Callable[[Claimed], Outgoing | None]
"""What a notice says now; nothing where that is no longer so."""
Send = Callable[[Claimed, Outgoing], None]


class NotTaken(Exception):
    """The server has answered no, with this code."""


def send_by_mail(config: Config, channel: str, going: Going) -> int:
    """Mail what is due on a channel; returns how many went."""
    if not config.smtp_url or not is_anything_due(channel):
        return 0
    try:
        with connection(config.smtp_url) as server:

            def send(claimed: Claimed, out: Outgoing) -> None:
                try:
                    server.send_message(_mail(claimed, out, config))
                except smtplib.SMTPSenderRefused:
                    raise  # it is not the address that is refused: everything waits
                except ValueError as error:  # an address of two lines, which is none
                    raise NotTaken(NO_ADDRESS) from error
                except smtplib.SMTPRecipientsRefused as error:
                    raise NotTaken(max(code for code, _ in error.recipients.values())) from error
                except smtplib.SMTPResponseException as error:
                    raise NotTaken(error.smtp_code) from error

            return send_each(channel, going, send, REFUSED_FOR_GOOD)
    except (NotEncrypted, OSError, smtplib.SMTPException) as error:
        LOG.warning("what goes to respondents waits", error=error, channel=channel)
        return 0


def _mail(claimed: Claimed, out: Outgoing, config: Config) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = config.mail_from, out.address
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{claimed.id}{out.this_try}@{urlsplit(config.public_url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Subject"] = out.title
    message.set_content(out.words + "\n")
    if out.calendar:
        kind = {"method": out.method, "charset": "utf-8"}
        message.add_attachment(out.calendar, maintype="text", subtype="calendar", filename="meeting.ics", params=kind)
    return message


def send_each(channel: str, going: Going, send: Send, for_good: Container[int]) -> int:
    """Send what is due on a channel, one by one; these answers of the server are its last word."""
    sent = 0
    while claimed := claim(channel):
        out = going(claimed)
        if out is None:
            drop(claimed.id)
            continue
        try:
            send(claimed, out)
        except NotTaken as error:
            code = int(error.args[0])
            if code in for_good:
                note_refused(claimed.id, code)
                out.note_refused()
            LOG.warning("one message waits", code=code, channel=channel)
            continue
        # In this order: were it the other way round, a crash between would leave a link in a mailbox that never opens.
        out.note_sent()
        note_sent(claimed.id)
        sent += 1
    return sent
