"""What became of a child's request for an advocate."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime
from participation.staff.models import Staff
from participation.submissions.models import Submission

STATES = ("taken", "contacted", "met", "closed")
"""The steps in their order; a request that was closed without a meeting has no `met`."""


class AdvocacyStep(Base):
    """How far a request has come. The request itself is the submission that asks for an advocate."""

    __tablename__ = "advocacy_step"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(12), primary_key=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)

    submission: Mapped[Submission] = relationship()
    by: Mapped[Staff] = relationship()

    __table_args__ = (CheckConstraint("state in ('taken', 'contacted', 'met', 'closed')", name="state_is_known"),)
