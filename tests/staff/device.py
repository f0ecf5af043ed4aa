"""A device that keeps a passkey, played without a browser: what it signs is checked by the real library."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from html import unescape
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from flask import Flask
from flask.testing import FlaskClient

from participation import clock, db
from participation.staff.models import Passkey

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


@dataclass
class Device:
    """One key for one account at one site. It does not count, like those that are kept on several devices at once."""

    staff_id: str
    host: str = "localhost"
    origin: str = "http://localhost"
    is_verified: bool = True
    """It makes sure of its owner."""
    id: bytes = field(default_factory=lambda: token_bytes(16))
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))

    def keep(self, app: Flask) -> "Device":
        """Put its public half beside the account."""
        kept = {"credential_id": self.id, "public_key": self._public(), "sign_count": 0}
        with app.app_context(), db.transaction() as session:
            session.add(Passkey(staff_id=self.staff_id, name="A device", made_at=clock.now(), **kept))
        return self

    def answers(self, options: str, **changed: str) -> str:
        """What the browser sends when this device signs what it is asked."""
        told, about = self._told("webauthn.get", options), self._about(PRESENT | (VERIFIED if self.is_verified else 0))
        signature = self.key.sign(about + hashlib.sha256(told).digest(), ECDSA(SHA256()))
        response = {"clientDataJSON": told, "authenticatorData": about, "signature": signature}
        handle = changed.get("staff_id", self.staff_id).encode()
        return self._json({**response, "userHandle": handle})

    def makes(self, options: str) -> str:
        """What the browser sends when a passkey is made."""
        told, public = self._told("webauthn.create", options), self._public()
        about = self._about(PRESENT | VERIFIED | ATTESTED) + bytes(16) + len(self.id).to_bytes(2) + self.id + public
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": about})
        return self._json({"clientDataJSON": told, "attestationObject": made})

    def _told(self, what: str, options: str) -> bytes:
        asked = {"type": what, "challenge": json.loads(options)["challenge"], "origin": self.origin}
        return json.dumps(asked).encode()

    def _about(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + bytes(4)

    def _public(self) -> bytes:
        at = self.key.public_key().public_numbers()
        point: dict[int, Any] = {1: 2, 3: -7, -1: 1, -2: at.x.to_bytes(32), -3: at.y.to_bytes(32)}
        return cbor2.dumps(point)

    def _json(self, response: dict[str, bytes]) -> str:
        id = _text(self.id)
        answered = {name: _text(value) for name, value in response.items()}
        return json.dumps({"id": id, "rawId": id, "type": "public-key", "response": answered})


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def asked(browser: FlaskClient, form: dict[str, str], **more: Any) -> str:
    """What the sign-in page asks of a passkey that is used alone."""
    return browser.post("/staff/sign-in/passkey/question", data=form, **more).text


def options_in(page: str) -> str:
    """What a page asks of a passkey at once."""
    return unescape(page.partition('data-options="')[2].partition('"')[0])
