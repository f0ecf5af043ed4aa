"""What is held back from an access request, and which files went to the case record."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id
from participation.reviews.models import Review
from participation.staff.models import Staff
from participation.submissions.models import Submission


class FiledAs(StrEnum):
    """How a file came to the case record."""

    BY_HAND = "by hand"
    DROPPED = "dropped"
    """Put into the council's folder, while its letter still opened and something could be added."""
    FINAL = "final"
    """Put there when that was over."""


class FileReceipt(Base):
    """A file that was written whole for the case record. It outlives what is in it here, and holds no word of that."""

    __tablename__ = "file_receipt"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), index=True)
    about_id: Mapped[str] = mapped_column(String(26), index=True)
    """What was sent, or said for the child."""
    name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the file, in hexadecimal, as sha256sum prints it."""
    length: Mapped[int]
    """In bytes."""
    how: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)

    review: Mapped[Review] = relationship()

    __table_args__ = (CheckConstraint("how in ('by hand', 'dropped', 'final')", name="how_is_known"),)


class Hold(Base):
    """Somebody decided that one submission is not handed out: it could do serious harm, or it is another's alone."""

    __tablename__ = "hold"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    reason: Mapped[bytes] = mapped_column(LargeBinary)
    """Sealed: it may speak of a child."""
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)

    submission: Mapped[Submission] = relationship()
    by: Mapped[Staff] = relationship()
