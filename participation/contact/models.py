"""Requests to be contacted, and what became of them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id
from participation.db.arriving import Arriving, of_new
from participation.invitations.models import Invitation
from participation.staff.models import Staff

ACKNOWLEDGED, NOTED, DONE = "acknowledged", "noted", "done"


class ContactRequest(Arriving, Base):
    """Somebody asks to be contacted. Never changed; how and when it is safe stands in the envelope."""

    __tablename__ = "contact_request"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    """Made of the form's own key and the words, so that pressing twice is asking once."""
    invitation_id: Mapped[str | None] = mapped_column(ForeignKey("invitation.id"))
    """The letter it was sent with; none for somebody without a letter."""
    printing: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    is_for_managers: Mapped[bool] = mapped_column(default=False)
    """They asked that their reviewing officer does not see it, who may be on duty: no officer does."""
    envelope: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (of_new("contact_request"),)

    invitation: Mapped[Invitation | None] = relationship()
    steps: Mapped[list["ContactStep"]] = relationship(order_by="ContactStep.at, ContactStep.state")

    @property
    def taken(self) -> "ContactStep | None":
        """Who has taken it on, and when: whoever did the first thing about it."""
        return self.steps[0] if self.steps else None

    @property
    def done(self) -> "ContactStep | None":
        """Who has talked to them, and when."""
        return next((step for step in self.steps if step.state == DONE), None)


class ContactStep(Base):
    """Somebody has taken a request on, noted what they tried, or talked to who asked. Only ever added to."""

    __tablename__ = "contact_step"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("contact_request.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    note: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What was done, sealed as the request is: it speaks of a child."""

    by: Mapped[Staff] = relationship()

    __table_args__ = (CheckConstraint("state in ('acknowledged', 'noted', 'done')", name="state_is_known"),)
