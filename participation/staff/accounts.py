"""Opening, setting up and closing accounts."""

import hashlib
from datetime import timedelta
from secrets import token_urlsafe

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation import clock
from participation.audit import actions as audit
from participation.db import inserting, new_id, transaction
from participation.db import session as current
from participation.outbox.actions import queue
from participation.staff.actions import SignedIn, signed_in
from participation.staff.authenticators import new_totp_secret, totp_step, wrapped_totp
from participation.staff.known_browsers import Desk, forget_browsers
from participation.staff.models import Passkey, Role, Staff, StaffSession
from participation.staff.passwords import hashed, hashed_in_turn
from participation.staff.queries import held_account

SYSTEM = "system"
SET_UP = "account_set_up"
SET_UP_WITHIN = timedelta(days=7)


class AlreadyOpen(Exception):
    """There is an account with this address, and it works."""


def add_staff(email: str, name: str, role: Role, password: str, *, renew: bool = False) -> tuple[Staff, str]:
    """Open an account; returns it and the secret for the authenticator, which is shown once.

    Without a password only the council's own sign-in opens it. An account that an import made, and nobody has set up,
    is set up. Any other is left alone unless it is to be renewed: then the old password, authenticator and passkeys
    stop working, and whoever is signed in with them is out.
    """
    kept = hashed(password) if password else ""
    with transaction() as session:
        made = _make(session, email, name, role)
        staff = session.scalars(select(Staff).where(Staff.email == _plain(email)).with_for_update(key_share=True)).one()
        if staff.is_set_up and not renew:
            raise AlreadyOpen
        secret = _begun_anew(session, staff, is_new=made is not None)
        staff.name, staff.role, staff.password_hash = name, role, kept
        audit.record(session, SYSTEM, "account added", f"staff/{staff.id}")
    return staff, secret


def invite_staff(by: Staff, email: str, name: str, role: Role) -> tuple[Staff, str]:
    """Open an account that its owner sets up by a link; returns it and the link's secret, which is shown once.

    Raises AlreadyOpen where this address has an account, in whatever state.
    """
    with transaction() as session:
        made = _make(session, email, name, role)
        if made is None:
            raise AlreadyOpen
        staff = session.get_one(Staff, made)
        token = _linked(session, staff)
        audit.record(session, by.id, "account added", f"staff/{staff.id}", f"as {role}")
    return staff, token


def renew_staff(session: Session, by: Staff, staff: Staff) -> str:
    """Let an account be set up anew by a link, whose secret is returned; one that was closed is open again.

    Its old password, authenticator and passkeys stop working, and whoever is signed in with them is out.
    """
    token = _linked(session, staff)
    audit.record(session, by.id, "set-up link made", f"staff/{staff.id}")
    return token


def staff_to_set_up(token: str) -> Staff | None:
    """Whose account a link opens, while it does."""
    is_open = Staff.set_up_ends_at > clock.now(), Staff.disabled_at.is_(None)
    return current().scalar(select(Staff).where(Staff.set_up_lookup == _lookup(token), *is_open))


def set_up(token: str, password: str, code: str, desk: Desk) -> SignedIn | None:
    """The owner of an account has chosen a password, and the code of its authenticator was right: the link is spent.

    None where the link does not open any more, or the code was wrong. Raises QueueIsFull. A mail tells the address of
    the account: whoever had the link need not be its owner.
    """
    kept = hashed_in_turn(password)
    with transaction() as session:
        found = staff_to_set_up(token)
        staff = held_account(session, found.id) if found else None
        step = totp_step(staff, code) if staff and staff.set_up_lookup == _lookup(token) else None
        if staff is None or step is None:
            return None
        staff.password_hash, staff.totp_last_step = kept, step
        _end_link(staff)
        audit.record(session, staff.id, "account set up", f"staff/{staff.id}")
        queue(SET_UP, f"{SET_UP}/{staff.id}/{clock.now().isoformat()}", to_staff_id=staff.id)
        return signed_in(session, staff, desk, "by a set-up link")


def disable(staff: Staff, by: str = SYSTEM) -> None:
    """Close an account: whoever is signed in with it is out at the next press, and no link sets it up."""
    with transaction() as session:
        staff.disabled_at = clock.now()
        _end_link(staff)
        end_sessions(session, staff.id)
        audit.record(session, by, "account disabled", f"staff/{staff.id}")


def end_sessions(session: Session, staff_id: str) -> None:
    """Whoever is signed in is out, and no browser is known any more, in the transaction that is open."""
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))
    forget_browsers(session, staff_id)


def _make(session: Session, email: str, name: str, role: Role) -> str | None:
    """A new row for an address; None where it has one. Of two who open it at once one has made it."""
    new = inserting(Staff).values(id=new_id(), email=_plain(email), name=name, role=role)
    made: str | None = session.scalar(new.on_conflict_do_nothing(index_elements=["email"]).returning(Staff.id))
    return made


def _plain(email: str) -> str:
    return email.strip().lower()


def _begun_anew(session: Session, staff: Staff, *, is_new: bool = False) -> str:
    """What opened it before opens nothing any more; returns the secret for another authenticator."""
    secret = new_totp_secret()
    staff.disabled_at, staff.password_hash, staff.totp_last_step = None, "", 0
    staff.totp_secret, staff.openid_subject, staff.openid_issuer = wrapped_totp(secret, staff.id), "", ""
    _end_link(staff)
    if not is_new:
        session.execute(delete(Passkey).where(Passkey.staff_id == staff.id))
        end_sessions(session, staff.id)
    return secret


def _linked(session: Session, staff: Staff) -> str:
    _begun_anew(session, staff)
    token = token_urlsafe(32)
    staff.set_up_lookup, staff.set_up_ends_at = _lookup(token), clock.now() + SET_UP_WITHIN
    return token


def _end_link(staff: Staff) -> None:
    staff.set_up_lookup, staff.set_up_ends_at = "", None


def _lookup(token: str) -> str:
    return hashlib.sha256(f"set-up/v1|{token}".encode()).hexdigest()
