"""The second factor: an authenticator or a passkey, made and asked for."""

from datetime import datetime
from secrets import token_urlsafe

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.db import transaction
from participation.staff import passkeys
from participation.staff.actions import SignedIn, signed_in
from participation.staff.authenticators import totp_step
from participation.staff.known_browsers import Desk
from participation.staff.models import Passkey, Staff, StaffSession
from participation.staff.passkeys import Challenge
from participation.staff.queries import held_account, held_session, session_lookup
from participation.staff.tries import Counters, forgive


def take_second_factor(token: str, code: str, counters: Counters, desk: Desk) -> SignedIn | None:
    """Whether the code was right; it is spent. Gives another token: the one from before opens nothing more."""
    with transaction() as session:
        found = held_session(session, token)
        step = totp_step(found.staff, code) if found else None
        if found is None or step is None:
            return None
        found.staff.totp_last_step = step
        forgive(session, counters)
        session.delete(found)
        return signed_in(session, found.staff, desk, "with a code")


def take_passkey(token: str, answer: str, desk: Desk) -> SignedIn | None:
    """Whether a passkey of this account signed what it was asked; gives another token, as with a code.

    Nothing is counted here or below: a signature cannot be guessed, so nobody is ever kept from giving one.
    """
    with transaction() as session:
        found = held_session(session, token)
        if found is None or _answering(session, found.staff_id, found.challenge, answer) is None:
            return None
        session.delete(found)
        return signed_in(session, found.staff, desk, "with a passkey")


def take_passkey_alone(challenge: Challenge, answer: str, desk: Desk) -> SignedIn | None:
    """Whether a passkey that made sure of its owner signed what it was asked since its last use.

    Whoever sees both cannot use them again: from then on it was asked before.
    """
    if not challenge.is_fresh(clock.now()):
        return None
    with transaction() as session:
        staff = held_account(session, passkeys.owner_in(answer))
        if staff is None or staff.disabled_at:
            return None
        if _answering(session, staff.id, challenge.value, answer, since=challenge.asked_at) is None:
            return None
        return signed_in(session, staff, desk, "with a passkey alone")


def _answering(
    session: Session, staff_id: str, challenge: str, answer: str, since: datetime | None = None
) -> Passkey | None:
    """The passkey of this account that signed the challenge; with a moment it does so alone, and was not used since."""
    where = passkeys.site()
    try:
        of_answer = Passkey.credential_id == passkeys.named_in(answer), Passkey.staff_id == staff_id
        passkey = session.scalar(select(Passkey).where(*of_answer).with_for_update())
        if where is None or not challenge or passkey is None:
            return None
        if since and passkey.used_at and passkey.used_at >= since:
            return None
        signed = passkeys.Signed(challenge, answer, is_alone=since is not None)
        passkey.sign_count = passkeys.used(where, signed, passkey)
    except passkeys.PasskeyRefused:
        return None
    passkey.used_at = clock.now()
    return passkey


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
        found = held_session(session, token)
        if found is None:
            return False
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
