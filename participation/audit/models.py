"""The audit as it is kept."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base, UTCDateTime


class AuditEntry(Base):
    """One act. `mac` covers this entry and the one before, so that none can be changed, dropped or swapped."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(String(40))
    """A staff id, `respondent`, `system`, or `operator`: whoever runs the program at its own machine."""
    action: Mapped[str] = mapped_column(String(40))
    object: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[str] = mapped_column(String(300), default="")
    mac: Mapped[str] = mapped_column(String(64))

    def fields(self) -> tuple[str, ...]:
        """What the chain covers."""
        return (str(self.number), self.at.isoformat(), self.actor, self.action, self.object, self.purpose)
