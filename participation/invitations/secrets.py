"""The two secrets of a letter, token and typed code: how they are made, read and looked up."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterator
from enum import Enum
from urllib.parse import unquote

from participation.db import CROCKFORD
from participation.sealing.slow_hash import slow_hash

TOKEN_LETTERS = CROCKFORD.upper()
TOKEN_LENGTH = 26  # of 5 bits: 130 bits
CODE_LENGTH = 16  # the last digit checks the others

# Damm's quasigroup of order ten: every single wrong digit and every swap of neighbours is caught.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_READ_AS = str.maketrans("OIL", "011")
_SILENT = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Pc", "Po"})  # spaces, direction marks, dashes, dots
_SET_APART = _SILENT | {
    "Ps",
    "Pe",
    "Sm",
    "Mn",
    "Me",
}  # brackets, a plus, the frame of a digit that is a drawing of a key
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\b\d(?: *\d)*\b")
"""Digits, once whatever is silent is a space."""
_IN_FOURS = re.compile(r"\b\d{4}(?: +\d{4}){3}\b")
"""A code as it is printed."""


class Misread(Enum):
    """Why typed text is no code. Neither costs the child a try: nothing has been looked up yet."""

    MALFORMED = "malformed"
    WRONG_CHECK_DIGIT = "wrong check digit"


def new_token() -> str:
    return "".join(secrets.choice(TOKEN_LETTERS) for _ in range(TOKEN_LENGTH))


def new_code() -> str:
    digits = "".join(secrets.choice("0123456789") for _ in range(CODE_LENGTH - 1))
    return digits + str(_damm(digits))


def read_token(text: str) -> str | None:
    """The token anywhere in what a phone or a person sent: alone, or in a link with whatever was added to it."""
    sent = _decoded(text)
    # What stands after the # comes first: before it there may be as long a word of somebody else's.
    for part in (sent.rpartition("#")[2], sent):
        words: list[str] = _WORD.findall(part)
        for found in (_without_silent(part), *words):
            token = found.upper().translate(_READ_AS)
            if found.isascii() and len(token) == TOKEN_LENGTH and set(token) <= set(TOKEN_LETTERS):
                return token
    return None


def read_code(text: str) -> str | Misread:
    """The sixteen digits anywhere in what somebody typed, in the digits of any script; O for a nought is a nought."""
    found = list(_codes_in(_decoded(text)))
    right = next((code for code in found if not _damm(code)), None)
    return right or (Misread.WRONG_CHECK_DIGIT if found else Misread.MALFORMED)


def _codes_in(text: str) -> Iterator[str]:
    """What may be meant as the code: all that was typed, a number of sixteen digits, or four fours among others."""
    numbers = _spaced_out(_with_digits(text))
    apart = _NUMBER.findall(_spaced_out(_with_digits(text), _SET_APART))
    meant = [_without_silent(text).upper().translate(_READ_AS), *_NUMBER.findall(numbers), *apart]
    for digits in map(_western, meant):
        if len(digits) == CODE_LENGTH:
            yield digits
    # More digits are mostly one too many: then the child is told how many, unless these four are a code as they stand.
    yield from (code for code in map(_western, _IN_FOURS.findall(numbers)) if not _damm(code))


def digits_in(text: str) -> int:
    """How many digits somebody typed, who had to type sixteen."""
    return sum(letter.isdecimal() for letter in _with_digits(text))


def spaced(code: str) -> str:
    """The code as it is printed: in fours."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def token_lookup(token: str) -> str:
    """A plain hash is enough for 130 random bits; the prefix keeps it from meaning anything elsewhere."""
    return hashlib.sha256(f"link/qr/v1|{token}".encode()).hexdigest()


def code_secrets(code: str, pepper: bytes) -> tuple[str, bytes]:
    """The lookup of a typed code and the key that it unwraps: one slow hash for both.

    Fifty bits can be searched by machine, so the hash is slow and useless without the pepper, which is
    kept outside the database.
    """
    secret = hmac.digest(pepper, code.encode("ascii"), "sha256")
    out = slow_hash(secret, hmac.digest(pepper, b"link/code/v1/salt", "sha256"), 64)
    return hashlib.sha256(out[:32]).hexdigest(), out[32:]


def _decoded(text: str) -> str:
    """Without the percent signs of an address, also of one that was carried inside another."""
    return unquote(unquote(text))


def _with_digits(text: str) -> str:
    """Letters that look like digits are digits where they stand among some: not in the word "Code"."""

    return _WORD.sub(lambda word: _read(word[0]), text)


def _read(word: str) -> str:
    meant = word.upper().translate(_READ_AS)
    return meant if meant.isdecimal() and any(map(str.isdecimal, word)) else word


def _spaced_out(text: str, silent: frozenset[str] = _SILENT) -> str:
    return "".join(" " if unicodedata.category(char) in silent else char for char in text)


def _without_silent(text: str) -> str:
    return "".join(char for char in text if not _is_silent(char))


def _is_silent(char: str) -> bool:
    return unicodedata.category(char) in _SILENT


def _western(number: str) -> str:
    """The digits of a number of any script; empty if it is none."""
    digits = number.replace(" ", "")
    return "".join(str(unicodedata.decimal(digit)) for digit in digits) if digits.isdecimal() else ""


def _damm(digits: str) -> int:
    check = 0
    for digit in digits:
        check = _DAMM[check][int(digit)]
    return check
