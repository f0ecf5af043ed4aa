"""A link for an interpreter, and the English that came back by it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id
from participation.db.arriving import Arriving, of_new
from participation.invitations.marks import OPENED, marked
from participation.staff.models import Staff
from participation.submissions.models import Submission

LABEL_LENGTH = 120


class InterpreterLink(Base):
    """Typed words of one submission that wait for an interpreter. Whose they are the public side cannot see."""

    __tablename__ = "interpreter_link"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    lookup: Mapped[str] = mapped_column(String(64), index=True)
    """SHA-256 of the secret after the #."""
    language: Mapped[str] = mapped_column(String(20))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The words, under a key that comes from the secret alone; gone once they are in English, taken back or too old."""
    questions: Mapped[list[str]] = mapped_column(JSON)
    """Which answers they are, by the ids of their questions."""
    label: Mapped[str] = mapped_column(String(LABEL_LENGTH))
    """Whom the officer sends it to, in the officer's words: an agency, the number of a booking."""
    asked_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    shown_noted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the audit was told that somebody had opened it."""
    shown_at: Mapped[datetime | None] = marked(OPENED, id)
    """When somebody with the secret first saw the words."""

    submission: Mapped[Submission] = relationship()
    asked_by: Mapped[Staff] = relationship()
    english: Mapped["English | None"] = relationship(back_populates="link")


class English(Arriving, Base):
    """What an interpreter wrote, sealed. One for each link, so a link is used once; never changed."""

    __tablename__ = "english"

    link_id: Mapped[str] = mapped_column(ForeignKey("interpreter_link.id"), primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime)
    envelope: Mapped[bytes] = mapped_column(LargeBinary)
    seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When somebody in whose care the review is first had it before them."""

    link: Mapped[InterpreterLink] = relationship(back_populates="english")

    __table_args__ = (of_new("english"),)
