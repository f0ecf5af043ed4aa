"""Authenticator apps of staff: the secret that each holds, how it is kept, and the codes that it makes."""

from contextlib import suppress

import pyotp

from participation import clock, sealing
from participation.sealing import CannotOpen
from participation.sealing.keyring import AUTHENTICATORS, COOKIES, KeysUnfit
from participation.sealing.of_this_app import keyring
from participation.staff.models import Staff


def new_totp_secret() -> str:
    """A secret for an authenticator app."""
    return pyotp.random_base32()


def wrapped_totp(secret: str, staff_id: str) -> str:
    """The secret as it is kept: the database alone cannot make codes."""
    return sealing.wrap(secret.encode(), keyring().secret(AUTHENTICATORS), _place(staff_id)).hex()


def authenticator_link(staff: Staff, secret: str) -> str:
    """What an authenticator app reads out of a QR code."""
    link: str = pyotp.TOTP(secret).provisioning_uri(name=staff.email, issuer_name="Participation")
    return link


def totp_secret_of(staff: Staff) -> tuple[str, str]:
    """The account's secret, and which of the keys opens it: older versions took that of cookies. Raises CannotOpen."""
    for name in (AUTHENTICATORS, COOKIES):
        with suppress(CannotOpen, KeysUnfit):
            return _unwrapped(staff, name), name
    raise CannotOpen


def needs_cookies(staff: Staff) -> bool:
    """Whether the authenticator ends when the secret that signs cookies is another."""
    with suppress(CannotOpen):
        return totp_secret_of(staff)[1] == COOKIES
    return False


def totp_step(staff: Staff, code: str) -> int | None:
    """The time step whose code this is: now or one step either side, and later than the last one taken."""
    totp, this = pyotp.TOTP(totp_secret_of(staff)[0]), int(clock.now().timestamp()) // 30
    for step in (this - 1, this, this + 1):
        if step > staff.totp_last_step and pyotp.utils.strings_equal(totp.generate_otp(step), "".join(code.split())):
            return step
    return None


def _unwrapped(staff: Staff, name: str) -> str:
    return sealing.unwrap(bytes.fromhex(staff.totp_secret), keyring().secret(name), _place(staff.id)).decode()


def _place(staff_id: str) -> str:
    return f"totp/{staff_id}"
