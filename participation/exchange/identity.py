"""Under which key a number or a name is compared, so that one child or carer is not taken for two: pure."""

import re
from functools import lru_cache
from hashlib import sha256
from unicodedata import normalize

_WHOLE_AS_FRACTION = re.compile(r"(\d+)\.0+", re.ASCII)
SHORTENED = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)
"""A long number as Excel writes it: the digits that are left out are lost."""


def number_as_meant(text: str) -> str:
    """A number without the fraction that a program adds which reads numbers as fractions: `1001.0` is 1001."""
    if text.endswith("0") and (found := _WHOLE_AS_FRACTION.fullmatch(text)):
        return found[1]
    return text


@lru_cache(maxsize=2048)  # each is asked for several times while its part of a list is compared
def number_key(text: str) -> str:
    """Equal for two ways of writing one number: without leading zeros, a trailing `.0`, and case."""
    return number_as_meant(text).casefold().lstrip("0") or "0"


def name_key(text: str) -> str:
    """Equal for two ways of writing one name: composed or not, in capitals or not."""
    return normalize("NFC", normalize("NFC", text).casefold())


def address_digest(text: str) -> str:
    """What is kept of a postal address, of which nothing more is needed here; "" of none."""
    squeezed = re.sub(r"[\W_]+", "", name_key(text))
    return sha256(squeezed.encode()).hexdigest()[:16] if squeezed else ""


def is_better_written(said: str, known: str) -> bool:
    """Whether a name that is the same is written anew on purpose: a list in capitals says nothing of the name."""
    return said != known and not said.isupper() and not said.islower()
