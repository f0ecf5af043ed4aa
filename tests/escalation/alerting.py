"""A service whose rota is alerted by mail and by text, and what reached whom."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from functools import cache

import pytest
from click.testing import CliRunner
from flask import Flask

from participation import clock
from participation.contact.actions import Asked, ask_for_contact
from participation.operations.cli import cli
from participation.operations.worker import climb, send_alerts
from tests.contact.conftest import MORNING
from tests.parts.mail import MailServer

CANARY = "zirkonkanarie"
GATEWAY = "sms.example.org"
TEXT = f"07700900123@{GATEWAY}"
LINK = "http://127.0.0.1:8000/staff/contact"


@pytest.fixture
def app(make_app: Callable[..., Flask], mail: MailServer) -> Flask:
    """With a mail server, and a gateway behind it for text messages."""
    return make_app(smtp_url=mail.url, text_gateway=GATEWAY)


def work(app: Flask, after: timedelta = timedelta()) -> None:
    """What the worker does in one go, some time after ten o'clock."""
    with clock.frozen(MORNING + after):
        done = CliRunner().invoke(cli, ["worker", "--once"], obj=lambda **_: app)
    assert done.exit_code == 0, done.output


def climb_and_send(app: Flask, after: timedelta) -> None:
    """The part of it that is about alerts."""
    with clock.frozen(MORNING + after), app.app_context():
        climb()
        send_alerts()


def asks(app: Flask, key: str = "one") -> str:
    with app.app_context():
        return ask_for_contact(key, Asked("07700 900456", CANARY, ""), "en", None)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def urgent(mail: MailServer) -> list[str]:
    """Who got urgent mail, in order; the morning's test is not meant."""
    pairs = zip(mail.messages, mail.recipients, strict=True)
    return [who for message, who in pairs if _is_urgent(message)]


@cache
def _is_urgent(message: EmailMessage) -> bool:
    """Asked of each but once: a subject is taken apart anew each time, and many rounds ask of all that came."""
    return "Urgent" in message["Subject"]
