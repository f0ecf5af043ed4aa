"""Envelopes that anyone can close and only a private key can open, and wraps that only a secret can open.

An envelope, version 2, is: the byte 2; the number of recipients (one byte); for each recipient the length
of its key id (one byte), the key id, and the content key sealed to it by HPKE (80 bytes); a nonce (12 bytes);
the padded words under AES-256-GCM. The header and all before the nonce are authenticated with the words.
Version 1 had fewer things in its header; its envelopes still open.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FIRST, VERSION = b"\x01", b"\x02"
OF_WRAPS = b"\x01"
KEY_SIZE = 32
NONCE_SIZE = 12
SLOT_SIZE = 80  # HPKE's 32 byte share, the 32 byte content key, a 16 byte tag
LENGTH_SIZE = 4
STEPS = (1 << 10, 4 << 10, 16 << 10, 64 << 10)

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class CannotOpen(Exception):
    """Says the same whatever the reason, so that nobody learns from it which part was wrong."""

    def __init__(self) -> None:
        super().__init__("this does not open")


@dataclass(frozen=True)
class Header:
    """What stands in the clear beside an envelope, and what the envelope is bound to."""

    kind: str
    id: str
    review: str
    language: str
    questionnaire: str
    day: date
    facts: Mapping[str, str] = field(default_factory=dict)
    """What else is true of it and must stay so: by whom it is, its moment, who must not see it."""

    def canonical(self, version: bytes = VERSION) -> bytes:
        fields = {**vars(self), "day": self.day.isoformat(), "v": version[0], "facts": dict(self.facts)}
        if version == FIRST:
            del fields["facts"]
        return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode("ascii")


def seal(words: bytes, header: Header, recipients: Mapping[str, X25519PublicKey]) -> bytes:
    """Closes words so that each recipient alone can open them."""
    if not recipients:
        raise ValueError("words sealed to nobody would be lost")
    content_key, bound_to = os.urandom(KEY_SIZE), header.canonical()
    prefix = VERSION + bytes([len(recipients)])
    for key_id, public in sorted(recipients.items()):
        name = key_id.encode("ascii")
        prefix += bytes([len(name)]) + name + seal_key(content_key, public, _slot_info(name, bound_to))
    return prefix + _encrypt(content_key, _pad(words), prefix + bound_to)


def open_envelope(envelope: bytes, header: Header, key_id: str, private: X25519PrivateKey) -> bytes:
    slots, end = _slots(envelope)
    name = key_id.encode()
    if name not in slots:
        raise CannotOpen
    bound_to = header.canonical(envelope[:1])
    content_key = open_key(slots[name], private, _slot_info(name, bound_to))
    return _unpad(_decrypt(content_key, envelope[end:], envelope[:end] + bound_to))


def recipients_of(envelope: bytes) -> tuple[str, ...]:
    """The ids of the keys that this envelope says it opens with."""
    return tuple(name.decode("ascii") for name in _slots(envelope)[0])


def rewrap(
    envelope: bytes,
    header: Header,
    old: tuple[str, X25519PrivateKey],
    new_recipients: Mapping[str, X25519PublicKey],
) -> bytes:
    """Seal words for other recipients, under a fresh content key: who knew the old one learns nothing."""
    return seal(open_envelope(envelope, header, *old), header, new_recipients)


def seal_key(key: bytes, public: X25519PublicKey, info: bytes) -> bytes:
    """A content key for the owner of one key pair, in one context: 80 bytes."""
    return _SUITE.encrypt(key, public, info)


def open_key(sealed: bytes, private: X25519PrivateKey, info: bytes) -> bytes:
    try:
        return _SUITE.decrypt(sealed, private, info)
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def new_root() -> bytes:
    """The secret of one link, from which the key of its draft comes."""
    return os.urandom(KEY_SIZE)


def wrap(key: bytes, secret: bytes, context: str) -> bytes:
    """Hides a key under a secret that is itself hard to guess: a token, a cookie, a slow hash of a code."""
    return _close(key, secret, f"wrap/{context}")


def unwrap(wrapped: bytes, secret: bytes, context: str) -> bytes:
    return _reopen(wrapped, secret, f"wrap/{context}")


def seal_draft(root: bytes, plain: bytes, context: str) -> bytes:
    return _close(_pad(plain), root, f"draft/{context}")


def open_draft(root: bytes, sealed: bytes, context: str) -> bytes:
    return _unpad(_reopen(sealed, root, f"draft/{context}"))


def _slot_info(name: bytes, bound_to: bytes) -> bytes:
    return b"participation/envelope/" + name + b"/" + bound_to


def _slots(envelope: bytes) -> tuple[dict[bytes, bytes], int]:
    """The sealed content keys by key id, and where the sealed words begin."""
    if envelope[:1] not in (FIRST, VERSION) or len(envelope) < 2:
        raise CannotOpen
    slots: dict[bytes, bytes] = {}
    position = 2
    for _ in range(envelope[1]):
        if position >= len(envelope):
            raise CannotOpen
        start = position + 1
        middle = start + envelope[position]
        position = middle + SLOT_SIZE
        slots[envelope[start:middle]] = envelope[middle:position]
    if not all(name.isascii() for name in slots):
        raise CannotOpen
    return slots, position


def _close(plain: bytes, secret: bytes, purpose: str) -> bytes:
    return OF_WRAPS + _encrypt(_derived(secret, purpose), plain, OF_WRAPS + purpose.encode())


def _reopen(closed: bytes, secret: bytes, purpose: str) -> bytes:
    if closed[:1] != OF_WRAPS:
        raise CannotOpen
    return _decrypt(_derived(secret, purpose), closed[1:], OF_WRAPS + purpose.encode())


def _derived(secret: bytes, purpose: str) -> bytes:
    info = b"participation/" + purpose.encode()
    return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=None, info=info).derive(secret)


def _encrypt(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(NONCE_SIZE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def _decrypt(key: bytes, closed: bytes, bound_to: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(closed[:NONCE_SIZE], closed[NONCE_SIZE:], bound_to)
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def _pad(words: bytes) -> bytes:
    """Without this the size of a row would tell how much a child had to say."""
    size = LENGTH_SIZE + len(words)
    step = next((step for step in STEPS if size <= step), -(-size // STEPS[-1]) * STEPS[-1])
    return (len(words).to_bytes(LENGTH_SIZE) + words).ljust(step, b"\0")


def _unpad(padded: bytes) -> bytes:
    end = LENGTH_SIZE + int.from_bytes(padded[:LENGTH_SIZE])
    if len(padded) < max(end, LENGTH_SIZE):
        raise CannotOpen
    return padded[LENGTH_SIZE:end]
