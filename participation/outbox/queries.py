"""What became of notices, for the pages that say whether alerts get through."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from participation.db import session
from participation.outbox.models import RESPONDENT, Notice


def notice_with_key(key: str) -> Notice | None:
    """The notice of one event."""
    return session().scalar(select(Notice).where(Notice.key == key))


def notice_about(about: str, notice_id: str) -> Notice | None:
    """One notice of a kind."""
    return session().scalar(select(Notice).where(Notice.id == notice_id, Notice.about == about))


def refused() -> Sequence[Notice]:
    """What for staff a mail server will not take, and nobody has put right."""
    wanted = select(Notice).where(Notice.refusal.is_not(None), Notice.sent_at.is_(None), Notice.to_role != RESPONDENT)
    wanted = wanted.order_by(Notice.made_at)
    return session().scalars(wanted).all()


def refused_keys(keys: Iterable[str]) -> frozenset[str]:
    """Which of these a server will not take."""
    wanted = select(Notice.key).where(Notice.key.in_(list(keys)), Notice.refusal.is_not(None), Notice.sent_at.is_(None))
    return frozenset(session().scalars(wanted))


def known_keys(keys: Iterable[str]) -> frozenset[str]:
    """Which of these events have a notice already."""
    return frozenset(session().scalars(select(Notice.key).where(Notice.key.in_(list(keys)))))
