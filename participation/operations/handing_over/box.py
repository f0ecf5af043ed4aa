"""What goes between two councils: the card of the one, and the sealed box that the other fills for it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from participation.files import whole_file
from participation.operations.handing_over.rules import Leavers
from participation.sealing import Header, seal
from participation.sealing.files import open_file, seal_file
from participation.sealing.of_this_app import keyring

LID = "box"
"""The id of the key that opens a box."""
Row = dict[str, Any]
Cells = list[list[Any]]
"""Counters of answers, each with its number behind its key."""


class StaffThere(NamedTuple):
    """An account of the staff, as a card shows it."""

    id: str
    role: str
    is_open: bool
    is_set_up: bool


class Newcomer(NamedTuple):
    """Somebody of the staff who has no account there, or one that nobody has set up."""

    id: str
    email: str
    name: str
    role: str
    is_open: bool
    """With whatever opens it; else a name alone, and closed."""
    password_hash: str = ""
    totp_secret: str = ""
    """Not wrapped: the box is sealed."""
    openid_subject: str = ""
    openid_issuer: str = ""


@dataclass(frozen=True)
class CouncilCard:
    """What a council says of itself to the one that hands over: nothing that opens anything, and no child."""

    council: str
    revision: str
    address: str
    """Where its letters open."""
    keys: Mapping[str, tuple[str, str]]
    """Of each pair, and of the recovery key: the id of the newest, and its public half."""
    lid: str
    """The public half of a key made for these boxes: its other half stays in the memory of one process."""
    accounts: Mapping[str, StaffThere]
    """By email."""

    def sealed(self, words: bytes, header: Header) -> bytes:
        """Words for those who read this kind of words there."""
        of_here = (id.partition("-")[0] for id in keyring().recipients(header.kind))
        return seal(words, header, {id: _public(half) for id, half in map(self.keys.__getitem__, of_here)})

    def with_newcomers(self, coming: Iterable[Newcomer]) -> "CouncilCard":
        """The card as whoever packs next has to see it: their accounts are these ones."""
        known = dict(self.accounts)
        for each in coming:
            is_set_up = bool(each.password_hash or each.openid_subject)
            known[each.email] = StaffThere(each.id, each.role, each.is_open, is_set_up)
        return replace(self, accounts=known)


@dataclass(frozen=True)
class BoxManifest:
    """What stands at the start of a box."""

    handover: str
    source: str
    revision: str
    prefix: str
    children: list[str]
    requests: list[str]
    audit_head: str
    peppers: list[str]
    """With which letters, locks and sheets were made there."""
    years: list[str]
    """Collection years in which figures are compared."""
    settings: tuple[Row, Row]
    """Of the source's service: by them its figures are reckoned."""
    cells: Cells
    elsewhere: dict[str, str]
    undone: str = ""
    """The handover that this one takes back."""
    newcomers: list[Newcomer] = field(default_factory=list)
    copies: dict[str, list[Row]] = field(default_factory=dict)
    """Rows of tables of WITH_STAFF that are taken where there are none."""

    @property
    def those(self) -> Leavers:
        """Who goes."""
        return Leavers(tuple(self.children), tuple(self.requests))


def fill(path: Path, card: CouncilCard, manifest: BoxManifest, lines: Iterable[Row]) -> None:
    """Seal a box: the manifest, then line by line. Raises OSError, and there is no box."""
    whole = (json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in _all(manifest, lines))
    with whole_file(path) as out:
        seal_file(whole, out, LID, _public(card.lid))


def unpacked(path: Path, lid: X25519PrivateKey) -> Iterator[Row]:
    """The lines of a box, the manifest first; raises CannotOpen where a bit of it is not as it was written."""
    rest = b""
    with path.open("rb") as sealed:
        for piece in open_file(sealed, lid):
            *whole, rest = (rest + piece).split(b"\n")
            yield from map(json.loads, whole)


def manifest_of(line: Row) -> BoxManifest:
    """The first line, read."""
    newcomers = [Newcomer(*each) for each in line["newcomers"]]
    return BoxManifest(**{**line, "newcomers": newcomers, "settings": tuple(line["settings"])})


def _all(manifest: BoxManifest, lines: Iterable[Row]) -> Iterator[Row]:
    yield {**vars(manifest), "newcomers": [list(each) for each in manifest.newcomers]}
    yield from lines


def _public(half: str) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(bytes.fromhex(half))
