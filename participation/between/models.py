"""What an officer did with a child between meetings, and what they wrote of it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id
from participation.reviews.models import Review
from participation.staff.models import Staff


class OfficerVisitKind(StrEnum):
    """What it was."""

    VISIT = "visit"
    MIDWAY = "midway"
    """A midway review: halfway between two meetings, what was decided is looked at with the child."""
    OBSERVATION = "observation"
    """Of a baby, or of a child who does not speak."""
    PATHWAY = "pathway"
    """With a young person of 18 or over, about their pathway plan."""


class Known(StrEnum):
    """What the child said about advocates."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class OwnView(StrEnum):
    """How the child was asked what they think themselves."""

    SAID = "said"
    DRAWN = "drawn"
    SENT = "sent"
    """Before, by letter, app or otherwise."""
    NOTHING = "nothing"
    """They were asked, and did not want to say."""
    NOT_ASKED = "not_asked"


class OfficerVisit(Base):
    """One of these. Which review it is written down for says whose work it is; whose life, its child."""

    __tablename__ = "visit_by_officer"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    """Made of the form's own key, so that pressing twice is writing it down once."""
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), index=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    made_on: Mapped[date] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(12))
    is_virtual: Mapped[bool]
    """By video or telephone; else face to face."""
    knows_advocacy: Mapped[str] = mapped_column(String(10), default=Known.NOT_ASKED)
    """Whether the child knows what an advocate can do for them."""
    has_advocate: Mapped[str] = mapped_column(String(10), default=Known.NOT_ASKED)
    own_view: Mapped[str] = mapped_column(String(10), default=OwnView.NOT_ASKED)
    is_adviser_asked: Mapped[bool] = mapped_column(default=False)
    """Whether the personal adviser of somebody over 18 was asked for their view."""
    words: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What was talked about, what the officer thinks, what is to be done: sealed, never shown to the child."""
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)

    review: Mapped[Review] = relationship()
    by: Mapped[Staff] = relationship()

    __table_args__ = (
        CheckConstraint("kind in ('visit', 'midway', 'observation', 'pathway')", name="kind_is_known"),
        CheckConstraint("own_view in ('said', 'drawn', 'sent', 'nothing', 'not_asked')", name="own_view_is_known"),
    )


class Crib(Base):
    """An officer's own notes for one meeting: nobody else of the staff reads them, and nothing prints them."""

    __tablename__ = "crib"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"))
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    envelope: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (UniqueConstraint("review_id", "by_id"),)
