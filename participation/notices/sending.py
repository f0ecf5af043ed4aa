"""Sending what waits in the outbox."""

import smtplib
from collections.abc import Callable

from participation.config import Config
from participation.log import LOG
from participation.notices.actions import Claimed, claim, note_sent
from participation.notices.mail import alert, connection

Addresses = Callable[[str], str | None]
"""The address of somebody of the staff; None when they may not be written to."""


def send_due(config: Config, address_of: Addresses) -> int:
    """Send what is due; returns how many mails were taken. What is refused is tried again later, for ever."""
    sent = 0
    try:
        with connection(config.smtp_url) as server:
            while claimed := claim():
                sent += _send(server, config, claimed, address_of)
    except (OSError, smtplib.SMTPException) as error:
        LOG.warning("%s: mail waits", type(error).__name__)
    return sent


def _send(server: smtplib.SMTP, config: Config, claimed: Claimed, address_of: Addresses) -> bool:
    address = address_of(claimed.to_staff_id)
    if address is None:
        return False
    try:
        server.send_message(alert(claimed.id, address, config))
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        LOG.warning("%s: one mail waits", type(error).__name__)
        return False
    note_sent(claimed.id)
    return True
