"""A real mail server that keeps what it is sent, and that can be told to be busy."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

BUSY = "451 Busy, try again later"
UNKNOWN = "550 No such mailbox"


class MailServer:
    """Messages in the order in which they came."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.busy_for = 0
        """How many of the next messages are refused with 451, as a loaded server does."""
        self.unknown: set[str] = set()
        """Addresses that it has never heard of: refused with 550, for good."""
        self.url = ""

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Called by aiosmtpd for each recipient."""
        if address in self.unknown:
            return UNKNOWN
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Called by aiosmtpd for each message."""
        if self.busy_for:
            self.busy_for -= 1
            return BUSY
        assert isinstance(envelope.content, bytes)
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.extend(envelope.rcpt_tos)
        return "250 OK"


class _OnFreePort(Controller):
    def __init__(self, handler: MailServer) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        super().__init__(handler, hostname="127.0.0.1", port=self._socket.getsockname()[1])

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self._socket)


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A mail server of this test alone; `mail.url` is what PARTICIPATION_SMTP_URL wants."""
    server = MailServer()
    controller = _OnFreePort(server)
    server.url = f"smtp://127.0.0.1:{controller.port}"
    controller.start()
    yield server
    controller.stop()
