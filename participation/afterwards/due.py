"""By when each act after a review is due, and how it stands. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from participation.afterwards.models import Act, ReviewAct
from participation.reviews.timetable import Deadlines, working_days_left

LISTED_FOR = timedelta(days=90)
"""So long after a meeting these stand on the officer's list."""


@dataclass(frozen=True)
class DueAct:
    """One act of one review that was held."""

    act: Act
    due_on: date
    days_left: int
    """Working days; below nought it is late by so many."""
    done: ReviewAct | None

    @property
    def was_late(self) -> bool:
        """Done, after its last day."""
        return self.done is not None and self.done.done_on > self.due_on


def due_acts(due: Deadlines, done: Mapping[str, ReviewAct], today: date) -> tuple[DueAct, ...]:
    """Every act, done or not."""
    days = {Act.DECISIONS: due.decisions_on, Act.LETTER: due.record_on, Act.DISTRIBUTION: due.distribution_on}
    return tuple(DueAct(act, on, working_days_left(today, on), done.get(act)) for act, on in days.items())
