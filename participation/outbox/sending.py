"""Sending what waits in the outbox."""

import smtplib
from collections.abc import Callable

from participation.config import Config
from participation.log import LOG
from participation.outbox.actions import Claimed, claim, is_anything_due, note_refused, note_sent
from participation.outbox.mail import NotEncrypted, alert, connection
from participation.outbox.models import MAIL, TEXT

REFUSED_FOR_GOOD = range(500, 600)

Addresses = Callable[[Claimed], str | None]
"""Where a notice goes; None while there is nowhere."""


def send_due(config: Config, address_of: Addresses) -> int:
    """Send what is due; returns how many were taken. What is refused is tried again later, for ever."""
    servers = {MAIL: config.smtp_url, TEXT: config.text_server}
    return sum(_send_all(config, channel, server, address_of) for channel, server in servers.items() if server)


def _send_all(config: Config, channel: str, server_url: str, address_of: Addresses) -> int:
    sent = 0
    if not is_anything_due(channel):
        return sent
    try:
        with connection(server_url) as server:
            while claimed := claim(channel):
                sent += _send(server, config, claimed, address_of)
    except NotEncrypted:
        LOG.warning("the mail server offers no encryption", channel=channel)
    except (OSError, smtplib.SMTPException) as error:
        LOG.warning("alerts wait", error=error, channel=channel)
    return sent


def _send(server: smtplib.SMTP, config: Config, claimed: Claimed, address_of: Addresses) -> bool:
    address = address_of(claimed)
    if address is None:
        return False
    try:
        server.send_message(alert(claimed, address, config))
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        if (code := _code_of(error)) in REFUSED_FOR_GOOD:
            note_refused(claimed.id, code)
        LOG.warning("one alert waits", error=error, code=code, channel=claimed.channel)
        return False
    note_sent(claimed.id)
    return True


def _code_of(error: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused) -> int:
    """What the server answered, such as 451 or 550."""
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    return max(code for code, _ in error.recipients.values())
