"""Finding staff, their sessions and their passkeys."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from flask import g
from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, joinedload, load_only

from participation import clock
from participation.db import session
from participation.staff.models import Absence, Passkey, Staff, StaffSession

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=12)
_SESSION = (
    select(StaffSession).where(StaffSession.lookup == bindparam("lookup")).options(joinedload(StaffSession.staff))
)
_ABSENCES = (
    select(Absence)
    .where(Absence.last_on >= bindparam("day"), Absence.ended_at.is_(None))
    .options(load_only(Absence.absent_id, Absence.deputy_id, Absence.first_on, Absence.last_on))
    .order_by(Absence.entered_at, Absence.id)
)
"""Like the session, asked for each page of the staff's side, so both are composed once."""
_CAN_SIGN_IN = (Staff.disabled_at.is_(None), or_(Staff.password_hash != "", Staff.openid_subject != ""))


def session_lookup(token: str) -> str:
    """What is kept of a staff cookie."""
    return hashlib.sha256(f"staff/v1|{token}".encode()).hexdigest()


def staff_session(token: str) -> StaffSession | None:
    """The session of a cookie, while it lasts and the account is open."""
    if not token:
        return None
    found = session().scalar(_SESSION, {"lookup": session_lookup(token)})
    if found is None or found.staff.disabled_at:
        return None
    now = clock.now()
    return found if now - found.seen_at < IDLE and now - found.started_at < LONGEST else None


def held_account(current: Session, staff_id: str) -> Staff | None:
    """An account as it stands, and nobody else changes it before this transaction is over.

    Its key stays free: a row of the public side that names somebody must not keep them from signing in.
    """
    return current.get(Staff, staff_id, with_for_update={"key_share": True})


def held_session(current: Session, token: str) -> StaffSession | None:
    """The session of a cookie with its account, held as `held_account` does: what it is asked is answered once."""
    of_cookie = StaffSession.lookup == session_lookup(token)
    staff_id = current.scalar(select(StaffSession.staff_id).where(of_cookie))
    if staff_id is None or held_account(current, staff_id) is None:
        return None
    return current.get(StaffSession, session_lookup(token), with_for_update=True)


def staff_by_email(email: str) -> Staff | None:
    """The account of an address."""
    return session().scalar(select(Staff).where(Staff.email == email.strip().lower()))


def ids_of(role: str) -> Sequence[str]:
    """Everyone of a role who can sign in."""
    return session().scalars(select(Staff.id).where(Staff.role == role, *_CAN_SIGN_IN).order_by(Staff.id)).all()


def address_of(staff_id: str) -> str | None:
    """Where somebody gets mail who can sign in; None for an account that is closed or was never set up."""
    return session().scalar(select(Staff.email).where(Staff.id == staff_id, *_CAN_SIGN_IN))


def staff_name(staff_id: str) -> str:
    """What somebody is called who works here: no letter and no page speaks in the name of somebody who left."""
    return session().scalar(select(Staff.name).where(Staff.id == staff_id, Staff.disabled_at.is_(None))) or ""


def passkeys_of(staff: Staff) -> Sequence[Passkey]:
    """Their passkeys, the oldest first."""
    return session().scalars(select(Passkey).where(Passkey.staff_id == staff.id).order_by(Passkey.made_at)).all()


def is_any_passkey_kept() -> bool:
    """Whether anybody here has one to sign in with."""
    return session().scalar(select(Passkey.id).limit(1)) is not None


def every_staff() -> Sequence[Staff]:
    """All accounts, by role and address."""
    return session().scalars(select(Staff).order_by(Staff.role, Staff.email)).all()


def can_be_alerted(roles: Iterable[str]) -> Sequence[Staff]:
    """Everyone of these roles who can sign in, by name."""
    return session().scalars(select(Staff).where(Staff.role.in_(list(roles)), *_CAN_SIGN_IN).order_by(Staff.name)).all()


def open_accounts(ids: Sequence[str]) -> frozenset[str]:
    """Which of these can sign in, and so be alerted."""
    can = (Staff.disabled_at.is_(None), or_(Staff.password_hash != "", Staff.openid_subject != ""))
    return frozenset(session().scalars(select(Staff.id).where(Staff.id.in_(list(ids)), *can)))


def absences_from(day: date) -> Sequence[Absence]:
    """Who is away on a day or later and who stands in, the last entered last. All of it the public side may read."""
    return session().scalars(_ABSENCES, {"day": day}).all()


def absences_of_the_page() -> Sequence[Absence]:
    """Who is away today, asked once for the page that is drawn: its bar, its banner and its alarms all want to know."""
    if "absences" not in g:
        g.absences = absences_from(clock.today())
    known: Sequence[Absence] = g.absences
    return known
