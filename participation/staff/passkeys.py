"""Passkeys: what a browser is asked, and whether its answer is true.

The library is imported where it is used: it takes most of a second, which every command would wait for.
"""

import base64
import ipaddress
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import current_app

from participation.config import Config
from participation.staff.models import Passkey, Staff

ANSWERED_WITHIN = timedelta(minutes=5)
"""Longer than a browser waits for a device."""


class Site(NamedTuple):
    """What a passkey is bound to: it answers nobody else."""

    host: str
    origin: str


class Signed(NamedTuple):
    """What a browser answered, and to what."""

    challenge: str
    answer: str
    is_alone: bool
    """It stands for both factors: the device has to say that it made sure of its owner."""


class Challenge(NamedTuple):
    """What a passkey is asked before anybody has said who they are; the browser carries it, signed by us."""

    value: str
    asked_at: datetime

    @classmethod
    def new(cls, now: datetime) -> "Challenge":
        """One that nobody can guess."""
        return cls(token_urlsafe(32), now)

    @classmethod
    def from_cookie(cls, kept: object) -> "Challenge":
        """As it was kept; where nothing was asked, one that is never fresh."""
        match kept:
            case [str(value), float(asked_at)]:
                return cls(value, datetime.fromtimestamp(asked_at, UTC))
        return cls("", datetime.min.replace(tzinfo=UTC))

    def for_cookie(self) -> list[str | float]:
        """As the cookie keeps it."""
        return [self.value, self.asked_at.timestamp()]

    def is_fresh(self, now: datetime) -> bool:
        """Whether it may still be answered."""
        return timedelta() <= now - self.asked_at < ANSWERED_WITHIN


class PasskeyRefused(Exception):
    """The answer is not that of the passkey, or not to this question."""


def site() -> Site | None:
    """The staff side's own name; None where it is reached by a number, which browsers give no passkey."""
    config: Config = current_app.extensions["config"]
    parts = urlsplit(config.staff_url)
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return Site(host, f"{parts.scheme}://{parts.netloc}")
    return None


def to_make(where: Site, staff: Staff, challenge: str, known: Iterable[Passkey]) -> str:
    """What the browser is asked to make, as JSON."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
    )

    options = generate_registration_options(
        rp_id=where.host,
        rp_name="Participation",
        user_id=staff.id.encode(),
        user_name=staff.email,
        user_display_name=staff.name,
        challenge=challenge.encode(),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each.credential_id) for each in known],
        # A device that can find it by itself signs in with it alone; a key that cannot is as good as a code.
        authenticator_selection=AuthenticatorSelectionCriteria(resident_key=ResidentKeyRequirement.PREFERRED),
    )
    return options_to_json(options)


def made(where: Site, challenge: str, answer: str) -> Passkey:
    """The passkey that the browser made; raises PasskeyRefused."""
    from webauthn import verify_registration_response
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = verify_registration_response(
            credential=answer,
            expected_challenge=challenge.encode(),
            expected_rp_id=where.host,
            expected_origin=where.origin,
        )
    except WebAuthnException as wrong:
        raise PasskeyRefused from wrong
    return Passkey(
        credential_id=found.credential_id, public_key=found.credential_public_key, sign_count=found.sign_count
    )


def to_use(where: Site, challenge: str, known: Iterable[Passkey]) -> str:
    """What the browser is asked to sign, as JSON."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    options = generate_authentication_options(
        rp_id=where.host,
        challenge=challenge.encode(),
        allow_credentials=[PublicKeyCredentialDescriptor(id=each.credential_id) for each in known],
    )
    return options_to_json(options)


def to_use_alone(where: Site, challenge: Challenge) -> str:
    """What the browser is asked to sign, as JSON, with a passkey that the device finds by itself."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=where.host,
        challenge=challenge.value.encode(),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def used(where: Site, signed: Signed, passkey: Passkey) -> int:
    """The passkey's new count of uses; raises PasskeyRefused, also where the count says that there is a copy of it."""
    from webauthn import verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = verify_authentication_response(
            credential=signed.answer,
            expected_challenge=signed.challenge.encode(),
            expected_rp_id=where.host,
            expected_origin=where.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=signed.is_alone,
        )
    except WebAuthnException as wrong:
        raise PasskeyRefused from wrong
    return found.new_sign_count


def named_in(answer: str) -> bytes:
    """The id of the passkey that an answer says it is from; raises PasskeyRefused."""
    return _bytes_in(answer, "rawId")


def owner_in(answer: str) -> str:
    """The id of the account that a passkey was made for, as its device says; empty where it says none."""
    try:
        return _bytes_in(answer, "response", "userHandle").decode("ascii")
    except (PasskeyRefused, UnicodeDecodeError):
        return ""


def _bytes_in(answer: str, *names: str) -> bytes:
    try:
        found = json.loads(answer)
        for name in names:
            found = found[name]
        return base64.urlsafe_b64decode(found + "=" * (-len(found) % 4))
    except (ValueError, TypeError, KeyError) as wrong:
        raise PasskeyRefused from wrong
