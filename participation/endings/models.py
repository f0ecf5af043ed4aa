"""The log of what was ended, by whom and why, and of what was taken back."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id
from participation.staff.models import Staff


class Ending(Base):
    """Something is no longer so. Whatever it stops bears its id, so that taking it back frees that and nothing else."""

    __tablename__ = "ending"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    what: Mapped[str] = mapped_column(String(12))
    """letter, person, review or child."""
    about_id: Mapped[str] = mapped_column(String(26), index=True)
    """Of the one that was named; what else it stops bears the ending's id."""
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(500), default="")
    """What else was said about why."""
    by_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    """None: whoever runs this installation said so, by a command or a list."""
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    by: Mapped[Staff | None] = relationship()

    __table_args__ = (CheckConstraint("what in ('letter', 'person', 'review', 'child')", name="what_is_known"),)
