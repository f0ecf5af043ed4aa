"""A review of a child's care and the people around it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, and_, exists, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.children.models import DIED, LEFT_CARE, Child
from participation.db import Base, UTCDateTime, new_id
from participation.staff.models import Staff


class ReviewKind(StrEnum):
    """Which rules set its due date."""

    CHILD_IN_CARE = "child_in_care"
    PATHWAY_PLAN = "pathway_plan"


class PersonRole(StrEnum):
    """Who somebody is to the child."""

    FOSTER_CARER = "foster_carer"
    KEY_WORKER = "key_worker"
    PARENT = "parent"
    SCHOOL = "school"
    HEALTH = "health"
    SOCIAL_WORKER = "social_worker"
    FOSTERING_WORKER = "fostering_worker"
    """The fostering social worker: the foster carer's own, who supports them and goes through their form with them."""
    PERSONAL_ADVISER = "personal_adviser"
    YOUTH_JUSTICE = "youth_justice"
    ADULT_SERVICES = "adult_services"
    """Adult mental health, adult social care or housing."""
    HELPER = "helper"
    """Whom the child trusts, neither carer nor social worker: is told how to help, and asked nothing."""
    ADVOCATE = "advocate"
    OTHER = "other"


class MoveReason(StrEnum):
    """Why an officer moved a meeting to another day or hour: one of a few, so that reasons can be counted."""

    CHILD_ASKED = "child_asked"
    CHILD_COULD_NOT = "child_could_not"
    OFFICER_COULD_NOT = "officer_could_not"
    ADULT_COULD_NOT = "adult_could_not"
    NOT_READY = "not_ready"
    """Reports or other papers."""
    PLACE = "place"
    OTHER = "other"


class PlaceKind(StrEnum):
    """What kind of place a meeting is at: a child sees a picture of it."""

    HOME = "home"
    SCHOOL = "school"
    OFFICE = "office"
    VIDEO = "video"
    OUTDOORS = "outdoors"
    SOMEWHERE_ELSE = "somewhere_else"


class Review(Base):
    """The meeting about one child's care, from the day it is due to the day it was held."""

    __tablename__ = "review"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    reference: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The council's own number; the national return has none."""
    child_id: Mapped[str] = mapped_column(ForeignKey("child.id"))
    officer_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"), index=True)
    held_by_id: Mapped[str | None] = mapped_column(String(26))
    """Who was its officer when it was held, where it was given to somebody else since; else None."""
    kind: Mapped[str] = mapped_column(String(20), default=ReviewKind.CHILD_IN_CARE)
    due_on: Mapped[date | None]
    is_derived: Mapped[bool] = mapped_column(default=False)
    """No list names it: the timetable says that it is due, and nothing else is known of it."""
    meets_on: Mapped[date | None] = mapped_column(index=True)
    """The day of the meeting. A review counts as held once this day has come, unless it is called off."""
    starts_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """The hour, where it is known."""
    venue: Mapped[str] = mapped_column(String(300), default="")
    place_kind: Mapped[str] = mapped_column(String(20), default="")
    """A PlaceKind, where its officer has said so."""
    revision: Mapped[int] = mapped_column(default=0)
    """How often its day, hour or place has changed: a calendar takes the file with the higher number."""
    settled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When its officer last settled it here. Until then no page of a letter names a place or who comes."""
    may_see_place: Mapped[bool] = mapped_column(default=False)
    """Whether the child may see the place before the meeting."""
    ending_id: Mapped[str | None] = mapped_column(String(26))
    """The entry of `ending` after which it will not be held."""

    child: Mapped[Child] = relationship()
    officer: Mapped[Staff | None] = relationship()

    @property
    def who_held_it(self) -> str | None:
        """Of whom is spoken when somebody says how it was."""
        return self.held_by_id or self.officer_id

    def is_over(self, today: date) -> bool:
        """The day of the meeting has passed: no letter to it is printed any more."""
        return self.meets_on is not None and self.meets_on < today

    people: Mapped[list["Person"]] = relationship(back_populates="review", order_by="Person.name")
    moves: Mapped[list["Move"]] = relationship(back_populates="review", order_by="Move.moved_at")

    __table_args__ = (
        CheckConstraint("kind in ('child_in_care', 'pathway_plan')", name="kind_is_known"),
        CheckConstraint("starts_at is null or meets_on is not null", name="hour_has_a_day"),
        Index("ix_review_of_child", "child_id", "meets_on", "due_on", "kind", "ending_id", "id"),
    )


class Move(Base):
    """A review's day was changed; or by its officer only the hour, on one day."""

    __tablename__ = "review_move"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    moved_at: Mapped[datetime] = mapped_column(UTCDateTime)
    why: Mapped[str] = mapped_column(String(20), default="")
    """A MoveReason; empty where a list moved it, which says none."""
    is_chosen: Mapped[bool] = mapped_column(default=False)
    """The child had chosen it of what was offered: whether it is OK is not asked once more."""
    talked_about_on: Mapped[date | None]
    """When its officer talked with a child who says that it is not OK; until then that waits."""

    review: Mapped[Review] = relationship(back_populates="moves")

    @property
    def is_to_another_day(self) -> bool:
        """Whether it counts as rearranged."""
        return self.to_on != self.from_on


