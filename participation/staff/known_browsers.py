"""Browsers in which somebody has signed in before: what strangers guess elsewhere does not count there."""

import hashlib
from secrets import token_urlsafe
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation import clock
from participation.db import inserting, new_id, session
from participation.staff.models import KnownBrowser, Staff


class Desk(NamedTuple):
    """Where somebody signs in."""

    address: str
    """Of the network."""
    browser: str = ""
    """The token that this browser was given when somebody signed in with it; else whatever it carries."""


def known_at(desk: Desk, email: str) -> str:
    """What stands for this browser where the account of this address has signed in with it; else nothing."""
    if not desk.browser:
        return ""
    mine = KnownBrowser.lookup == _lookup(desk.browser), Staff.email == email.strip().lower()
    return session().scalar(select(KnownBrowser.lookup).join(Staff).where(*mine, Staff.disabled_at.is_(None))) or ""


def remember(session: Session, desk: Desk, staff_id: str) -> str:
    """They have signed in here; returns the token for the browser: the one that it has, if we gave it."""
    is_ours = session.scalar(select(KnownBrowser.id).where(KnownBrowser.lookup == _lookup(desk.browser)).limit(1))
    token = desk.browser if is_ours else token_urlsafe(32)
    seen = {"seen_at": clock.now()}
    first = inserting(KnownBrowser).values(id=new_id(), lookup=_lookup(token), staff_id=staff_id, **seen)
    session.execute(first.on_conflict_do_update(index_elements=["lookup", "staff_id"], set_=seen))
    return token


def forget_browsers(session: Session, staff_id: str) -> None:
    """None of this account is known any more."""
    session.execute(delete(KnownBrowser).where(KnownBrowser.staff_id == staff_id))


def _lookup(token: str) -> str:
    return hashlib.sha256(f"browser/v1|{token}".encode()).hexdigest()
