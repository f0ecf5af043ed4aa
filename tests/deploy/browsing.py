"""Somebody who comes to the machine over TLS, through nginx, by the name of a side."""

import socket
import ssl
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

from tests.deploy.machine import Machine

PATIENCE = 60
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back, whole."""

    status: int
    headers: Message
    text: str


class Visitor:
    """One browser: it knows the machine's certificate, and no other."""

    def __init__(self, machine: Machine, host: str, comes_from: str = "127.0.0.1") -> None:
        self.host, self.port, self.comes_from = host, machine.ports["HTTPS"], comes_from
        self.trusts = ssl.create_default_context(cafile=str(Path(machine.root, "srv", "lists", "tls.pem")))

    def connect(self) -> ssl.SSLSocket:
        """A connection of its own, to that side by its name."""
        plain = socket.create_connection(("127.0.0.1", self.port), PATIENCE, (self.comes_from, 0))
        return self.trusts.wrap_socket(plain, server_hostname=self.host)

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
        """Ask once; header names are written with _ for -."""
        connection = HTTPSConnection(self.host, self.port, timeout=PATIENCE)
        connection.sock = self.connect()
        given = {"Host": self.host} | ({"Content-Type": FORM} if form is not None else {})
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, urlencode(form) if form is not None else None, given)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return Answer(answer.status, answer.headers, text)
