"""Who did what to which row: append-only, chained, and never a word of a child."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from participation import clock
from participation.audit_chain import Entry, entry_mac
from participation.db import Base, UTCDateTime
from participation.db import session as reading
from participation.vault import keyring


class AuditEntry(Base):
    """One act. `mac` covers this entry and the one before, so that none can be changed, dropped or swapped."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(String(40))
    """A staff id, `respondent` or `system`."""
    action: Mapped[str] = mapped_column(String(40))
    object: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[str] = mapped_column(String(300), default="")
    mac: Mapped[str] = mapped_column(String(64))

    def fields(self) -> tuple[str, ...]:
        """What the chain covers."""
        return (str(self.number), self.at.isoformat(), self.actor, self.action, self.object, self.purpose)


def chain() -> Iterator[Entry]:
    """Every entry, in the order of the chain, a thousand at a time."""
    kept = reading().scalars(select(AuditEntry).order_by(AuditEntry.number).execution_options(yield_per=1000))
    return (Entry(entry.number, entry.fields(), entry.mac) for entry in kept)


def record(session: Session, actor: str, action: str, about: str, purpose: str = "") -> None:
    """Add an entry to the transaction that is open."""
    if session.get_bind().dialect.name == "postgresql":
        # Numbers follow each other, so two writers must not both continue from the same entry.
        session.execute(text("SELECT pg_advisory_xact_lock(903)"))
    last = session.scalar(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1))
    entry = AuditEntry(
        number=last.number + 1 if last else 1,
        at=clock.now(),
        actor=actor,
        action=action,
        object=about,
        purpose=purpose,
    )
    entry.mac = entry_mac(keyring().secret("audit"), last.mac if last else "", entry.fields())
    session.add(entry)
    session.flush()
