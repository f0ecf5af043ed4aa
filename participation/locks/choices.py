"""What a lock is chosen from: four of twelve pictures in an order, or six digits of any script. Pure."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

PICTURES = ("sun", "moon", "star", "heart", "house", "tree", "flower", "apple", "fish", "cat", "boat", "ball")
PICKS = 4
DIGITS = 6
_SILENT = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Pc", "Po"})  # spaces, direction marks, dashes, dots


@dataclass(frozen=True)
class Combination:
    """What opens one lock; `kind` is "pictures" or "digits"."""

    kind: str
    parts: tuple[str, ...]

    @property
    def written(self) -> str:
        """As `read_again` reads it, and as it is hashed."""
        return f"{self.kind}:{','.join(self.parts)}"

    def __repr__(self) -> str:
        return f"<Combination of {self.kind}>"


def read_pictures(picked: Sequence[str]) -> Combination | None:
    """Four pictures in their order; the same one may come twice. Nothing if one is missing or unknown."""
    if len(picked) != PICKS or not set(picked) <= set(PICTURES):
        return None
    return Combination("pictures", tuple(picked))


def read_digits(typed: str) -> Combination | None:
    """Six digits as a keyboard of any script types them, with or without spaces; nothing if they are not six."""
    kept = "".join(char for char in typed if unicodedata.category(char) not in _SILENT)
    if len(kept) != DIGITS or not kept.isdecimal():
        return None
    return Combination("digits", tuple(str(unicodedata.decimal(digit)) for digit in kept))


def read_again(written: str) -> Combination | None:
    """A choice that a page carried on to the next one."""
    kind, _, parts = written.partition(":")
    found = tuple(parts.split(","))
    return read_pictures(found) if kind == "pictures" else read_digits("".join(found)) if kind == "digits" else None
