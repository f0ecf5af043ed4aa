"""A thief with the database and its backup, and none of the keys: reads what stands there, and tries it as keys."""

import base64
import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Engine, inspect, select, table, text

from participation import sealing
from participation.invitations.secrets import code_secrets
from participation.operations.rotation import SEALED, SealedColumn
from participation.sealing import CannotOpen

Row = dict[str, Any]
LONGEST_KEY = 200


def everything(engine: Engine) -> dict[str, list[Row]]:
    """Every row of every table, as the server gives them to whoever has a copy."""
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        return {name: [dict(r) for r in connection.execute(_all_of(name)).mappings()] for name in names}


def _all_of(name: str) -> Any:
    return select(text("*")).select_from(table(name))


class Thief:
    """What can be made of a copy. `more` are keys that somebody gave away: then the same thief reads."""

    def __init__(self, rows: dict[str, list[Row]], files: Iterable[bytes], more: Iterable[bytes] = ()) -> None:
        self.rows = rows
        self.values = [_bytes(value) for each in rows.values() for row in each for value in row.values()]
        self.more = list(more)
        self.whole = b"\n".join(way for content in (*files, *self.values) for way in _unpacked(content))

    def sees(self, words: str) -> bool:
        """Whether the words stand anywhere, however they are written."""
        return any(way in self.whole for way in _written(words))

    def keys(self) -> list[bytes]:
        """Everything that might be a key: each value as it is, unhexed, and hashed; nothing, and zeros."""
        short = {key for key in self.values if len(key) <= LONGEST_KEY}
        unhexed = {made for key in short if (made := _unhexed(key))}
        hashed = {hashlib.sha256(key).digest() for key in short | unhexed}
        return sorted({b"", bytes(32), *short, *unhexed, *hashed, *self.more})

    def opened_wraps(self) -> list[bytes]:
        """What opens of drafts, locks, visits, letters and authenticators."""
        tries = list(self._wraps())
        return [opened for key in self.keys() for attempt in tries for opened in _if_it_opens(attempt, key)]

    def _wraps(self) -> Iterator[Callable[[bytes], bytes]]:
        """All that is closed with a secret, each bound to its place as its row says."""
        for row in self.rows["draft"]:
            yield lambda key, row=row: sealing.open_draft(key, row["sealed"], row["id"])  # type: ignore[misc]
        locks = [row["id"] for row in self.rows["letter_lock"]]
        closed = [(row["root_by_token"], "token") for row in self.rows["invitation"]]
        closed += [(row["root_by_code"], "code") for row in self.rows["invitation"]]
        closed += [(row["root"], "visit") for row in self.rows["visit"]]
        closed += [(row["lock_key"], f"lock/{lock}") for row in self.rows["visit"] for lock in locks]
        closed += [(row["private"], f"lock/{row['id']}") for row in self.rows["letter_lock"]]
        closed += [(row["private"], f"lock/{row['id']}/letter") for row in self.rows["letter_lock"]]
        closed += [(bytes.fromhex(row["totp_secret"]), f"totp/{row['id']}") for row in self.rows["staff"]]
        for wrapped, place in closed:
            if wrapped:
                yield lambda key, wrapped=wrapped, place=place: sealing.unwrap(wrapped, key, place)  # type: ignore[misc]

    def opened_envelopes(self, read: Callable[[SealedColumn], Iterable[tuple[bytes, sealing.Header]]]) -> list[bytes]:
        """What opens of all that was sealed to the service, with anything that might be a private key."""
        privates = [X25519PrivateKey.from_private_bytes(key) for key in self.keys() if len(key) == sealing.KEY_SIZE]
        return [
            opened
            for column in SEALED
            for envelope, header in read(column)
            for key_id in sealing.recipients_of(envelope)
            for private in privates
            for opened in _if_it_opens(sealing.open_envelope, envelope, header, key_id, private)
        ]

    def finds_code(self, code: str) -> bool:
        """Whether somebody who guesses this very code can see that it is right."""
        peppers = [b"", bytes(32), *self.more]
        known = {str(row["code_lookup"]) for row in self.rows["invitation"]}
        return any(code_secrets(code, pepper)[0] in known for pepper in peppers)


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def _unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    for unpack in (gzip.decompress, zlib.decompress, _unhexed, base64.b64decode):
        with suppress(Exception):
            yield unpack(content)


def _if_it_opens(attempt: Callable[..., bytes], *given: object) -> Iterator[bytes]:
    with suppress(CannotOpen):
        yield attempt(*given)


def _written(words: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "unicode_escape"):
        plain = words.encode(encoding)
        yield plain
        yield plain.hex().encode()
        for shift in range(3):  # base64 looks otherwise by where in a text it begins; its ends depend on neighbours
            coded = base64.b64encode(b"\0" * shift + plain).rstrip(b"=")
            yield coded[4 if shift else 0 : -2]


def _unhexed(content: bytes) -> bytes:
    try:
        return bytes.fromhex(content.decode("ascii"))
    except ValueError:
        return b""
