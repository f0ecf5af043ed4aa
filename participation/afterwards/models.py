"""What has been done after a review, by whom, and to whom it was sent."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id
from participation.reviews.models import Person
from participation.staff.models import Staff


class Act(StrEnum):
    """One of the things that are due after every review, in the order in which they are."""

    DECISIONS = "decisions"
    """The decisions are written down, for those who have to carry them out."""
    LETTER = "letter"
    """The child has the letter about the review, or the record is written."""
    DISTRIBUTION = "distribution"
    """The record has gone to everybody whom it concerns."""


READ = "read"


class ReviewAct(Base):
    """One of these acts of one review was done."""

    __tablename__ = "review_act"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"))
    act: Mapped[str] = mapped_column(String(12))
    done_on: Mapped[date]
    """The day that was given: it can be earlier than that on which somebody entered it."""
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    """Who marked it; of a letter that the child has read, who showed it."""
    how: Mapped[str] = mapped_column(String(4), default="")
    """`read`: the child has read the letter on its page; empty where somebody marked or printed it."""
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime)

    by: Mapped[Staff] = relationship()
    recipients: Mapped[list["ActRecipient"]] = relationship(cascade="all, delete-orphan")

    __table_args__ = (
        CheckConstraint("act in ('decisions', 'letter', 'distribution')", name="act_is_known"),
        UniqueConstraint("review_id", "act"),
    )


class ActRecipient(Base):
    """Somebody around the review to whom it went."""

    __tablename__ = "act_recipient"

    act_id: Mapped[str] = mapped_column(ForeignKey("review_act.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)

    person: Mapped[Person] = relationship()
