"""Alerts by mail: that something waits, and where to sign in. Never who it is about, never a word of theirs."""

import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app
from flask_babel import lazy_pgettext
from flask_babel.speaklater import LazyString

from participation import clock
from participation.config import Config
from participation.outbox.actions import Claimed
from participation.outbox.models import TEXT

FIRST_PAGE = "/staff/"
"""Where somebody finds what they are told of, unless whoever told them has handed in another place."""
_LEADS = "notices_lead"
TIMEOUT_SECONDS = 20


@dataclass(frozen=True)
class Subject:
    """What a mail says. None says who it is about, or what was said."""

    title: LazyString
    words: LazyString
    """One sentence; `%(address)s` in it is where it leads."""
    facts: Callable[[], Mapping[str, str]] = dict
    """What else stands in the sentence on the day it is sent."""


WAITING = Subject(
    # L10N: subject of a mail to staff; it must not say what is waiting
    lazy_pgettext("staff", "Something is waiting for you"),
    # L10N: a mail to staff; it must not say what is waiting; %(address)s is where to sign in
    lazy_pgettext("staff", "Something is waiting for you in Participation. Sign in: %(address)s"),
)
URGENT = Subject(
    # L10N: subject of a mail to staff on duty; it must not say what is waiting
    lazy_pgettext("staff", "Urgent: something is waiting for you"),
    # L10N: a mail or text message to staff on duty; it must not say what is waiting; %(address)s is where it is
    lazy_pgettext("staff", "Something urgent is waiting for you in Participation: %(address)s"),
)


def leads(app: Flask, about: str, address: str, subject: Subject) -> None:
    """Hand in what mails about something say, and where they lead; `{id}` in the address is the notice's."""
    app.extensions.setdefault(_LEADS, {})[about] = (address, subject)


class NotEncrypted(smtplib.SMTPException):
    """A password for the mail server would be sent in the clear, for whoever listens."""


@contextmanager
def connection(smtp_url: str) -> Iterator[smtplib.SMTP]:
    """A mail server, encrypted where it can be: smtps:// from the start, smtp:// as soon as it offers it.

    Raises NotEncrypted where a password would leave this machine otherwise.
    """
    parts = urlsplit(smtp_url)
    host = parts.hostname or "localhost"
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or smtplib.SMTP_SSL_PORT, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(host, parts.port or smtplib.SMTP_PORT, timeout=TIMEOUT_SECONDS)
    with server:
        server.ehlo()
        if parts.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            _refuse_to_show_password(server, host)
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server


def _refuse_to_show_password(server: smtplib.SMTP, host: str) -> None:
    way = server.sock
    if not isinstance(way, ssl.SSLSocket) and not (way and ip_address(way.getpeername()[0]).is_loopback):
        raise NotEncrypted(f"{host} offers no encryption (STARTTLS): the password for it is not sent, and alerts wait.")


def alert(claimed: Claimed, address: str, config: Config) -> EmailMessage:
    """A few words, whatever has happened: a mail is read over shoulders and kept by others."""
    message = EmailMessage()
    message["From"] = config.text_from or config.mail_from if claimed.channel == TEXT else config.mail_from
    message["To"] = address
    message["Date"] = format_datetime(clock.now())
    # A mail that is sent again after a crash has the same id, so a mailbox shows it once.
    message["Message-ID"] = f"<{claimed.id}@{urlsplit(config.staff_url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    where, subject = current_app.extensions.get(_LEADS, {}).get(claimed.about, (FIRST_PAGE, WAITING))
    message["Subject"] = str(subject.title)
    page = config.staff_url.rstrip("/") + where.format(id=claimed.id)
    message.set_content(subject.words % {"address": page, **subject.facts()} + "\n")
    return message
