"""Who may fetch the figures by program."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base, UTCDateTime, new_id


class FeedKey(Base):
    """A key that one program holds. It opens figures, and nothing else; the row stays when it is withdrawn."""

    __tablename__ = "feed_key"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    """What it is for, such as the name of a report."""
    lookup: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the key, which is kept nowhere."""
    is_whole: Mapped[bool]
    """Small numbers too; otherwise only years that were published, as they were."""
    given_at: Mapped[datetime] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
