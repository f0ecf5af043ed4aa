"""Opening and closing accounts."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.db import inserting, new_id, transaction
from participation.staff.authenticators import new_totp_secret, wrapped_totp
from participation.staff.known_browsers import forget_browsers
from participation.staff.models import Passkey, Role, Staff, StaffSession
from participation.staff.passwords import hashed


class AlreadyOpen(Exception):
    """There is an account with this address, and it works."""


def add_staff(email: str, name: str, role: Role, password: str, *, renew: bool = False) -> tuple[Staff, str]:
    """Open an account; returns it and the secret for the authenticator, which is shown once.

    Without a password only the council's own sign-in opens it. An account that an import made, and nobody has set up,
    is set up. Any other is left alone unless it is to be renewed: then the old password, authenticator and passkeys
    stop working, and whoever is signed in with them is out.
    """
    secret, kept = new_totp_secret(), hashed(password) if password else ""
    with transaction() as session:
        staff = _held(session, email.strip().lower(), name, role)
        if staff.is_set_up and not renew:
            raise AlreadyOpen
        staff.name, staff.role, staff.disabled_at = name, role, None
        staff.password_hash, staff.totp_secret = kept, wrapped_totp(secret, staff.id)
        staff.totp_last_step, staff.openid_subject, staff.openid_issuer = 0, "", ""
        session.execute(delete(Passkey).where(Passkey.staff_id == staff.id))
        _end_sessions(session, staff.id)
        audit.record(session, "system", "account added", f"staff/{staff.id}")
    return staff, secret


def _held(session: Session, email: str, name: str, role: Role) -> Staff:
    """The account of an address, new or not: of two who open it at once the second finds what the first has made."""
    new = inserting(Staff).values(id=new_id(), email=email, name=name, role=role)
    session.execute(new.on_conflict_do_nothing(index_elements=["email"]))
    return session.scalars(select(Staff).where(Staff.email == email).with_for_update(key_share=True)).one()


def disable(staff: Staff) -> None:
    """Close an account: whoever is signed in with it is out at the next press."""
    with transaction() as session:
        staff.disabled_at = clock.now()
        _end_sessions(session, staff.id)
        audit.record(session, "system", "account disabled", f"staff/{staff.id}")


def _end_sessions(session: Session, staff_id: str) -> None:
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))
    forget_browsers(session, staff_id)
