"""What an officer has still to do for a review that was held, and between meetings, each with its last day. Pure.

Another kind of thing is another function in PROVIDERS.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from participation import clock
from participation.afterwards.due import LISTED_FOR, due_acts
from participation.afterwards.models import Act, ReviewAct
from participation.between.models import OfficerVisitKind
from participation.reviews.models import Review, is_ours
from participation.reviews.timetable import Deadlines, Targets, add_working_days, deadlines, working_days_left

CODE, ANSWERS, CHOICE, MOVED, HELPER = "code", "answers", "choice", "moved", "helper"
COLUMNS = (CODE, ANSWERS, *Act)
"""The kinds of things that follow every meeting, as they stand side by side."""
BETWEEN = (OfficerVisitKind.MIDWAY, CHOICE, MOVED, HELPER)
"""What is due between two meetings, and may be late.

A midway review; what became of days that a child was offered; a child who says that it is not OK to which day or hour
the meeting moved; whom a child wants as a helper.
"""
HELPER_WITHIN = 3
"""Working days: a helper who hears of it after the meeting helps nobody."""


@dataclass(frozen=True)
class OpenLines:
    """What a child waits for an answer to: what they asked for before one review, and each "not quite"."""

    number: int
    said_no_at: datetime | None = None
    """Where the child has said no or "not quite" to each of them: when they said so first."""

    def with_more(self, other: "OpenLines") -> "OpenLines":
        """Both together: what was never answered waits since the meeting."""
        both = [each for each in (self.said_no_at, other.said_no_at) if each]
        return OpenLines(self.number + other.number, min(both) if len(both) > 1 else None)

    def due_on(self, met_on: date, targets: Targets, today: date) -> date:
        """A child who said no waits from that day on. Who says when is the public side: a day beyond these is none."""
        start = datetime.combine(met_on, time(), clock.LONDON)
        since = clock.local(max(start, self.said_no_at or start)).date()
        return deadlines(min(since, today), targets).answers_on


@dataclass(frozen=True)
class ToDo:
    """One thing that nobody has done yet."""

    review: Review
    kind: str
    due_on: date
    days_left: int
    """Working days; below nought it is late by so many."""
    number: int = 1
    """Of how many it consists, such as a child's open lines."""

    @property
    def is_late(self) -> bool:
        """Its last day has passed."""
        return self.days_left < 0


def helper_due_on(asked_at: datetime, meets_on: date | None, today: date) -> date:
    """The last day to say what becomes of whom a child wants as a helper. A day to come on which they asked is none."""
    due_on = add_working_days(min(clock.local(asked_at).date(), today), HELPER_WITHIN)
    return min(due_on, meets_on) if meets_on else due_on


@dataclass(frozen=True)
class HeldReview:
    """A review whose day has come, with what is on record of it."""

    review: Review
    due: Deadlines
    today: date
    has_code: bool = False
    open_lines: OpenLines | None = None
    answers_on: date | None = None
    """The last day for them."""
    done: Mapping[str, ReviewAct] | None = None

    def to_do(self, kind: str, due_on: date, number: int = 1) -> ToDo:
        """One thing of this review."""
        return ToDo(self.review, kind, due_on, working_days_left(self.today, due_on), number)


def _code(held: HeldReview) -> Iterator[ToDo]:
    """No rule names a day for it; it is part of the record, so it has the record's."""
    if not held.has_code:
        yield held.to_do(CODE, held.due.record_on)


def _answers(held: HeldReview) -> Iterator[ToDo]:
    if held.open_lines and held.answers_on and is_ours(held.review):
        yield held.to_do(ANSWERS, held.answers_on, held.open_lines.number)


def _acts(held: HeldReview) -> Iterator[ToDo]:
    """After so long nobody looks for them any more; what a manager counts stays until it is done."""
    met_on = held.review.meets_on
    is_due = is_ours(held.review) and met_on is not None and held.today - LISTED_FOR <= met_on
    for each in due_acts(held.due, held.done or {}, held.today) if is_due else ():
        if not each.done:
            yield held.to_do(each.act, each.due_on)


Provider = Callable[[HeldReview], Iterable[ToDo]]
PROVIDERS: tuple[Provider, ...] = (_code, _answers, _acts)


def still_to_do(held: HeldReview) -> tuple[ToDo, ...]:
    """Everything, what is due first first."""
    return tuple(sorted((each for provide in PROVIDERS for each in provide(held)), key=lambda each: each.due_on))
