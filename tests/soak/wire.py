"""A browser that reaches real servers over the network, to be driven as the tests' own client is."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import requests

PATIENCE = 60


@dataclass(frozen=True)
class WirePage:
    """What came back."""

    status_code: int
    data: bytes
    location: str
    request: Any
    """Its path: where the page is."""

    @property
    def text(self) -> str:
        """As a browser reads it, who is told that it is UTF-8."""
        return self.data.decode(errors="replace")


class WireBrowser:
    """Keeps cookies, and follows where it is led if it is told to."""

    def __init__(self, address: str) -> None:
        self.address, self.session = address, requests.Session()

    def get(self, path: str, *, follow_redirects: bool = False) -> WirePage:
        """Open a page."""
        return self._ask("GET", path, None, follow_redirects)

    def post(self, path: str, *, data: dict[str, Any], follow_redirects: bool = False) -> WirePage:
        """Post a form."""
        return self._ask("POST", path, data, follow_redirects)

    def _ask(self, method: str, path: str, data: dict[str, Any] | None, follow: bool) -> WirePage:
        came = self.session.request(method, self.address + path, data=data, allow_redirects=follow, timeout=PATIENCE)
        parts = urlsplit(came.headers.get("Location", ""))
        where = SimpleNamespace(path=urlsplit(came.url).path)
        return WirePage(came.status_code, came.content, parts.path + (f"?{parts.query}" if parts.query else ""), where)


class Wire:
    """Servers at an address, where a test expects an application."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def test_client(self) -> WireBrowser:
        """A new browser."""
        return WireBrowser(self.address)
