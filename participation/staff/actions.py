"""Signing in and out."""

from secrets import token_urlsafe
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.db import transaction
from participation.staff.known_browsers import Desk, remember
from participation.staff.models import Staff, StaffSession
from participation.staff.openid import Identity
from participation.staff.passwords import renewed
from participation.staff.queries import LONGEST, held_account, session_lookup
from participation.staff.tries import Counters, forget_old_tries, forgive


class SignedIn(NamedTuple):
    """Past every factor."""

    token: str
    """The cookie's."""
    role: str
    browser: str = ""
    """By which this browser is known from now on; empty where it stays as it is."""


def begin_session(staff: Staff, password: str, counters: Counters) -> str:
    """The password was right; returns the cookie's token. It opens nothing before the second factor.

    Empty where the account was closed or given another password meanwhile.
    """
    before, after = staff.password_hash, renewed(staff.password_hash, password)
    with transaction() as session:
        held = held_account(session, staff.id)
        if held is None or held.disabled_at or held.password_hash != before:
            return ""
        held.password_hash = after
        forgive(session, counters)
        session.execute(delete(StaffSession).where(StaffSession.started_at < clock.now() - LONGEST))
        forget_old_tries(session)
        return _new_session(session, staff.id, has_second_factor=False)


def signed_in(session: Session, staff: Staff, desk: Desk, how: str) -> SignedIn:
    """Keep that somebody is past every factor, in the transaction that is open."""
    audit.record(session, staff.id, "signed in", f"staff/{staff.id}", how)
    staff.signed_in_at = clock.now()
    browser = remember(session, desk, staff.id)
    return SignedIn(_new_session(session, staff.id, has_second_factor=True), staff.role, browser)


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


def keep_session(found: StaffSession) -> None:
    """Somebody is still there, unless they were signed out everywhere meanwhile."""
    of_cookie = StaffSession.lookup == found.lookup
    with transaction() as session:
        session.execute(update(StaffSession).where(of_cookie).values(seen_at=clock.now()))


def end_session(token: str) -> None:
    """Signed out."""
    with transaction() as session:
        session.execute(delete(StaffSession).where(StaffSession.lookup == session_lookup(token)))


def sign_in_by_openid(person: Identity) -> SignedIn | None:
    """The account with this address, if it is here and open; else None.

    The person who comes first with a trusted address keeps it: who is given it later is somebody else.
    """
    with transaction() as session:
        id = session.scalar(select(Staff.id).where(Staff.email == person.email.strip().lower()))
        staff = held_account(session, id) if id else None
        if staff is None:
            return None
        if staff.disabled_at or not _is_of(staff, person):
            audit.record(session, staff.id, "refused", f"staff/{staff.id}", "signing in by OpenID Connect")
            return None
        staff.openid_subject, staff.openid_issuer = person.subject, person.issuer
        staff.signed_in_at, staff.set_up_lookup = clock.now(), ""
        audit.record(session, staff.id, "signed in", f"staff/{staff.id}", "by OpenID Connect")
        # Which browser it is stays unknown: a cookie of this site alone is not sent by who comes back from another.
        return SignedIn(_new_session(session, staff.id, has_second_factor=True), staff.role)


def _is_of(staff: Staff, person: Identity) -> bool:
    if not staff.openid_subject:
        return person.is_trusted
    return staff.openid_subject == person.subject and staff.openid_issuer in ("", person.issuer)


def end_every_session(staff: Staff) -> None:
    """Signed out on every device."""
    with transaction() as session:
        session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))
        audit.record(session, staff.id, "signed out everywhere", f"staff/{staff.id}")
