"""Answers not yet sent, answers sent, and who opened them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, exists
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id, own_part
from participation.db.arriving import Arriving, of_new
from participation.db.some_rows import asking_for_advocate, index_of_some
from participation.invitations.marks import WITHDRAWN, marked
from participation.invitations.models import Invitation
from participation.reviews.models import Review
from participation.staff.models import Staff


class Draft(Base):
    """Answers of one invitation to one questionnaire, not yet sent; sealed with a key that the database lacks."""

    __tablename__ = "draft"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    """Becomes the id of the submission, so that sending twice is sending once."""
    invitation_id: Mapped[str] = mapped_column(ForeignKey("invitation.id"))
    purpose: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    """Which version of the questionnaire it began with, and keeps."""
    edition: Mapped[int] = mapped_column(default=1)
    """Rises with each saving, so that one tab cannot overwrite another."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)

    invitation: Mapped[Invitation] = relationship()

    __table_args__ = (UniqueConstraint("invitation_id", "purpose"),)


class Submission(Arriving, Base):
    """Answers sent. Never changed; the words are in the envelope, and the header says whose row it belongs to."""

    __tablename__ = "submission"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"))
    invitation_id: Mapped[str] = mapped_column(ForeignKey("invitation.id"), index=True)
    respondent: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    """Whose key opens it: views, feedback, advocacy or adult."""
    about_officer_id: Mapped[str | None] = mapped_column(String(26))
    """Whom feedback is about: the officer whose review it was when it was sent, whoever has it later."""
    purpose: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    language: Mapped[str] = mapped_column(String(20))
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    printing: Mapped[int]
    """With which printing of the letter it was sent: provenance for whoever reads it."""
    asks_for_advocate: Mapped[bool] = mapped_column(default=False)
    is_kept_from_officer: Mapped[bool] = mapped_column(default=False)
    envelope: Mapped[bytes] = mapped_column(LargeBinary)
    counted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the counting job tallied it."""
    talked_about_on: Mapped[date | None]
    """When its officer talked with the child who said "not quite" to a form that somebody had helped with."""
    exported_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When it was written out for the case record."""
    withdrawn_at: Mapped[datetime | None] = marked(WITHDRAWN, id)
    """When the child withdrew it. The public side marks it, so it is a wish: what somebody has read stands."""
    withdrawal_noted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the staff side first saw that wish; the public side's role cannot write it. Its 30 days count from here."""

    review: Mapped[Review] = relationship()
    invitation: Mapped[Invitation] = relationship()
    about_officer: Mapped[Staff | None] = relationship(
        primaryjoin="foreign(Submission.about_officer_id) == Staff.id", viewonly=True
    )
    readings: Mapped[list["Reading"]] = relationship(order_by="Reading.opened_at")

    __table_args__ = (
        CheckConstraint("kind in ('views', 'feedback', 'advocacy', 'adult')", name="kind_is_known"),
        of_new("submission"),
        asking_for_advocate("submission"),
        index_of_some("ix_submission_uncounted", ("review_id", "purpose"), "counted_at IS NULL"),
        # Figures find all that they need of it here: beside its envelope each row lies far from the next.
        Index("ix_submission_review_id", "review_id", "kind", "invitation_id", "sent_at", "id", "purpose"),
    )


@dataclass(frozen=True)
class NewSubmission:
    """Answers on their way to become a row of `Submission`, whose columns say what each means.

    SQLAlchemy would watch over each that is set, though nobody changes these.
    """

    id: str
    review_id: str
    invitation_id: str
    respondent: str
    kind: str
    about_officer_id: str | None
    purpose: str
    level: str
    version: int
    language: str
    sent_at: datetime
    printing: int
    asks_for_advocate: bool
    is_kept_from_officer: bool


class Reading(Base):
    """Somebody of the staff opened a submission, and later, or at once, had read it."""

    __tablename__ = "reading"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"))
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    """From when on it can no longer be taken back: its words have been before somebody."""
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When all of it had been on the screen, or its reader said so: a page that shows several is opened first."""

    staff: Mapped[Staff] = relationship()

    __table_args__ = (Index("ix_reading_submission_id", "submission_id", "staff_id", "read_at"),)


class WithdrawalSeen(Base):
    """An officer has seen that something was withdrawn before anybody had read it: that, and not a word of it."""

    __tablename__ = "taken_back_seen"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Receipt(Base):
    """That something was sent, for the respondent's own pages: the public side can read nothing of a submission."""

    __tablename__ = "receipt"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    """The id of the draft that became the submission."""
    invitation_id: Mapped[str] = mapped_column(ForeignKey("invitation.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = marked(
        WITHDRAWN, id, ~exists().where(Reading.submission_id == id).correlate_except(Reading)
    )
    """When it was withdrawn, and nobody had read it: who read it at that very moment was there first."""

    @property
    def number(self) -> str:
        """What a respondent may note or say on the telephone, like 7K2H 41XQ."""
        own = own_part(self.id, 8).upper()
        return f"{own[:4]} {own[4:]}"


class OwnCopy(Base):
    """What a child sent, once more for the child alone: sealed to the lock that the letter had when it was sent."""

    __tablename__ = "own_copy"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    lock_id: Mapped[str] = mapped_column(ForeignKey("letter_lock.id"), index=True)
    envelope: Mapped[bytes] = mapped_column(LargeBinary)
