"""A challenge, and the levels that it has been through."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, new_id
from participation.reviews.models import Review
from participation.staff.models import Staff


class ChallengeKind(StrEnum):
    """Which way it points."""

    CHALLENGE = "challenge"
    GOOD_PRACTICE = "good_practice"


class ChallengeCategory(StrEnum):
    """What it is about, as the annual reports of services count it."""

    REPORT = "report"
    CARE_PLAN = "care_plan"
    NOT_DONE = "not_done"
    DRIFT = "drift"
    PERMANENCE = "permanence"
    PLANNING_MEETING = "planning_meeting"
    PLACEMENT = "placement"
    PLACEMENT_PLAN = "placement_plan"
    WITH_PARENTS = "with_parents"
    FAMILY_TIME = "family_time"
    EDUCATION = "education"
    HEALTH = "health"
    LIFE_STORY = "life_story"
    CHRONOLOGY = "chronology"
    SAFETY = "safety"
    INTERESTS = "interests"
    COMMUNICATION = "communication"
    OTHER = "other"


class ChallengedAgency(StrEnum):
    """Whose work it is about."""

    LOCAL_AUTHORITY = "local_authority"
    HEALTH = "health"
    SCHOOL = "school"
    POLICE = "police"
    OTHER = "other"


class ChallengeOutcome(StrEnum):
    """What it changed for the child."""

    IMPROVED = "improved"
    PARTLY = "partly"
    NO_CHANGE = "no_change"


class OfficerChallenge(Base):
    """One thing that an officer has raised about one child's review."""

    __tablename__ = "challenge"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), index=True)
    outcome_id: Mapped[str | None] = mapped_column(String(26), index=True)
    """The child's wish that it is about. No reference: the wish is deleted with what was sent, and this stays."""
    kind: Mapped[str] = mapped_column(String(14))
    category: Mapped[str] = mapped_column(String(16))
    agency: Mapped[str] = mapped_column(String(16))
    to_whom: Mapped[str] = mapped_column(String(200))
    raised_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    raised_on: Mapped[date] = mapped_column(index=True)
    asked_on: Mapped[date]
    """When it was asked at its newest level: what the child is told."""
    level: Mapped[int]
    """Its newest level: 0 is informal."""
    outcome: Mapped[str] = mapped_column(String(10), default="")
    """What it changed for the child; empty until somebody has said."""
    words: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What is challenged, or praised: sealed, for it speaks of a child."""
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What came of it, sealed."""

    review: Mapped[Review] = relationship()
    raised_by: Mapped[Staff] = relationship()
    steps: Mapped[list["ChallengeStep"]] = relationship(order_by="ChallengeStep.level")

    __table_args__ = (
        CheckConstraint("kind in ('challenge', 'good_practice')", name="kind_is_known"),
        CheckConstraint("outcome in ('', 'improved', 'partly', 'no_change')", name="outcome_is_known"),
    )

    @property
    def now(self) -> "ChallengeStep | None":
        """Where it stands; good practice stands nowhere, because nobody has to answer it."""
        return self.steps[-1] if self.steps else None


class ChallengeStep(Base):
    """One level at which somebody was asked, until when they had to answer, and when they did."""

    __tablename__ = "challenge_step"

    challenge_id: Mapped[str] = mapped_column(ForeignKey("challenge.id"), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asked_on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date]
    """The last day, by the working days that this level, and all together, had when it was asked."""
    answered_on: Mapped[date | None]

    def is_late(self, today: date) -> bool:
        """Answered after its last day, or not answered although that has passed."""
        return (self.answered_on or today) > self.due_on
