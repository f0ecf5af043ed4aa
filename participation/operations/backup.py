"""A backup: what it says of itself, then the database's own dump, sealed to the recovery key; and coming back from one.

No key file is ever part of it. Whoever steals it has noise; whoever restores it needs both halves of the recovery key.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import chain
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, Engine, func, inspect, select, table
from sqlalchemy.orm import Session

from participation import clock
from participation.audit.queries import newest
from participation.db.revisions import revision_of
from participation.operations.closures import Closings
from participation.operations.dumps import dumped
from participation.retention.erasure import Erasure, erasures
from participation.sealing import CannotOpen, Header, open_envelope
from participation.sealing.files import open_file, seal_file
from participation.sealing.keyring import Keyring

LENGTH = 4
Tick = Callable[[int], object]


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself, at its start."""

    made_at: str
    database: str
    revision: str
    counts: Mapping[str, int]
    erased: tuple[Erasure, ...]
    closings: Closings | None = None
    """What is closed; backups made before this was kept say nothing of it."""
    audit_head: str = ""
    """Where the chain of the audit ended; empty in backups made before this was kept."""

    @property
    def rows(self) -> int:
        """How many rows all tables hold."""
        return sum(self.counts.values())

    def to_bytes(self) -> bytes:
        """As it stands in the file, its length first."""
        plain = json.dumps(asdict(self)).encode()
        return len(plain).to_bytes(LENGTH) + plain


def back_up(engine: Engine, keyring: Keyring, out: BinaryIO, tick: Tick) -> Manifest:
    """Seal everything as it stands at one moment into `out`. Nobody waits for it."""
    with dumped(engine) as (connection, content):
        manifest = _describe(connection)
        seal_file(chain([manifest.to_bytes()], ticked(content, tick)), out, *keyring.recovery())
    return manifest


def _describe(connection: Connection) -> Manifest:
    return Manifest(
        made_at=clock.now().isoformat(),
        database=connection.dialect.name,
        revision=revision_of(connection) or "",
        counts=count_rows(connection),
        erased=tuple(erasures(Session(connection))),
        closings=Closings.of(Session(connection)),
        audit_head=str(newest(Session(connection))),
    )


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    names = sorted(inspect(connection).get_table_names())
    return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


def manifest_of(sealed: BinaryIO, private: X25519PrivateKey) -> tuple[Manifest, Iterator[bytes]]:
    """What a backup says of itself, and the dump that follows, as it is read on. Raises CannotOpen."""
    content = open_file(sealed, private)
    held = next(content)
    end = LENGTH + int.from_bytes(held[:LENGTH])
    while len(held) < end:
        held += next(content, b"") or _cut()
    found = json.loads(held[LENGTH:end])
    found["erased"] = tuple(Erasure(*each) for each in found["erased"])
    if found.get("closings"):
        found["closings"] = Closings.from_json(found["closings"])
    return Manifest(**found), chain([held[end:]], content)


def _cut() -> bytes:
    raise CannotOpen


def look_through(content: Iterable[bytes], tick: Tick) -> None:
    """Read a backup to its end, and keep nothing: raises CannotOpen if a bit of it is not as it was written."""
    for _ in ticked(content, tick):
        pass


def ticked(content: Iterable[bytes], tick: Tick) -> Iterator[bytes]:
    """What goes by, and how much of it is counted."""
    for chunk in content:
        tick(len(chunk))
        yield chunk


def with_recovery(key_id: str, private: X25519PrivateKey) -> Callable[[bytes, Header], bytes]:
    """Opens any envelope by the recovery key."""
    return lambda envelope, header: open_envelope(envelope, header, key_id, private)
