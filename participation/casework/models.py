"""What sorting missed, and what an officer prepares for a meeting."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
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


class LeftOut(Base):
    """One line that the officer leaves out of the pack for a meeting, though the child gave it to the meeting."""

    __tablename__ = "left_out"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"))
    question: Mapped[str] = mapped_column(String(60))
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (UniqueConstraint("submission_id", "question"),)


class SettledWish(Base):
    """What an officer has said to one thing that a child wishes for the meeting: that it will be so, or will not."""

    __tablename__ = "settled_wish"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"))
    question: Mapped[str] = mapped_column(String(60))
    is_agreed: Mapped[bool]
    """Otherwise it has to change."""
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (UniqueConstraint("submission_id", "question"),)
