"""A slot: one day with an hour and a place, as it is offered. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from participation import clock


@dataclass(frozen=True)
class Slot:
    """When and where a meeting could be."""

    starts_at: datetime
    venue: str
    kind: str = ""
    """A PlaceKind, where the officer has said so."""

    @property
    def day(self) -> date:
        """By English clocks."""
        return clock.local(self.starts_at).date()

    def kept(self) -> dict[str, str]:
        """As its row holds it."""
        return {"starts_at": self.starts_at.isoformat(), "venue": self.venue, "kind": self.kind}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Slot":
        """From its row."""
        return cls(datetime.fromisoformat(kept["starts_at"]), kept["venue"], kept.get("kind", ""))


@dataclass(frozen=True)
class Offered:
    """An offer that is open, with what was chosen of it last."""

    id: str
    slots: Sequence[Slot]
    why: str
    until_on: date
    coming: frozenset[str]
    """Who of its people will be in the room, by id."""
    may_see_place: bool
    number: int | None
    """Of the slot that was chosen; NONE_OF_THEM where none is right; None while nobody has chosen."""

    @property
    def chosen(self) -> Slot | None:
        """The slot, where one was chosen and its day has not passed."""
        slot = self.slots[self.number - 1] if self.number and self.number <= len(self.slots) else None
        return slot if slot and slot.day >= clock.today() else None

    @property
    def is_for_officer(self) -> bool:
        """The child has chosen, be it none of them, or can choose no more: the officer says what is so."""
        return self.number is not None or not self.can_be_chosen

    @property
    def can_be_chosen(self) -> bool:
        """Whether the last day to choose has not passed."""
        return self.until_on >= clock.today()
