"""Passwords of staff."""

from argon2.exceptions import InvalidHashError, VerifyMismatchError

from participation.db import let_go
from participation.sealing.slow_hash import FOR_PASSWORDS, QueueIsFull, nobodys, password_hasher
from participation.staff.models import Staff

SHORTEST = 12


def hashed(password: str) -> str:
    """What is kept of a password."""
    return password_hasher().hash(password)


def hashed_in_turn(password: str) -> str:
    """What is kept of a password that somebody chooses on a page. Raises QueueIsFull."""
    with FOR_PASSWORDS.turn():
        return hashed(password)


def renewed(kept: str, password: str) -> str:
    """What is kept from now on of a password that was right: hashed anew if that was done at another cost before."""
    if not password_hasher().check_needs_rehash(kept):
        return kept
    try:
        return hashed_in_turn(password)
    except QueueIsFull:
        return kept  # it can be done when they sign in next


def is_password_of(staff: Staff | None, password: str) -> bool:
    """Whether this opens the account; takes the same time without one. Raises QueueIsFull."""
    kept = staff.password_hash if staff and staff.password_hash else nobodys()
    let_go()
    try:
        with FOR_PASSWORDS.turn():
            is_right = password_hasher().verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return is_right and bool(staff and staff.password_hash and not staff.disabled_at)
