"""Sending reminders and changes that are due: by the mail server, and by GOV.UK Notify. Each try is counted."""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, cast
from urllib.parse import urlsplit

from participation import clock, service
from participation.config import Config
from participation.log import LOG
from participation.outbox.actions import Claimed, claim, drop, is_anything_due, note_refused, note_sent
from participation.outbox.mail import NotEncrypted, connection
from participation.reminders.actions import BY_MAIL, BY_TEXT
from participation.reminders.outgoing import Outgoing, outgoing
from participation.reminders.timetable import is_time_for_it
from participation.reviews.hours import hours_of

REFUSED_FOR_GOOD = range(500, 600)
NOT_OURS_TO_REPEAT = (400, 403)
"""What Notify answers to a number that is none, or to a key that may not send to it."""
Send = Callable[[Claimed, Outgoing], None]


def send_reminders(config: Config) -> int:
    """Send what is due, in the hours of the service; returns how many went."""
    if not is_time_for_it(clock.now(), hours_of(service.current())):
        return 0
    sent = _by_mail(config) if config.smtp_url and is_anything_due(BY_MAIL) else 0
    return sent + (_by_text(config) if config.notify_key and is_anything_due(BY_TEXT) else 0)


def _by_mail(config: Config) -> int:
    try:
        with connection(config.smtp_url) as server:

            def send(claimed: Claimed, going: Outgoing) -> None:
                try:
                    server.send_message(_mail(claimed, going, config))
                except smtplib.SMTPRecipientsRefused as error:
                    raise _Refused(max(code for code, _ in error.recipients.values())) from error
                except smtplib.SMTPResponseException as error:
                    raise _Refused(error.smtp_code) from error

            return _send_all(config, BY_MAIL, send)
    except (NotEncrypted, OSError, smtplib.SMTPException) as error:
        LOG.warning("reminders wait", error=error)
        return 0


def _mail(claimed: Claimed, going: Outgoing, config: Config) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = config.mail_from, going.address
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{claimed.id}@{urlsplit(config.public_url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Subject"] = going.title
    message.set_content(going.words + "\n")
    if going.calendar:
        kind = {"method": going.method, "charset": "utf-8"}
        message.add_attachment(going.calendar, maintype="text", subtype="calendar", filename="meeting.ics", params=kind)
    return message


def _by_text(config: Config) -> int:
    # An extra: a service without text messages need not install it.
    from notifications_python_client.errors import HTTPError
    from notifications_python_client.notifications import NotificationsAPIClient

    client: Any = cast(Any, NotificationsAPIClient)(config.notify_key, config.notify_url, timeout=20)

    def send(claimed: Claimed, going: Outgoing) -> None:
        message = {"message": going.words}
        try:
            client.send_sms_notification(going.address, config.notify_template, message, reference=claimed.id)
        except HTTPError as error:
            raise _Refused(error.status_code) from error

    return _send_all(config, BY_TEXT, send)


class _Refused(Exception):
    """The server has answered no, with this code."""


def _send_all(config: Config, channel: str, send: Send) -> int:
    sent = 0
    while claimed := claim(channel):
        going = outgoing(claimed, config)
        if going is None:
            drop(claimed.id)
            continue
        try:
            send(claimed, going)
        except _Refused as error:
            code = int(error.args[0])
            if code in (REFUSED_FOR_GOOD if channel == BY_MAIL else NOT_OURS_TO_REPEAT):
                note_refused(claimed.id, code)
            LOG.warning("one reminder waits", code=code, channel=channel)
            continue
        note_sent(claimed.id)
        going.note_sent()
        sent += 1
    return sent
