"""Why somebody may open what is not theirs: cover for a colleague, or a reason that they gave."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id
from participation.reviews.models import Review
from participation.staff.models import Staff


class Cover(Base):
    """An officer's reviews in a colleague's hands while they are away. It ends by itself."""

    __tablename__ = "cover"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    absent_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    covering_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    given_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    """The absent officer, or a manager for somebody who is ill."""
    given_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When somebody ended it before its last day."""

    absent: Mapped[Staff] = relationship(foreign_keys=absent_id)
    covering: Mapped[Staff] = relationship(foreign_keys=covering_id)
    given_by: Mapped[Staff] = relationship(foreign_keys=given_by_id)

    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="ends_after_it_begins"),
        CheckConstraint("absent_id <> covering_id", name="is_for_somebody_else"),
    )


class ReadElsewhere(Base):
    """Somebody gave a reason to read a review that is not theirs, and may read it for the rest of the day."""

    __tablename__ = "read_elsewhere"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), index=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)

    review: Mapped[Review] = relationship()
    staff: Mapped[Staff] = relationship()
