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


def alert(notice_id: str, address: str, config: Config) -> EmailMessage:
    """The same few words whatever has happened: a mail is read over shoulders and kept by others."""
    message = EmailMessage()
    message["From"] = config.mail_from
    message["To"] = address
    message["Date"] = format_datetime(clock.now())
    # A mail that is sent again after a crash has the same id, so a mailbox shows it once.
    message["Message-ID"] = f"<{notice_id}@{urlsplit(config.staff_url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    # L10N: subject of a mail to staff; it must not say what is waiting
    message["Subject"] = pgettext("staff", "Something is waiting for you")
    # L10N: a mail to staff; it must not say what is waiting; %(address)s is where to sign in
    words = pgettext("staff", "Something is waiting for you in Participation. Sign in: %(address)s")
    message.set_content(words % {"address": f"{config.staff_url.rstrip('/')}/staff/"} + "\n")
    return message
