"""Referrals that officers make, and what became of these and of children's own requests for an advocate."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime
from participation.reviews.models import Review
from participation.staff.models import Staff
from participation.submissions.models import Submission

STATES = ("taken", "contacted", "met", "closed")
"""The steps in their order: `taken` says that the provider has accepted. Closed without a meeting has no `met`."""
_STATE_IS_KNOWN = "state in ('taken', 'contacted', 'met', 'closed')"


class ReferralSource(StrEnum):
    """By whom a request comes to the provider. A child's own request is its own referral."""

    CHILD = "child"
    OFFICER = "officer"
    """The child wants an advocate and asked the officer to arrange it."""
    NON_INSTRUCTED = "non_instructed"
    """The child cannot ask: a baby, or somebody who has no way to say it."""


class AdvocacyReferral(Base):
    """What an officer asks of the provider for a child. A child's own request is a submission, never one of these."""

    __tablename__ = "advocacy_referral"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    """Made of the form's own key, so that pressing twice is referring once."""
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), index=True)
    source: Mapped[str] = mapped_column(String(16))
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    language: Mapped[str] = mapped_column(String(20))
    """In which the child is spoken to, BCP 47."""
    needs_interpreter: Mapped[bool]
    words: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Why, and what the advocate must know to come: sealed so that the provider's key opens it."""

    review: Mapped[Review] = relationship()
    by: Mapped[Staff] = relationship()

    __table_args__ = (CheckConstraint("source in ('officer', 'non_instructed')", name="source_is_known"),)


class AdvocacyStep(Base):
    """How far a child's own request has come. The request itself is the submission that asks for an advocate."""

    __tablename__ = "advocacy_step"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(12), primary_key=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    note: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What the provider wants to remember of it, sealed for the provider."""

    submission: Mapped[Submission] = relationship()
    by: Mapped[Staff] = relationship()

    __table_args__ = (CheckConstraint(_STATE_IS_KNOWN, name="state_is_known"),)

    @property
    def request_id(self) -> str:
        """Of what it is a step."""
        return self.submission_id


class ReferralStep(Base):
    """How far an officer's referral has come."""

    __tablename__ = "referral_step"

    referral_id: Mapped[str] = mapped_column(ForeignKey("advocacy_referral.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(12), primary_key=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    note: Mapped[bytes | None] = mapped_column(LargeBinary)
    """As of a step of a child's own request."""

    referral: Mapped[AdvocacyReferral] = relationship()
    by: Mapped[Staff] = relationship()

    __table_args__ = (CheckConstraint(_STATE_IS_KNOWN, name="state_is_known"),)

    @property
    def request_id(self) -> str:
        """Of what it is a step."""
        return self.referral_id
