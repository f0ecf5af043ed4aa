"""Complaints, what managers did about each, and what they told the child behind the lock."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id
from participation.db.arriving import Arriving, of_new
from participation.invitations.marks import IS_OK, marked
from participation.invitations.models import CHILD, Invitation
from participation.staff.models import Staff

FINE, _, GO_ON = IS_OK
"""What a child says of an answer; once they want it to go on nobody takes that back."""


class ComplaintKind(StrEnum):
    """What it is about."""

    REVIEW = "review"
    PERSON = "person"
    INFORMATION = "information"
    """What is kept about somebody: section 164A of the Data Protection Act 2018."""
    OTHER = "other"


class ComplaintState(StrEnum):
    """What somebody did about one."""

    ACKNOWLEDGED = "acknowledged"
    NOTED = "noted"
    CHILD_ASKED = "child_asked"
    """What the child thinks of a complaint that an adult made, or why they were not asked."""
    TOLD = "told"
    """What came of it."""
    WENT_ON = "went_on"
    """Who complained told somebody that it is to go on."""


class Complaint(Arriving, Base):
    """Somebody complains. Never changed; the words, and how an answer may reach them, stand in the envelope."""

    __tablename__ = "complaint"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    """Made of the form's own key and the words, so that pressing twice is complaining once."""
    invitation_id: Mapped[str] = mapped_column(ForeignKey("invitation.id"), index=True)
    printing: Mapped[int]
    about: Mapped[str] = mapped_column(String(12))
    about_officer_id: Mapped[str | None] = mapped_column(String(26))
    """Whose review it was when it was sent: they never read it, not as a manager either."""
    language: Mapped[str] = mapped_column(String(20))
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    envelope: Mapped[bytes] = mapped_column(LargeBinary)

    invitation: Mapped[Invitation] = relationship()
    steps: Mapped[list["ComplaintStep"]] = relationship(
        back_populates="complaint", order_by="ComplaintStep.at, ComplaintStep.id"
    )

    __table_args__ = (
        CheckConstraint("about in ('review', 'person', 'information', 'other')", name="about_is_known"),
        of_new("complaint"),
    )

    @property
    def arrived_at(self) -> datetime:
        """From when its days count."""
        return self.came_at or self.sent_at

    @property
    def taken(self) -> "ComplaintStep | None":
        """The first thing that anybody did: by that it is acknowledged."""
        return self.steps[0] if self.steps else None

    @property
    def told(self) -> "ComplaintStep | None":
        """The newest answer."""
        return next((step for step in reversed(self.steps) if step.state == ComplaintState.TOLD), None)

    @property
    def goes_on(self) -> bool:
        """They have heard what came of it, and want it to go on."""
        told = self.told
        if told is None:
            return False
        after = self.steps[self.steps.index(told) :]
        said = told.reply and told.reply.goes_on_at
        return bool(said) or any(step.state == ComplaintState.WENT_ON for step in after)

    @property
    def is_done(self) -> bool:
        """They were told what came of it and do not want it to go on."""
        return self.told is not None and not self.goes_on

    @property
    def asks_the_child(self) -> bool:
        """An adult complains of what is a child's: the child is asked before anything is answered."""
        return self.invitation.respondent != CHILD and self.about != ComplaintKind.INFORMATION


class ComplaintStep(Base):
    """One thing that a manager did. Only ever added to."""

    __tablename__ = "complaint_step"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    complaint_id: Mapped[str] = mapped_column(ForeignKey("complaint.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    note: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed as the complaint is."""

    by: Mapped[Staff] = relationship()
    complaint: Mapped[Complaint] = relationship(back_populates="steps")
    reply: Mapped["ComplaintReply | None"] = relationship()

    __table_args__ = (
        CheckConstraint("state in ('acknowledged', 'noted', 'child_asked', 'told', 'went_on')", name="state_is_known"),
    )


class ComplaintReply(Base):
    """That a complaint was acknowledged, or what came of it, for the child alone: sealed to their lock."""

    __tablename__ = "complaint_reply"

    id: Mapped[str] = mapped_column(ForeignKey("complaint_step.id"), primary_key=True)
    lock_id: Mapped[str] = mapped_column(ForeignKey("letter_lock.id"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    envelope: Mapped[bytes] = mapped_column(LargeBinary)
    fine_at: Mapped[datetime | None] = marked(FINE, id)
    goes_on_at: Mapped[datetime | None] = marked(GO_ON, id)
