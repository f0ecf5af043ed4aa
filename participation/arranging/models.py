"""Days and places that an officer offers for a meeting, and which of them a child has chosen."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Base, UTCDateTime, new_id

NONE_OF_THEM = 0
"""In place of a slot's number: none of them is right."""
MOST = 3
"""More are a form to read, and not a choice."""


class SlotOffer(Base):
    """Two or three days with an hour and a place, of which the child may choose until a day."""

    __tablename__ = "slot_offer"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id"), index=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    slots: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """In their order; the first is number 1."""
    why: Mapped[str] = mapped_column(String(20), default="")
    """The MoveReason, where one that was fixed would move."""
    coming: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Who of its people will be in the room, whichever is chosen; by id."""
    may_see_place: Mapped[bool] = mapped_column(default=False)
    """Whether the child may see the place before the meeting."""
    offered_at: Mapped[datetime] = mapped_column(UTCDateTime)
    until_on: Mapped[date]
    """The last day to choose."""
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When it was taken back, another took its place, or the meeting was settled."""

    choices: Mapped[list["SlotChoice"]] = relationship(order_by="SlotChoice.chosen_at, SlotChoice.id")


class SlotChoice(Base):
    """What a child has chosen. It is only ever added to: the last one stands."""

    __tablename__ = "slot_choice"

    id: Mapped[str] = mapped_column(String(26), primary_key=True, default=new_id)
    offer_id: Mapped[str] = mapped_column(ForeignKey("slot_offer.id"), index=True)
    number: Mapped[int]
    chosen_at: Mapped[datetime] = mapped_column(UTCDateTime)
