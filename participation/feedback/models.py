"""What an officer may know of the feedback about them, the themes of it, and what the service did about it."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base, UTCDateTime, new_id


class FeedbackBands(Base):
    """What at least five different children said about an officer in some quarters: no counts, no words, no child."""

    __tablename__ = "feedback_bands"

    officer_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    first_on: Mapped[date] = mapped_column(primary_key=True)
    last_on: Mapped[date]
    """No two periods of one officer overlap."""
    bands: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
    """By question and option: few, some or most."""
    noted_at: Mapped[datetime] = mapped_column(UTCDateTime)


class FeedbackTheme(Base):
    """A manager says that something that was sent is about this."""

    __tablename__ = "feedback_theme"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    theme: Mapped[str] = mapped_column(String(60), primary_key=True)
    """As it was called on that day: the list on the settings page may change."""


class YouSaid(Base):
    """What children said, and what the service did: for everybody to read."""

    __tablename__ = "you_said"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    words: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
    """By language, English always among them: `said` and `did`."""
    published_at: Mapped[datetime] = mapped_column(UTCDateTime)
