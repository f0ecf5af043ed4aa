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
from participation.people.models import Role, SignInFailure, Staff, StaffSession
from participation.people.passwords import hashed, new_totp_secret, totp_step, wrapped_totp
from participation.people.queries import LONGEST, session_lookup
from participation.people.waits import ACCOUNT, FORGOTTEN, SOURCE, Patience, account_key, source_key
from participation.vault import keyring


class AlreadyOpen(Exception):
    """There is an account with this address, and it works."""


def add_staff(email: str, name: str, role: Role, password: str, *, renew: bool = False) -> tuple[Staff, str]:
    """Open an account; returns it and the secret for the authenticator, which is shown once.

    An account that an import made, and nobody has set up, is set up. Any other is left alone unless it is to be
    renewed: then the old password and authenticator stop working, and whoever is signed in with them is out.
    """
    secret = new_totp_secret()
    with transaction() as session:
        staff = session.scalar(select(Staff).where(Staff.email == email.strip().lower()))
        if staff is None:
            staff = Staff(id=new_id(), email=email.strip().lower())
            session.add(staff)
        elif staff.password_hash and not renew:
            raise AlreadyOpen
        staff.name, staff.role, staff.disabled_at = name, role, None
        staff.password_hash = hashed(password)
        staff.totp_secret = wrapped_totp(secret, staff.id)
        staff.totp_last_step = 0
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
        staff = found.staff
        staff.totp_last_step = step
        session.delete(found)
        _forgive(session, staff.email, address)
        audit.record(session, staff.id, "signed in", f"staff/{staff.id}")
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
