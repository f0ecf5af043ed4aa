"""The sheet that is out for an invitation: what it says, and where it is. And a run of printing."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base, UTCDateTime


class PrintedSheet(Base):
    """The letter of an invitation as it was printed last: one row, in the place of the one before."""

    __tablename__ = "sheet"

    invitation_id: Mapped[str] = mapped_column(ForeignKey("invitation.id"), primary_key=True)
    printing: Mapped[int]
    """Which printing it is; of another one nothing is known here."""
    meets_on: Mapped[date | None]
    """The day of the meeting that it names."""
    starts_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """The hour that it names."""
    digests: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """A keyed digest of everything else that can become untrue, by `facts.Fact`; no name stands here."""
    posted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    returned_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When support noted that it had come back by post."""
    read_out_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When its code was given by telephone: then there is no paper."""


class PrintRun(Base):
    """Letters that somebody asked for once, however often they pressed; what was drawn is kept sealed for an hour."""

    __tablename__ = "print_run"

    lookup: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A hash of what only the browser that asked for it holds."""
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    letters: Mapped[int]
    """How many are to be drawn."""
    drawn: Mapped[int] = mapped_column(default=0)
    is_read_out: Mapped[bool] = mapped_column(default=False)
    """Whether it is one code, to be read out on the telephone, and no file."""
    begun_at: Mapped[datetime] = mapped_column(UTCDateTime)
    moved_at: Mapped[datetime] = mapped_column(UTCDateTime)
    """When something was drawn last: a server that was stopped says nothing."""
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failure: Mapped[str] = mapped_column(String(300), default="")
    """Why nothing was printed, in one sentence."""
    result: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The file or the code, sealed to what the browser holds. Nothing here opens it."""
