"""The chain over the audit entries: each one's MAC covers its fields and the MAC of the one before."""

import hmac
import json
import re
from collections.abc import Iterable
from typing import NamedTuple

MAC = re.compile("[0-9a-f]{64}")


class ChainMark(NamedTuple):
    """A place in the chain, noted where the chain itself is not kept."""

    number: int
    mac: str

    def __str__(self) -> str:
        """As it is noted on paper or in a mail: short, and nobody can make another chain that ends like it."""
        return f"{self.number}-{self.mac}"

    @classmethod
    def parse(cls, noted: str) -> "ChainMark":
        """What was noted; ValueError for what is no mark."""
        number, _, mac = noted.strip().partition("-")
        if not number.isdecimal() or not MAC.fullmatch(mac):
            raise ValueError(noted)
        return cls(int(number), mac)


class Entry(NamedTuple):
    """An entry as it was stored; `fields` holds all that must not change, the number too, in one order."""

    number: int
    fields: tuple[str, ...]
    mac: str


START = ChainMark(0, "")
"""Where a chain begins that nothing was purged from: the previous MAC of its first entry is empty."""


def entry_mac(key: bytes, previous_mac: str, fields: tuple[str, ...]) -> str:
    canonical = json.dumps([previous_mac, *fields], separators=(",", ":")).encode("ascii")
    return hmac.new(key, canonical, "sha256").hexdigest()


def first_broken(key: bytes, entries: Iterable[Entry], after: ChainMark = START, head: ChainMark = START) -> int | None:
    """The number of the first entry that was changed, removed or swapped; None if the chain is whole.

    Entries come in the order of their numbers. `after` is the last entry that was purged for its age.
    Entries cut off at the end leave no gap: only a `head` noted earlier shows that they are gone.
    """
    last = after
    for number, fields, mac in entries:
        if number != last.number + 1 or mac != entry_mac(key, last.mac, fields):
            return last.number + 1
        if number == head.number and mac != head.mac:
            return number
        last = ChainMark(number, mac)
    return last.number + 1 if last.number < head.number else None
