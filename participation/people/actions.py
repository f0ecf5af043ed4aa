"""Accounts, signing in and out."""

from secrets import token_urlsafe

from sqlalchemy import delete

from participation import clock
from participation.audit import actions as audit
from participation.db import new_id, transaction
from participation.people.models import Role, Staff, StaffSession
from participation.people.passwords import hashed, new_totp_secret, totp_step, wrapped_totp
from participation.people.queries import session_lookup


def add_staff(email: str, name: str, role: Role, password: str) -> tuple[Staff, str]:
    """Open an account; returns it and the secret for the authenticator, which is shown once."""
    secret = new_totp_secret()
    with transaction() as session:
        staff = Staff(id=new_id(), email=email.strip().lower(), name=name, role=role, password_hash=hashed(password))
        staff.totp_secret = wrapped_totp(secret, staff.id)
        session.add(staff)
        audit.record(session, "system", "account added", f"staff/{staff.id}")
    return staff, secret


def begin_session(staff: Staff) -> str:
    """The password was right; returns the cookie's token. It opens nothing before the second factor."""
    token = token_urlsafe(32)
    now = clock.now()
    with transaction() as session:
        session.add(StaffSession(lookup=session_lookup(token), staff_id=staff.id, started_at=now, seen_at=now))
    return token


def take_second_factor(token: str, code: str) -> bool:
    """Whether the code was right; it is spent."""
    with transaction() as session:
        found = session.get(StaffSession, session_lookup(token))
        if found is None:
            return False
        step = totp_step(found.staff, code)
        if step is None:
            return False
        found.staff.totp_last_step = step
        found.has_second_factor = True
        audit.record(session, found.staff_id, "signed in", f"staff/{found.staff_id}")
    return True


def end_session(token: str) -> None:
    """Signed out."""
    with transaction() as session:
        session.execute(delete(StaffSession).where(StaffSession.lookup == session_lookup(token)))
