"""Signing in and out."""

from collections.abc import Mapping
from datetime import datetime
from math import ceil
from secrets import token_urlsafe

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.db import inserting, transaction
from participation.sealing.of_this_app import keyring
from participation.staff.models import SignInFailure, Staff, StaffSession
from participation.staff.openid import Identity
from participation.staff.passwords import renewed
from participation.staff.queries import LONGEST, session_lookup
from participation.staff.throttle import ACCOUNT, FORGOTTEN, PURPOSE, SOURCE, Patience, account_key
from participation.web.throttle import source_of


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
    return {**account, source_of(address, secret, PURPOSE): SOURCE} if address else account


def _recent_failures(session: Session, key: str, now: datetime) -> SignInFailure | None:
    row = session.get(SignInFailure, key, with_for_update=True)
    return row if row and now - row.last_at < FORGOTTEN else None


def forgive_try(email: str) -> None:
    """The password that somebody was asked for again was right."""
    with transaction() as session:
        _forgive(session, email, "")


def begin_session(staff: Staff, password: str) -> str:
    """The password was right; returns the cookie's token. It opens nothing before the second factor."""
    before, after = staff.password_hash, renewed(staff.password_hash, password)
    with transaction() as session:
        if after != before:  # and not where the account was given another password meanwhile
            same = update(Staff).where(Staff.id == staff.id, Staff.password_hash == before)
            session.execute(same.values(password_hash=after))
        session.execute(delete(StaffSession).where(StaffSession.started_at < clock.now() - LONGEST))
        session.execute(delete(SignInFailure).where(SignInFailure.last_at < clock.now() - FORGOTTEN))
        return _new_session(session, staff.id, has_second_factor=False)


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


def sign_in_by_openid(person: Identity, address: str = "") -> tuple[str, str] | None:
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


def _is_of(staff: Staff, person: Identity) -> bool:
    if not staff.openid_subject:
        return person.is_trusted
    return staff.openid_subject == person.subject and staff.openid_issuer in ("", person.issuer)


def end_every_session(staff: Staff) -> None:
    """Signed out on every device."""
    with transaction() as session:
        session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))
        audit.record(session, staff.id, "signed out everywhere", f"staff/{staff.id}")
