"""A real mail server that keeps what it is sent, and that can be told to be busy."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from ssl import SSLContext
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

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
        self.passwords: list[bytes] = []
        """Those that it was shown."""
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

    def lets_in(self, _server: SMTP, _session: Session, _envelope: Envelope, _by: str, shown: Any) -> AuthResult:
        """Called by aiosmtpd for each who signs in."""
        self.passwords.append(shown.password)
        return AuthResult(success=True)


class _OnFreePort(Controller):
    def __init__(self, handler: MailServer, host: str, **more: Any) -> None:
        self._socket = socket.create_server((host, 0))
        super().__init__(handler, hostname=host, port=self._socket.getsockname()[1], **more)

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self._socket)


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A mail server of this test alone; `mail.url` is what PARTICIPATION_SMTP_URL wants."""
    with running("127.0.0.1") as server:
        yield server


@contextmanager
def running(host: str, signed_in: str = "", certificate: SSLContext | None = None) -> Iterator[MailServer]:
    """A mail server at an address of this machine. It offers STARTTLS with a certificate, and only then.

    `signed_in` is USER:PASSWORD, which it takes, in the clear too.
    """
    server, more = MailServer(), {"tls_context": certificate}
    if signed_in:
        more |= {"authenticator": server.lets_in, "auth_require_tls": False}
    controller = _OnFreePort(server, host, **more)
    server.url = f"smtp://{signed_in}{'@' if signed_in else ''}{host}:{controller.port}"
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def own_address() -> str:
    """An address of this machine that is not loopback: that of its way out, to which nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
