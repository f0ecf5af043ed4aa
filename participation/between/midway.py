"""When a midway review or a visit before a meeting is due, and whether it was held or made. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from participation.reviews.timetable import FOLLOWING_MONTHS, add_months

SOON = timedelta(days=14)
"""So long before a meeting an officer is told that the child has not been seen."""


class ReviewOfChild(NamedTuple):
    """One review of a child, as far as a midway review hangs on it."""

    id: str
    child_id: str
    meets_on: date | None
    due_on: date | None
    has_left: bool = False
    """The child is in care no more."""


class Midway(NamedTuple):
    """A midway review that is or was due, between a meeting and the next."""

    review_id: str
    """The review on whose page it is written down: the next one where there is one, else the one that was held."""
    child_id: str
    held_on: date
    due_on: date
    next_on: date | None
    """The day of the next meeting, where one is arranged."""
    until: date
    """The last day for the next meeting: who has not held it by then does not hold it any more."""

    def is_done(self, made_on: Iterable[date]) -> bool:
        """Whether one of these midway reviews of the child lies between the two meetings."""
        return any(self.held_on < day and (self.next_on is None or day <= self.next_on) for day in made_on)


def midway_due(held_on: date, next_due_on: date, days: int = 0) -> date:
    """Half of the time between a meeting and the last day for the next; or so many days after it, if sooner than that.

    `days` is what a service has set; 0 leaves it at half. An odd number of days is rounded down.
    """
    half = (next_due_on - held_on) // 2
    return held_on + (min(timedelta(days=days), next_due_on - held_on) if days else half)


def midways(reviews: Sequence[ReviewOfChild], today: date, days: int = 0) -> Iterator[Midway]:
    """Every midway review of one child, from their reviews in any order.

    None is due where the next meeting was or is sooner, nor after the last one of a child who has left. Without a due
    date the next review is due six months later.
    """
    past = [(each.meets_on, each) for each in reviews if each.meets_on and each.meets_on <= today]
    past.sort(key=lambda pair: pair[0])
    to_come = [each for each in reviews if each.meets_on is None or each.meets_on > today]
    nearest = min(to_come, key=lambda each: each.meets_on or each.due_on or date.max, default=None)
    for (held_on, held), following in zip(past, [*(each for _, each in past[1:]), nearest], strict=False):
        if following is None and held.has_left:
            return
        next_on = following.meets_on if following else None
        next_due_on = (following and following.due_on) or next_on or add_months(held_on, FOLLOWING_MONTHS)
        due_on = midway_due(held_on, max(next_due_on, held_on), days)
        if held_on < due_on and (next_on is None or due_on < next_on):
            yield Midway((following or held).id, held.child_id, held_on, due_on, next_on, max(next_due_on, held_on))


def meeting_to_see_before(reviews: Iterable[ReviewOfChild], made_on: Iterable[date], today: date) -> str | None:
    """The next meeting of one child, if it is soon and nobody was with them since the one before: its review's id."""
    held = max((each.meets_on for each in reviews if each.meets_on and each.meets_on < today), default=date.min)
    soon = [(each.meets_on, each.id) for each in reviews if each.meets_on and today <= each.meets_on <= today + SOON]
    return min(soon)[1] if soon and not any(held < day <= today for day in made_on) else None
