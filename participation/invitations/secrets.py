"""The two secrets of a letter, token and typed code: how they are made, read and looked up."""

import hashlib
import hmac
import secrets
import unicodedata
from enum import Enum

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
    """The token that a phone or a person sent, or nothing if it cannot be one."""
    typed = _without_silent(text)
    if len(typed) != TOKEN_LENGTH or not typed.isascii():
        return None
    token = typed.upper().translate(_READ_AS)
    return token if set(token) <= set(TOKEN_LETTERS) else None


def read_code(text: str) -> str | Misread:
    """The sixteen digits that somebody typed, in the digits of any script; O for a nought is a nought."""
    typed = _without_silent(text).upper().translate(_READ_AS)
    if len(typed) != CODE_LENGTH or not typed.isdecimal():
        return Misread.MALFORMED
    code = "".join(str(unicodedata.decimal(digit)) for digit in typed)
    return Misread.WRONG_CHECK_DIGIT if _damm(code) else code


def digits_in(text: str) -> int:
    """How many digits somebody typed, who had to type sixteen."""
    return sum(letter.isdecimal() for letter in text.upper().translate(_READ_AS))


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


def _without_silent(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) not in _SILENT)


def _damm(digits: str) -> int:
    check = 0
    for digit in digits:
        check = _DAMM[check][int(digit)]
    return check
