"""That something was sent, read and answered, after its words are gone."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base, UTCDateTime, new_id
from participation.db.some_rows import asking_for_advocate


class Trace(Base):
    """A submission was here. Feedback leaves none: its counters are all that stays."""

    __tablename__ = "trace"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    """The submission's own, under which the audit knows who opened it."""
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), index=True)
    invitation_id: Mapped[str] = mapped_column(ForeignKey("invitation.id"), index=True)
    respondent: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str] = mapped_column(String(40), default="")
    """Which questionnaire it answered; empty of what was deleted before this was kept, as the two below."""
    level: Mapped[str] = mapped_column(String(20), default="")
    version: Mapped[int | None]
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When an officer opened it first."""
    asks_for_advocate: Mapped[bool]
    advocacy: Mapped[str] = mapped_column(String(12), default="")
    """How far the request for an advocate came: taken, contacted, met; empty where there is none, or nobody took it."""
    deleted_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (asking_for_advocate("trace"),)


class TraceOfAnswer(Base):
    """A child asked for something in a submission that was deleted; neither what, nor what the answer was."""

    __tablename__ = "trace_of_answer"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), index=True)
    shown_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the answer was shown to the child, or told."""
