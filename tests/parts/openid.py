"""An OpenID Connect provider of our own: it really runs, keeps to the standard, and lies when it is told to."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "participation", "an invented client secret"


@cache
def _made_once() -> tuple[RSAKey, RSAKey]:
    """Making two takes half a second, and is not what these tests are about."""
    return RSAKey.generate_key(2048, {"kid": "one"}), RSAKey.generate_key(2048, {"kid": "one"})


@dataclass
class Provider:
    """Whoever comes is signed in at once as the person it is told."""

    address: str = ""
    email: str = "amara@example.org"
    subject: str = "person-1"
    claims: dict[str, Any] = field(default_factory=dict)
    """In place of the true ones: None leaves one out."""
    metadata: dict[str, Any] = field(default_factory=dict)
    says_no: bool = False
    signs_with_another_key: bool = False
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    """What each code was asked for with."""
    keys: tuple[RSAKey, RSAKey] = field(default_factory=_made_once)
    """Its own, which it shows, and another one of the same name."""

    def configuration(self) -> dict[str, Any]:
        """What it tells about itself."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            **self.metadata,
        }

    def authorize(self, given: dict[str, str]) -> str:
        """Where it leads back to."""
        if self.says_no:
            return f"{given['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': given['state']})}"
        code = secrets.token_urlsafe()
        self.asked[code] = given
        return f"{given['redirect_uri']}?{urlencode({'code': code, 'state': given['state']})}"

    def token(self, given: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """What a code is worth, once: nothing to a stranger, or without the other half of PKCE."""
        before = self.asked.pop(given.get("code", ""), None)
        known = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '+')}".encode()).decode()
        plain = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if before is None or authorization not in (known, plain):
            return None
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (challenge, given.get("redirect_uri")) != (before["code_challenge"], before["redirect_uri"]):
            return None
        return {"access_token": "a", "token_type": "Bearer", "id_token": self._id_token(before)}

    def _id_token(self, before: dict[str, str]) -> str:
        now = int(time.time())
        true = {
            "iss": self.address, "aud": CLIENT, "sub": self.subject, "email": self.email, "nonce": before["nonce"],
            "iat": now, "exp": now + 300, "email_verified": True, "amr": ["pwd", "mfa"],
        }  # fmt: skip
        claims = {name: value for name, value in {**true, **self.claims}.items() if value is not None}
        key = self.keys[self.signs_with_another_key]
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)


class _Door(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/authorize":
            self.send_response(302)
            given = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_header("Location", self.provider.authorize(given))
            self.end_headers()
        elif parts.path == "/keys":
            self._answer({"keys": [self.provider.keys[0].as_dict(private=False)]})
        else:
            self._answer(self.provider.configuration())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        self._answer(self.provider.token(given, self.headers.get("Authorization", "")))

    def _answer(self, what: dict[str, Any] | None) -> None:
        self.send_response(200 if what else 400)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what or {"error": "invalid_grant"}).encode())

    def log_message(self, *_about: object) -> None:
        """Nothing is written down."""


@pytest.fixture
def provider() -> Iterator[Provider]:
    """Running until the test ends."""
    made = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Door", (_Door,), {"provider": made}))
    made.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()
