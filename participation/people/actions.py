"""Accounts, signing in and out."""

from collections.abc import Mapping
from datetime import datetime
from math import ceil
from secrets import token_urlsafe

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.db import inserting, new_id, transaction
from participation.people import passkeys
from participation.people.models import Passkey, Role, SignInFailure, Staff, StaffSession
from participation.people.openid import Person
from participation.people.passwords import hashed, new_totp_secret, totp_step, wrapped_totp
from participation.people.queries import LONGEST, session_lookup
from participation.people.waits import ACCOUNT, FORGOTTEN, SOURCE, Patience, account_key, source_key
from participation.vault import keyring


class AlreadyOpen(Exception):
    """There is an account with this address, and it works."""


def add_staff(email: str, name: str, role: Role, password: str, *, renew: bool = False) -> tuple[Staff, str]:
    """Open an account; returns it and the secret for the authenticator, which is shown once.

    Without a password only the council's own sign-in opens it. An account that an import made, and nobody has set up,
    is set up. Any other is left alone unless it is to be renewed: then the old password, authenticator and passkeys
    stop working, and whoever is signed in with them is out.
    """
    secret = new_totp_secret()
    with transaction() as session:
        staff = session.scalar(select(Staff).where(Staff.email == email.strip().lower()))
        if staff is None:
            staff = Staff(id=new_id(), email=email.strip().lower())
            session.add(staff)
        elif staff.is_set_up and not renew:
            raise AlreadyOpen
        staff.name, staff.role, staff.disabled_at = name, role, None
        staff.password_hash = hashed(password) if password else ""
        staff.totp_secret = wrapped_totp(secret, staff.id)
        staff.totp_last_step, staff.openid_subject, staff.openid_issuer = 0, "", ""
        session.execute(delete(Passkey).where(Passkey.staff_id == staff.id))
        session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))
        audit.record(session, "system", "account added", f"staff/{staff.id}")
    return staff, secret


def disable(staff: Staff) -> None:
    """Close an account: whoever is signed in with it is out at the next press."""
    with transaction() as session:
        staff.disabled_at = clock.now()
        session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))
        audit.record(session, "system", "account disabled", f"staff/{staff.id}")


def take_try(email: str, address: str = "") -> int:
    """Count a try at signing in before it is made, so that many at once cannot slip by; success takes it back.

    Returns 0, or how many seconds to wait. A try that has to wait is not made and counts for nothing.
    """
    now, keys = clock.now(), _keys(email, address)
    with transaction() as session:
        failures = {key: _recent_failures(session, key, now) for key in keys}
        next_try_at = max(
            (patience.next_try_at(row.count, row.last_at) for key, patience in keys.items() if (row := failures[key])),
            default=now,
        )
        if next_try_at > now:
            return ceil((next_try_at - now).total_seconds())
        for key, row in failures.items():
            counted = {"count": SignInFailure.count + 1 if row else 1, "last_at": now}
            first = inserting(SignInFailure).values(key=key, count=1, last_at=now)
            session.execute(first.on_conflict_do_update(index_elements=["key"], set_=counted))
    return 0


def _keys(email: str, address: str) -> Mapping[str, Patience]:
    secret = keyring().secret("pepper")
    account = {account_key(email, secret): ACCOUNT}
    return {**account, source_key(address, secret): SOURCE} if address else account


def _recent_failures(session: Session, key: str, now: datetime) -> SignInFailure | None:
    row = session.get(SignInFailure, key, with_for_update=True)
    return row if row and now - row.last_at < FORGOTTEN else None


def take_back_try(email: str) -> None:
    """The password that somebody was asked for again was right."""
    with transaction() as session:
        _forgive(session, email, "")


def begin_session(staff: Staff) -> str:
    """The password was right; returns the cookie's token. It opens nothing before the second factor."""
    with transaction() as session:
        session.execute(delete(StaffSession).where(StaffSession.started_at < clock.now() - LONGEST))
        session.execute(delete(SignInFailure).where(SignInFailure.last_at < clock.now() - FORGOTTEN))
        return _new_session(session, staff.id, has_second_factor=False)


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
        except passkeys.Wrong:
            return None
        passkey.used_at = clock.now()
        return _signed_in(session, found, address, "with a passkey")


def _answering(session: Session, staff_id: str, answer: str) -> Passkey | None:
    try:
        id = passkeys.named_in(answer)
    except passkeys.Wrong:
        return None
    return session.scalar(select(Passkey).where(Passkey.credential_id == id, Passkey.staff_id == staff_id))


def _signed_in(session: Session, before: StaffSession, address: str, how: str) -> str:
    staff = before.staff
    session.delete(before)
    _forgive(session, staff.email, address)
    audit.record(session, staff.id, "signed in", f"staff/{staff.id}", how)
    return _new_session(session, staff.id, has_second_factor=True)


def _new_session(session: Session, staff_id: str, *, has_second_factor: bool) -> str:
    token, now = token_urlsafe(32), clock.now()
    session.add(
        StaffSession(
            lookup=session_lookup(token),
            staff_id=staff_id,
            started_at=now,
            seen_at=now,
            has_second_factor=has_second_factor,
            challenge="" if has_second_factor else token_urlsafe(32),
        )
    )
    return token


def _forgive(session: Session, email: str, address: str) -> None:
    """This account starts from nothing; from the source only this try is taken back, or one account would clear it."""
    for key, patience in _keys(email, address).items():
        row = session.get(SignInFailure, key, with_for_update=True)
        if row and patience is ACCOUNT:
            session.delete(row)
        elif row:
            row.count = max(0, row.count - 1)


def keep_session(found: StaffSession) -> None:
    """Somebody is still there."""
    with transaction():
        found.seen_at = clock.now()


def end_session(token: str) -> None:
    """Signed out."""
    with transaction() as session:
        session.execute(delete(StaffSession).where(StaffSession.lookup == session_lookup(token)))


def sign_in_by_openid(person: Person, address: str = "") -> tuple[str, str] | None:
    """The cookie's token and the role of the account with this address, if it is here and open; else None.

    The person who comes first with a trusted address keeps it: who is given it later is somebody else.
    """
    with transaction() as session:
        staff = session.scalar(select(Staff).where(Staff.email == person.email.strip().lower()))
        if staff is None:
            return None
        if staff.disabled_at or not _is_of(staff, person):
            audit.record(session, staff.id, "refused", f"staff/{staff.id}", "signing in by OpenID Connect")
            return None
        staff.openid_subject, staff.openid_issuer = person.subject, person.issuer
        _forgive(session, staff.email, address)
        audit.record(session, staff.id, "signed in", f"staff/{staff.id}", "by OpenID Connect")
        return _new_session(session, staff.id, has_second_factor=True), staff.role


def _is_of(staff: Staff, person: Person) -> bool:
    if not staff.openid_subject:
        return person.is_trusted
    return staff.openid_subject == person.subject and staff.openid_issuer in ("", person.issuer)


def end_every_session(staff: Staff) -> None:
    """Signed out on every device."""
    with transaction() as session:
        session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))
        audit.record(session, staff.id, "signed out everywhere", f"staff/{staff.id}")


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
        except passkeys.Wrong:
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
