"""Everything that is drawn comes from one seed, in one order, so that the same seed invents the same service."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar
from zlib import crc32

from participation.clock import LONDON
from participation.reviews.timetable import is_working_day

Card = TypeVar("Card")


class Chance:
    """Draws, and deals from named decks."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - invented people are no secret; keys and letters come from elsewhere
        self._decks: dict[str, list[Any]] = {}

    def deal(self, deck: str, cards: Mapping[Card, int]) -> Card:
        """A card of a deck that holds each as often as told. All are dealt before one returns: small demos show all."""
        left: list[Card] = self._decks.setdefault(deck, [])
        if not left:
            left.extend(card for card, count in cards.items() for _ in range(count))
            self.random.shuffle(left)
        return left.pop()

    def pick(self, choices: Sequence[Card]) -> Card:
        """One of these, none likelier than another; none twice before all have been picked."""
        return self.deal(repr(choices), dict.fromkeys(choices, 1))

    def happens(self, percent: float) -> bool:
        """Whether something of this likelihood comes to pass."""
        return self.random.random() * 100 < percent

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self.random.randint(low, max(low, high))

    def moment(self, day: date, first_hour: int, last_hour: int) -> datetime:
        """A time of this day on English clocks."""
        minutes = self.between(first_hour * 60, last_hour * 60)
        return datetime.combine(day, time(minutes // 60, minutes % 60), LONDON)

    def moment_within(self, earliest: datetime, latest: datetime, *, at_work: bool = False) -> datetime:
        """Somewhere between two moments: in the afternoon or evening, or in working hours, where that is possible."""
        on = (earliest + timedelta(self.between(0, max(0, (latest - earliest).days)))).date()
        wanted = self.moment(working_day(on), 9, 16) if at_work else self.moment(on, 14, 20)
        return min(max(wanted, earliest), latest)


def own_dice(*about: object) -> Chance:
    """For one thing alone: whatever is drawn with them leaves everything else as it was invented."""
    return Chance(crc32(repr(about).encode()))


def working_day(day: date, step: int = -1) -> date:
    """This day, or the nearest before it (after it with step 1) on which people work."""
    while not is_working_day(day):
        day += timedelta(days=1) * step
    return day
