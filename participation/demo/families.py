"""The whole invented service, before it is put anywhere: every child, and what happened around their reviews."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from participation.demo.around import around
from participation.demo.chance import Chance
from participation.demo.children import Invented, invent
from participation.demo.history import history, places_in_cycle
from participation.demo.stories import Story, lived
from participation.demo.words import slots_of

SHOWN, SOONER = 0, 0.5
"""The officer whose sign-in is shown has more reviews soon than others: whoever looks has something to read."""
OFFICER_NAMED_AFTER = timedelta(days=5)


@dataclass(frozen=True)
class Family:
    """A child with their reviews."""

    child: Invented
    came_into_care_on: date
    stories: tuple[Story, ...]


def families(count: int, officers: int, now: datetime, chance: Chance) -> list[Family]:
    """So many children, as they are at this moment."""
    children = invent(count, officers, now.date(), chance)
    places = places_in_cycle(len(children), chance)
    return [
        _family(child, place**SOONER if child.officer == SHOWN else place, now, chance)
        for child, place in zip(children, places, strict=True)
    ]


def _family(child: Invented, place_in_cycle: float, now: datetime, chance: Chance) -> Family:
    today = now.date()
    adults = around(child, child.age(today), chance)
    known = history(child, place_in_cycle, adults, today, chance)
    if today - known.came_into_care_on < OFFICER_NAMED_AFTER:
        child = replace(child, officer=None)
    slots = slots_of(child, adults, chance)
    stories = tuple(lived(Story(child, review, adults, slots), now, chance) for review in known.reviews)
    return Family(child, known.came_into_care_on, stories)
