"""What sorting missed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id
from participation.staff.models import Staff
from participation.submissions.models import Submission


class MissedWord(Base):
    """Somebody who read it says: this should have been sorted up. One for each reader and submission."""

    __tablename__ = "missed_word"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"))
    word: Mapped[str] = mapped_column(String(60), default="")
    """For the list, as the reader typed it; empty where they only pressed."""
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)

    submission: Mapped[Submission] = relationship()
    by: Mapped[Staff] = relationship()
