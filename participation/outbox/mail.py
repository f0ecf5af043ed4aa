"""Alerts by mail: that something waits, and where to sign in. Never who it is about, never a word of theirs."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from flask_babel import pgettext

from participation import clock
from participation.config import Config
from participation.outbox.actions import Claimed
from participation.outbox.models import TEXT

HEARTBEAT = "heartbeat"
PLACES = {
    "contact_asked": "/staff/contact",
    "contact_asked_managers": "/staff/contact",
    "unread": "/staff/unread",
    HEARTBEAT: "/staff/alerts/{id}",
}
"""Where somebody finds what they are alerted of; all else is on their first page."""
TIMEOUT_SECONDS = 20


@contextmanager
def connection(smtp_url: str) -> Iterator[smtplib.SMTP]:
    """A mail server, encrypted where it can be: smtps:// from the start, smtp:// as soon as it offers it."""
    parts = urlsplit(smtp_url)
    host, encryption = parts.hostname or "localhost", ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or smtplib.SMTP_SSL_PORT, timeout=TIMEOUT_SECONDS, context=encryption
        )
    else:
        server = smtplib.SMTP(host, parts.port or smtplib.SMTP_PORT, timeout=TIMEOUT_SECONDS)
    with server:
        server.ehlo()
        if parts.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls(context=encryption)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server


def alert(claimed: Claimed, address: str, config: Config) -> EmailMessage:
    """The same few words whatever has happened: a mail is read over shoulders and kept by others."""
    message = EmailMessage()
    message["From"] = config.text_from or config.mail_from if claimed.channel == TEXT else config.mail_from
    message["To"] = address
    message["Date"] = format_datetime(clock.now())
    # A mail that is sent again after a crash has the same id, so a mailbox shows it once.
    message["Message-ID"] = f"<{claimed.id}@{urlsplit(config.staff_url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    subject, words = _words(claimed.about)
    message["Subject"] = subject
    address = config.staff_url.rstrip("/") + PLACES.get(claimed.about, "/staff/").format(id=claimed.id)
    message.set_content(words % {"address": address} + "\n")
    return message


def _words(about: str) -> tuple[str, str]:
    """The subject and the sentence. None says who it is about, or what was said."""
    if about == HEARTBEAT:
        return (
            # L10N: subject of a mail that is sent each morning to try whether alerts arrive
            pgettext("staff", "This morning’s test of the alerts"),
            # L10N: a mail to staff, sent each morning; %(address)s is where to confirm that it has arrived
            pgettext("staff", "This is a test. Please say by 9:15 that it has reached you: %(address)s"),
        )
    if about in PLACES:
        return (
            # L10N: subject of a mail to staff on duty; it must not say what is waiting
            pgettext("staff", "Urgent: something is waiting for you"),
            # L10N: a mail or text message to staff on duty; it must not say what is waiting; %(address)s is where it is
            pgettext("staff", "Something urgent is waiting for you in Participation: %(address)s"),
        )
    return (
        # L10N: subject of a mail to staff; it must not say what is waiting
        pgettext("staff", "Something is waiting for you"),
        # L10N: a mail to staff; it must not say what is waiting; %(address)s is where to sign in
        pgettext("staff", "Something is waiting for you in Participation. Sign in: %(address)s"),
    )
