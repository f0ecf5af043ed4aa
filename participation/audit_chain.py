"""The chain over the audit entries: each one's MAC covers its fields and the MAC of the one before."""

import hmac
import json
from collections.abc import Iterable
from typing import NamedTuple

FIRST = ""
"""What stands in place of a previous MAC before the first entry."""


class Entry(NamedTuple):
    """An entry as it was stored; `fields` holds all that must not change, the number too, in one order."""

    number: int
    fields: tuple[str, ...]
    mac: str


def entry_mac(key: bytes, previous_mac: str, fields: tuple[str, ...]) -> str:
    canonical = json.dumps([previous_mac, *fields], separators=(",", ":")).encode("ascii")
    return hmac.new(key, canonical, "sha256").hexdigest()


def first_broken(key: bytes, entries: Iterable[Entry], head: tuple[int, str] | None = None) -> int | None:
    """The number of the first entry that was changed, removed or swapped; None if the chain is whole.

    Entries come in the order of their numbers, which start at 1. Entries cut off at the end leave no gap:
    only a `head`, the number and MAC of the last entry as noted somewhere else, shows that they are gone.
    """
    previous, expected, noted = FIRST, 1, head
    for number, fields, mac in entries:
        if number != expected or not hmac.compare_digest(mac, entry_mac(key, previous, fields)):
            return expected
        if noted and noted[0] == number and not hmac.compare_digest(mac, noted[1]):
            return number
        previous, expected = mac, number + 1
    return expected if noted and noted[0] >= expected else None
