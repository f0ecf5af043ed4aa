"""The child whose life is reviewed."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Float, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Base, new_id


class Sex(StrEnum):
    """As the national return codes it: 1 and 2."""

    MALE = "1"
    FEMALE = "2"


LEFT_CARE, MOVED, ADOPTED, DIED = "left_care", "moved", "adopted", "died"
"""What may have become of a child, as a caseload says it."""

MATCHED, WAITING = "matched", "waiting"
"""How far it is with an independent visitor, as a caseload says it."""


class Child(Base):
    """A child or young person in care, or a care leaver whose pathway plan is reviewed."""

    __tablename__ = "child"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(String(64), unique=True)
    """The council's own number for the child: `child_id` in a caseload, CHILD in the national return."""
    preferred_name: Mapped[str] = mapped_column(String(200), default="")
    born_on: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(20), default="en")
    """BCP 47."""
    other_languages: Mapped[str] = mapped_column(String(60), default="")
    """What else the file names, with spaces between: in these the child's letter says what matters most."""
    sex: Mapped[str] = mapped_column(String(1), default="")
    ethnicity: Mapped[str] = mapped_column(String(4), default="")
    """A DfE code."""
    is_unaccompanied: Mapped[bool | None]
    """Unaccompanied asylum-seeking; None where nobody has said."""
    is_disabled: Mapped[bool | None]
    is_placed_outside: Mapped[bool | None]
    miles_from_home: Mapped[float | None] = mapped_column(Float)
    """From there to where the child lives now, as the case system measures it; None where nobody has said."""
    came_into_care_on: Mapped[date | None]
    notified_on: Mapped[date | None]
    """When the reviewing service was told of it; None where nobody has said, as below."""
    officer_named_on: Mapped[date | None]
    independent_visitor: Mapped[str] = mapped_column(String(8), default="")
    """Whether the child has one (Children Act 1989, section 23ZB): matched, waiting; empty where nobody has said."""
    independent_visitor_on: Mapped[date | None]
    """When one was asked for."""
    phone: Mapped[str] = mapped_column(String(20), default="")
    """The child's own, as it is dialled, digits with at most a plus before them; empty where no list says it."""
    ended_as: Mapped[str | None] = mapped_column(String(20))
    """What became of a child who is no longer ours: left_care, moved, adopted, died. None while in care."""
    ending_id: Mapped[str | None] = mapped_column(String(26))
    """The entry of `ending` that says who noted that, when and why."""

    __table_args__ = (CheckConstraint("sex in ('', '1', '2')", name="sex_is_coded"),)


class DeprivationOfLiberty(Base):
    """A court's order under which a child is deprived of their liberty, as the national return lists it (`DoLo`)."""

    __tablename__ = "deprivation_of_liberty"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    child_id: Mapped[str] = mapped_column(ForeignKey("child.id"))
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    """None while it stands."""

    __table_args__ = (
        UniqueConstraint("child_id", "started_on"),
        CheckConstraint("ended_on > started_on", name="ends_after_it_starts"),
    )


class HadEpisodes(Base):
    """The national return of a collection year has episodes of this child; of a year without any none was given."""

    __tablename__ = "had_episodes"

    child_id: Mapped[str] = mapped_column(ForeignKey("child.id"), primary_key=True)
    year: Mapped[str] = mapped_column(String(7), primary_key=True)
    """2021-22."""
    is_short_breaks: Mapped[bool]
    """Each of them is one of a series of short breaks (V3, V4), which have no reviews."""
