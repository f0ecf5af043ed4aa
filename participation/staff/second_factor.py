"""The second factor: an authenticator or a passkey, made and asked for."""

from secrets import token_urlsafe

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.db import transaction
from participation.staff import passkeys
from participation.staff.actions import _signed_in
from participation.staff.authenticators import totp_step
from participation.staff.models import Passkey, Staff, StaffSession
from participation.staff.queries import session_lookup


def take_second_factor(token: str, code: str, address: str = "") -> str | None:
    """Whether the code was right; it is spent. Returns another token: the one from before opens nothing more."""
    with transaction() as session:
        found = session.get(StaffSession, session_lookup(token))
        step = totp_step(found.staff, code) if found else None
        if found is None or step is None:
            return None
        found.staff.totp_last_step = step
        return _signed_in(session, found, address, "with a code")


def take_passkey(token: str, answer: str, address: str = "") -> str | None:
    """Whether a passkey of this account signed what it was asked; returns another token, as with a code."""
    where = passkeys.site()
    with transaction() as session:
        found = session.get(StaffSession, session_lookup(token))
        if found is None or where is None or not found.challenge:
            return None
        passkey = _answering(session, found.staff_id, answer)
        if passkey is None:
            return None
        try:
            passkey.sign_count = passkeys.used(where, found.challenge, answer, passkey)
        except passkeys.PasskeyRefused:
            return None
        passkey.used_at = clock.now()
        return _signed_in(session, found, address, "with a passkey")


def _answering(session: Session, staff_id: str, answer: str) -> Passkey | None:
    try:
        id = passkeys.named_in(answer)
    except passkeys.PasskeyRefused:
        return None
    return session.scalar(select(Passkey).where(Passkey.credential_id == id, Passkey.staff_id == staff_id))


def ask_for_passkey(token: str) -> str:
    """The question that a new passkey of this session has to answer, once."""
    with transaction() as session:
        found = session.get_one(StaffSession, session_lookup(token))
        found.challenge = token_urlsafe(32)
        return found.challenge


def add_passkey(token: str, name: str, answer: str) -> bool:
    """Keep the passkey that a browser made, if it answers what this session asked; what was asked is spent."""
    where = passkeys.site()
    with transaction() as session:
        found = session.get_one(StaffSession, session_lookup(token))
        challenge, found.challenge = found.challenge, ""
        try:
            passkey = passkeys.made(where, challenge, answer) if where and challenge else None
        except passkeys.PasskeyRefused:
            passkey = None
        if passkey is None or _is_known(session, passkey):
            return False
        passkey.staff_id, passkey.name, passkey.made_at = found.staff_id, name, clock.now()
        session.add(passkey)
        audit.record(session, found.staff_id, "passkey added", f"staff/{found.staff_id}")
    return True


def _is_known(session: Session, passkey: Passkey) -> bool:
    wanted = select(Passkey.id).where(Passkey.credential_id == passkey.credential_id)
    return session.scalar(wanted) is not None


def remove_passkey(staff: Staff, passkey_id: str) -> bool:
    """Take away one of one's own; False where there is none."""
    with transaction() as session:
        gone = delete(Passkey).where(Passkey.id == passkey_id, Passkey.staff_id == staff.id).returning(Passkey.id)
        if session.scalar(gone) is None:
            return False
        audit.record(session, staff.id, "passkey removed", f"staff/{staff.id}")
    return True