class Person(Base):
    """An adult around one review: somebody who may be asked for a view, and whom the child may want there or not."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(320), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    """As it is dialled, digits with at most a plus before them; empty where nobody knows it."""
    agency: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(20), default="en")
    address_digest: Mapped[str] = mapped_column(String(16), default="")
    """Of the postal address in a list: it tells two people of one name apart. The address itself is not kept."""
    is_asked: Mapped[bool | None]
    """Whether they get a letter, where a list says so; None asks whoever has a role that is asked."""
    is_coming: Mapped[bool | None]
    """Whether the officer said that they will be in the room; None where nobody has said anything."""
    untold_revision: Mapped[int | None]
    """Of a settled meeting to which they come: its `revision`, while they are to be told that it has changed, or will
    not be held."""
    ending_id: Mapped[str | None] = mapped_column(String(26))
    """The entry of `ending` after which they have no part in this review any more."""

    review: Mapped[Review] = relationship(back_populates="people")

    __table_args__ = (
        CheckConstraint(
            "role in ('foster_carer', 'key_worker', 'parent', 'school', 'health', 'social_worker', 'fostering_worker',"
            " 'personal_adviser', 'youth_justice', 'adult_services', 'helper', 'advocate', 'other')",
            name="role_is_known",
        ),
        UniqueConstraint("review_id", "role", "name", "email", "address_digest"),
    )


REVIEW_STANDS = Review.ending_id.is_(None)
"""Part of every query about reviews that are to be held or were: one that was ended is not among them."""
PERSON_STANDS = Person.ending_id.is_(None)
IS_TO_ANOTHER_DAY = Move.to_on.is_distinct_from(Move.from_on)
_OF_THIS_CHILD = exists().where(Child.id == Review.child_id).correlate(Review)
CHILD_IS_OURS = or_(
    _OF_THIS_CHILD.where(Child.ended_as.is_(None)),
    and_(Review.kind == ReviewKind.PATHWAY_PLAN, _OF_THIS_CHILD.where(Child.ended_as == LEFT_CARE)),
)
"""Part of a query: somebody may be written to about this review. Who has left care has pathway plan reviews."""
CHILD_HAS_DIED = _OF_THIS_CHILD.where(Child.ended_as == DIED)


def is_ours(review: Review) -> bool:
    """Whether somebody may be written to about a review that is loaded with its child: CHILD_IS_OURS in Python."""
    left_care = review.kind == ReviewKind.PATHWAY_PLAN and review.child.ended_as == LEFT_CARE
    return review.child.ended_as is None or left_care
