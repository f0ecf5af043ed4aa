"""The mail server of the tests speaks SMTP."""

import smtplib
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest

from tests.parts.mail import MailServer


def send(server: MailServer, subject: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "us@example.org", "amara@example.org", subject
    message.set_content("قرأت")
    address = urlsplit(server.url)
    with smtplib.SMTP(str(address.hostname), address.port or 0) as client:
        client.send_message(message)


def test_what_is_sent_is_kept(mail: MailServer) -> None:
    send(mail, "One")
    send(mail, "Two")
    assert [message["Subject"] for message in mail.messages] == ["One", "Two"]
    assert mail.messages[0].get_content().strip() == "قرأت"
    assert mail.recipients == ["amara@example.org"] * 2


def test_a_busy_server_refuses_and_then_takes(mail: MailServer) -> None:
    mail.busy_for = 1
    with pytest.raises(smtplib.SMTPDataError, match="Busy"):
        send(mail, "One")
    send(mail, "Two")
    assert [message["Subject"] for message in mail.messages] == ["Two"]
