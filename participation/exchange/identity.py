"""Under which key a name or an address is compared, so that one child or carer is not taken for two: pure."""

import re
from hashlib import sha256
from unicodedata import normalize

SHORTENED = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)
"""A long number as Excel writes it: the digits that are left out are lost."""


def name_key(text: str) -> str:
    """Equal for two ways of writing one name: composed or not, in capitals or not."""
    return text.casefold() if text.isascii() else normalize("NFC", normalize("NFC", text).casefold())


def address_digest(text: str) -> str:
    """What is kept of a postal address, of which nothing more is needed here; "" of none."""
    squeezed = re.sub(r"[\W_]+", "", name_key(text))
    return sha256(squeezed.encode()).hexdigest()[:16] if squeezed else ""


def is_better_written(said: str, known: str) -> bool:
    """Whether a name that is the same is written anew on purpose: a list in capitals says nothing of the name."""
    return said != known and not said.isupper() and not said.islower()
