"""Passkeys: what a browser is asked, and whether its answer is true.

The library is imported where it is used: it takes most of a second, which every command would wait for.
"""

import base64
import ipaddress
import json
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import current_app

from participation.config import Config
from participation.staff.models import Passkey, Staff


class Site(NamedTuple):
    """What a passkey is bound to: it answers nobody else."""

    host: str
    origin: str


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
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    options = generate_registration_options(
        rp_id=where.host,
        rp_name="Participation",
        user_id=staff.id.encode(),
        user_name=staff.email,
        user_display_name=staff.name,
        challenge=challenge.encode(),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each.credential_id) for each in known],
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


def used(where: Site, challenge: str, answer: str, passkey: Passkey) -> int:
    """The passkey's new count of uses; raises PasskeyRefused, also where the count says that there is a copy of it."""
    from webauthn import verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge.encode(),
            expected_rp_id=where.host,
            expected_origin=where.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
        )
    except WebAuthnException as wrong:
        raise PasskeyRefused from wrong
    return found.new_sign_count


def named_in(answer: str) -> bytes:
    """The id of the passkey that an answer says it is from; raises PasskeyRefused."""
    try:
        id = json.loads(answer)["rawId"]
        return base64.urlsafe_b64decode(id + "=" * (-len(id) % 4))
    except (ValueError, TypeError, KeyError) as wrong:
        raise PasskeyRefused from wrong
