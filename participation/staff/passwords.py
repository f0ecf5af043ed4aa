"""Passwords and the authenticator's codes of staff."""

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from participation import clock, sealing
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff

SHORTEST = 12
_HASHER = PasswordHasher(memory_cost=19456, time_cost=2, parallelism=1)
# Checked when there is no account, so that a stranger cannot tell by the time it takes.
_NOBODY = _HASHER.hash("nobody has this password")


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


def is_password_of(staff: Staff | None, password: str) -> bool:
    """Whether this opens the account; takes the same time without one."""
    try:
        return _HASHER.verify(staff.password_hash if staff and staff.password_hash else _NOBODY, password) and bool(
            staff and staff.password_hash and not staff.disabled_at
        )
    except (VerifyMismatchError, InvalidHashError):
        return False


def new_totp_secret() -> str:
    """A secret for an authenticator app."""
    return pyotp.random_base32()


def wrapped_totp(secret: str, staff_id: str) -> str:
    """The secret as it is kept: the database alone cannot make codes."""
    return sealing.wrap(secret.encode(), keyring().secret("cookies"), f"totp/{staff_id}").hex()


def authenticator_link(staff: Staff, secret: str) -> str:
    """What an authenticator app reads out of a QR code."""
    link: str = pyotp.TOTP(secret).provisioning_uri(name=staff.email, issuer_name="Participation")
    return link


def totp_of(staff: Staff) -> pyotp.TOTP:
    """The account's authenticator."""
    wrapped = bytes.fromhex(staff.totp_secret)
    secret = sealing.unwrap(wrapped, keyring().secret("cookies"), f"totp/{staff.id}")
    return pyotp.TOTP(secret.decode())


def totp_step(staff: Staff, code: str) -> int | None:
    """The time step whose code this is: now or one step either side, and later than the last one taken."""
    totp, this = totp_of(staff), int(clock.now().timestamp()) // 30
    for step in (this - 1, this, this + 1):
        if step > staff.totp_last_step and pyotp.utils.strings_equal(totp.generate_otp(step), "".join(code.split())):
            return step
    return None
