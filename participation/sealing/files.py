"""A file of any size that one private key opens, sealed and opened in pieces: memory does not grow with it.

It is: MAGIC; the length of the key's id (one byte); the key's id; a content key sealed to it by HPKE (80 bytes); then
pieces of 64 KiB under AES-256-GCM, each with its tag of 16 bytes. A piece's nonce is its number, eleven bytes, and a
byte that says whether it is the last: a piece that is missing, moved or cut off does not open, and nor does what
follows it. All before the first piece is authenticated with every piece.
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from participation.sealing import KEY_SIZE, SLOT_SIZE, CannotOpen, open_key, seal_key

MAGIC = b"participation sealed file 1\n"
PIECE = 64 * 1024
TAG = 16
_INFO = b"participation/file/"


def seal_file(content: Iterable[bytes], out: BinaryIO, key_id: str, public: X25519PublicKey) -> None:
    """Write what comes in chunks of any size, for the owner of one key."""
    content_key, name = os.urandom(KEY_SIZE), key_id.encode("ascii")
    head = MAGIC + bytes([len(name)]) + name + seal_key(content_key, public, _INFO + name)
    out.write(head)
    cipher = AESGCM(content_key)
    for number, (piece, is_last) in enumerate(_with_last(_pieces(content))):
        out.write(cipher.encrypt(_nonce(number, is_last), piece, head))


def key_id_of(sealed: BinaryIO) -> str:
    """The id of the key that opens this file, read from its start. Raises CannotOpen for what is no such file."""
    name = sealed.read(int.from_bytes(sealed.read(1))) if sealed.read(len(MAGIC)) == MAGIC else b""
    if not name or not name.isascii():
        raise CannotOpen
    return name.decode("ascii")


def open_file(sealed: BinaryIO, private: X25519PrivateKey) -> Iterator[bytes]:
    """The content, piece by piece; raises CannotOpen at the first that is not as it was written, or at the cut end."""
    name = key_id_of(sealed).encode("ascii")
    slot = sealed.read(SLOT_SIZE)
    cipher = AESGCM(open_key(slot, private, _INFO + name))
    head = MAGIC + bytes([len(name)]) + name + slot
    written = iter(lambda: sealed.read(PIECE + TAG), b"")
    number = -1
    for number, (piece, is_last) in enumerate(_with_last(written)):
        try:
            yield cipher.decrypt(_nonce(number, is_last), piece, head)
        except (InvalidTag, ValueError):
            raise CannotOpen from None
    if number < 0:
        raise CannotOpen


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])


def _pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces of one size, but for the last; at least one, so that nothing at all has an end too."""
    held = bytearray()
    for chunk in content:
        held += chunk
        while len(held) > PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    yield bytes(held)


def _with_last(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    before: bytes | None = None
    for piece in pieces:
        if before is not None:
            yield before, False
        before = piece
    if before is not None:
        yield before, True
