"""The invented reviews of a child: when each was due by the real rules, when it met, and what was moved."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from participation.demo.around import Adult
from participation.demo.banks import names
from participation.demo.chance import Chance, working_day
from participation.demo.children import AFTER, BEFORE, FROM_FAR, WORRIED, Invented
from participation.reviews.models import ReviewKind
from participation.reviews.timetable import add_months, next_due

SHOWN = timedelta(days=730)
"""Two years of reviews are kept; older ones only set what is due."""
DAY = timedelta(days=1)
SETTLING = timedelta(days=30)
"""No review so soon after birth, or after arriving alone."""
LONG_WAY_OFF = timedelta(days=40)
HOURS = {10: 2, 11: 2, 13: 2, 15: 4, 16: 6, 17: 2}
SO_FAR = {0: 1, 1: 2, 2: 2, 3: 3, 4: 3, 5: 4, 7: 3, 9: 2}
"""How many reviews a child has had."""
CYCLES = {1: 75}
"""How many days after the first review the next one is about due; after any other:"""
CYCLE = 166
GAPS = {2: (62, 88)}
"""Days between the first review and the second; between any others:"""
GAP = (150, 180)
NEXT = {"booked": 19, "no date": 1, "late": 1, "overdue": 1, "moved": 2}
"""What is known of the review to come."""
ARRIVES_ALONE_AT = 174
"""Months of age."""
# For the children who are in every demonstration: days since the last review, and until the next.
SINCE = {BEFORE: 165, AFTER: 5, FROM_FAR: 166, WORRIED: 164}
UNTIL = {BEFORE: 10, FROM_FAR: 6, WORRIED: 8}


@dataclass(frozen=True)
class Moved:
    """A review's date was changed."""

    from_on: date
    to_on: date
    moved_at: datetime


@dataclass(frozen=True)
class Planned:
    """One review of the invented timetable."""

    reference: str
    kind: ReviewKind
    due_on: date | None
    meets_on: date | None
    starts_at: datetime | None = None
    venue: str = ""
    moved: Moved | None = None
    is_first: bool = False

    @property
    def day(self) -> date:
        """The day of the meeting, of a review that has been given one."""
        if self.meets_on is None:
            raise LookupError(self.reference)
        return self.meets_on


@dataclass(frozen=True)
class History:
    """When a child came into care, and their reviews since, the one to come included."""

    came_into_care_on: date
    reviews: tuple[Planned, ...]


def history(child: Invented, place_in_cycle: float, adults: tuple[Adult, ...], today: date, chance: Chance) -> History:
    """A child's reviews. `place_in_cycle` runs from 0, a review just held, to 1, the next one just about due."""
    future = "booked" if child.is_known else chance.deal("next", NEXT)
    days = _days_held(child, place_in_cycle, future, today, chance)
    settled_in = chance.between(15, 26) if days else chance.between(2, 22)
    came = max(child.born_on, (days[0] if days else today) - DAY * settled_in)
    reviews = []
    for number in range(len(days) + 1):
        is_held = number < len(days)
        due_on = next_due(_kind(child, days[number] if is_held else today), came, days[:number])
        meets_on = days[number] if is_held else _coming_on(child, due_on, future, today, chance)
        is_moved = chance.deal("moves", {True: 2, False: 19}) if is_held else future == "moved"
        moved = _moved(meets_on, today, chance) if is_moved and meets_on else None
        if meets_on is None or meets_on >= today - SHOWN:
            reference, kind = f"{child.reference}-{number + 1}", _kind(child, meets_on or due_on or child.born_on)
            planned = Planned(reference, kind, due_on, meets_on, moved=moved, is_first=number == 0)
            reviews.append(_arranged(child, planned, adults, chance))
    return History(came, tuple(reviews))


def _days_held(child: Invented, place: float, future: str, today: date, chance: Chance) -> list[date]:
    """Backwards from the last review, as far as the child's life here allows."""
    is_grown_up = child.age(today) >= 18
    so_far = 9 if is_grown_up else 4 if child.is_known else chance.deal("so far", SO_FAR)
    cycle = CYCLES.get(so_far, CYCLE)
    is_late = future in ("late", "overdue")
    since = SINCE.get(child.number) or (cycle + chance.between(22, 50) if is_late else max(1, int(place * cycle)))
    here_since = add_months(child.born_on, ARRIVES_ALONE_AT) if child.is_unaccompanied else child.born_on
    days: list[date] = []
    on = working_day(today - DAY * since)
    for left in range(so_far, 0, -1):
        if on < here_since + SETTLING:
            break
        days.insert(0, on)
        shortest, longest = GAPS.get(left, GAP)
        gap = longest + chance.between(8, 36) if chance.happens(8) else chance.between(shortest, longest)
        on = working_day(on - DAY * gap)
    return days


def _coming_on(child: Invented, due_on: date | None, future: str, today: date, chance: Chance) -> date | None:
    """The day of the review to come; None where nobody has booked it."""
    due_on, tomorrow = due_on or today, working_day(today + DAY, 1)
    if child.number in UNTIL:
        return working_day(today + DAY * UNTIL[child.number], 1)
    if future == "overdue" or (future == "no date" and due_on > today + LONG_WAY_OFF):
        return None
    if future == "late":
        return working_day(today + DAY * chance.between(4, 18), 1)
    return max(tomorrow, working_day(due_on - DAY * chance.between(1, 14)))


def _kind(child: Invented, on: date) -> ReviewKind:
    return ReviewKind.PATHWAY_PLAN if child.age(on) >= 18 else ReviewKind.CHILD_IN_CARE


def _moved(meets_on: date, today: date, chance: Chance) -> Moved:
    before = working_day(meets_on - DAY * chance.between(6, 24))
    return Moved(before, meets_on, chance.moment(min(before, today) - DAY * chance.between(1, 9), 9, 16))


def _arranged(child: Invented, planned: Planned, adults: tuple[Adult, ...], chance: Chance) -> Planned:
    """With a venue, and mostly an hour, once there is a day."""
    if planned.meets_on is None:
        return planned
    venue = _venue(child, adults, chance)
    hour = chance.deal("hours", HOURS)
    starts_at = chance.moment(planned.meets_on, hour, hour) if child.is_known or chance.happens(91) else None
    return replace(planned, starts_at=starts_at, venue=venue)


def _venue(child: Invented, adults: tuple[Adult, ...], chance: Chance) -> str:
    kind = chance.deal("venues", {"home": 10, "school": 4, "room": 3, "video": 2, "": 1})
    school = next((adult.agency for adult in adults if adult.role == "school"), "")
    if kind == "room" or (kind == "school" and not school):
        return chance.pick(names("around", "rooms"))
    return {"home": f"Where {child.name} lives", "school": school, "video": "Video call", "": ""}[kind]


def places_in_cycle(count: int, chance: Chance) -> Iterator[float]:
    """Evenly spread, so that also a small service has reviews in every week; dealt in no order."""
    places = list(range(count))
    chance.random.shuffle(places)
    return (place / count for place in places)
