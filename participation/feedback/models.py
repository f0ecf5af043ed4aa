"""What an officer may know of the feedback about them."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base, UTCDateTime


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
