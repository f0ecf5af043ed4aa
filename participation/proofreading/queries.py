"""Who checks a language, and what they have said."""

import hashlib

from sqlalchemy import select

from participation import clock
from participation.db import session
from participation.proofreading.models import Judgement, Proofreading


def link_lookup(secret: str) -> str:
    """A plain hash is enough for 130 random bits; the prefix keeps it from meaning anything elsewhere."""
    return hashlib.sha256(f"proofreading/link/v1|{secret}".encode()).hexdigest()


def phone_lookup(cookie: str) -> str:
    """By what a browser is known that has opened a link."""
    return hashlib.sha256(f"proofreading/phone/v1|{cookie}".encode()).hexdigest()


def open_on(cookie: str) -> Proofreading | None:
    """What this browser may look at; nothing once its last day is over, or a new link was given."""
    if not cookie:
        return None
    found = session().scalars(select(Proofreading).where(Proofreading.phone == phone_lookup(cookie))).one_or_none()
    return found if found is not None and clock.today() <= found.ends_on else None


def proofreading_of(code: str, by: str) -> Proofreading | None:
    """One person's checking of a language."""
    return session().scalars(select(Proofreading).where(Proofreading.code == code, Proofreading.by == by)).one_or_none()


def people_of(code: str) -> list[str]:
    """Everybody who was asked to check a language."""
    return list(session().scalars(select(Proofreading.by).where(Proofreading.code == code).order_by(Proofreading.by)))


def judgements_of(proofreading: Proofreading) -> list[Judgement]:
    """What somebody has said, in the order in which they said it."""
    asked = select(Judgement).where(Judgement.proofreading_id == proofreading.id)
    return list(session().scalars(asked.order_by(Judgement.judged_at, Judgement.id)))
