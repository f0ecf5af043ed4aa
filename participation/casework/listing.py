"""The officer's list: rows, and the sections in which they stand. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from participation.advocacy.queries import RequestOutline
from participation.between.models import OfficerVisitKind
from participation.between.queries import DueBetween
from participation.casework.reminders import Reminder
from participation.casework.replies import Arrival, ReplyState, Withdrawal
from participation.casework.sorting import Why
from participation.casework.to_do import ToDo
from participation.reviews.models import Review
from participation.reviews.timetable import age_on, working_days_left

SOON = timedelta(days=14)
"""So far ahead each day stands open in the list."""


@dataclass(frozen=True)
class Row:
    """One review as the officer sees it in the list."""

    review: Review
    arrivals: tuple[Arrival, ...]
    advocate: RequestOutline | None
    moved_up_for: tuple[Why, ...] = ()
    """Why something unread is to be read first; empty where nothing is."""
    marks: tuple[Reminder, ...] = ()
    """What was to be read first, has been read, and is not to be forgotten."""
    withdrawn: tuple[Withdrawal, ...] = ()
    """What was withdrawn before anybody had read it; what the officer has seen of that, until the meeting."""
    to_do: tuple[ToDo, ...] = ()
    """What is still to do for a review that was held, what is due first first."""
    has_new_english: bool = False
    """An interpreter has put something into English, and nobody in whose care the review is has seen it."""
    unread_since: datetime | None = None
    """When the oldest came that should have been read by now."""

    @property
    def is_moved_up(self) -> bool:
        """Something unread came that is to be read first."""
        return bool(self.moved_up_for)

    @property
    def come(self) -> tuple[Arrival, ...]:
        """What has come, the unread first."""
        return tuple(sorted((a for a in self.arrivals if a.has_come), key=lambda a: a.state is not ReplyState.NEW))

    @property
    def missing(self) -> tuple[tuple[Arrival, ...], ...]:
        """Who has sent nothing, the late first; together those who are equally far."""
        groups: dict[tuple[ReplyState, int], list[Arrival]] = {}
        for arrival in self.arrivals:
            if not arrival.has_come:
                groups.setdefault((arrival.state, arrival.days_late), []).append(arrival)
        return tuple(tuple(groups[each]) for each in sorted(groups, key=lambda each: each[0] is not ReplyState.LATE))

    @property
    def has_news(self) -> bool:
        """Something has come that the officer has not read."""
        return any(arrival.state is ReplyState.NEW for arrival in self.arrivals)

    def to_do_of(self, kind: str) -> ToDo | None:
        """What of one kind is still to do."""
        return next((each for each in self.to_do if each.kind == kind), None)

    @property
    def age(self) -> int | None:
        """How old the child is on the day of the meeting."""
        return age_at(self.review)


@dataclass(frozen=True)
class Section:
    """Rows under one heading; `id` names the heading's words."""

    id: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Count:
    """How much of it there is, each review counted once, however many of its things are late."""

    today: int
    to_do: int
    late: int


def sections(rows: Sequence[Row], today: date) -> tuple[Section, ...]:
    """Today first, then what was never read and what is still to do, then what is to come; empty ones are left out.

    A review that was ended is listed for as long as nobody has read what was sent for it.
    """
    next_monday = today + timedelta(days=1) * (7 - today.weekday())
    tests: Mapping[str, Callable[[Row], bool]] = {
        "today": lambda row: row.review.meets_on == today,
        "ended": lambda row: False,
        "unread": lambda row: _between(row.review.meets_on, date.min, today) and not row.to_do,
        "to_do": lambda row: _between(row.review.meets_on, date.min, today),
        "overdue": lambda row: not _between(row.review.meets_on, today, next_monday) and is_overdue(row.review, today),
        "soon": lambda row: _between(row.review.meets_on, today, today + SOON),
        "later": lambda row: row.review.meets_on is not None,
        "no_date": lambda row: True,
    }
    sorted_in: dict[str, list[Row]] = {name: [] for name in tests}
    for row in rows:
        is_ended = row.review.ending_id is not None
        sorted_in["ended" if is_ended else next(name for name, holds in tests.items() if holds(row))].append(row)
    sorted_in["to_do"].sort(key=_what_comes_first)
    return tuple(Section(name, tuple(found)) for name, found in sorted_in.items() if found)


def visits_to_make(due: Sequence[DueBetween], today: date) -> Mapping[str, ToDo]:
    """Which children are still to be seen before a meeting, by its review."""
    return {each.review.id: _to_do(each, today) for each in due if each.kind == OfficerVisitKind.VISIT}


def between_meetings(
    due: Sequence[DueBetween], waiting: Iterable[tuple[Review, str, date]], today: date
) -> tuple[Section, ...]:
    """Midway reviews due soon or late, and what waits because a child has said something: a section, if any."""
    soon = (each for each in due if each.kind == OfficerVisitKind.MIDWAY and each.due_on <= today + SOON)
    found = [_to_do(each, today) for each in soon]
    found += [ToDo(*each, working_days_left(today, each[-1])) for each in waiting]
    found.sort(key=lambda each: each.due_on)
    of = {each.review.id: tuple(other for other in found if other.review.id == each.review.id) for each in found}
    rows = tuple(Row(things[0].review, (), None, to_do=things) for things in of.values())
    return (Section("between", rows),) if rows else ()


def _to_do(due: DueBetween, today: date) -> ToDo:
    return ToDo(due.review, due.kind, due.due_on, working_days_left(today, due.due_on))


def count(found: Sequence[Section], today: date) -> Count:
    """What stands above the list."""
    of = {section.id: section.rows for section in found}
    to_do = [*of.get("to_do", ()), *of.get("between", ())]
    overdue = {row.review.id for each in found for row in each.rows if is_overdue(row.review, today)}
    late = {row.review.id for row in to_do if any(each.is_late for each in row.to_do)}
    with_any = {row.review.id for row in to_do} | overdue
    return Count(len(of.get("today", ())), len(with_any), len(late | overdue))


def _what_comes_first(row: Row) -> tuple[bool, bool, int]:
    """What is to be read first, what has been unread for long, what is most late."""
    return not row.is_moved_up, not row.unread_since, min(each.days_left for each in row.to_do)


def _between(day: date | None, first: date, before: date) -> bool:
    return day is not None and first <= day < before


def age_at(review: Review) -> int | None:
    """How old the child is on the day of the meeting, or on the last day for it."""
    born, day = review.child.born_on, review.meets_on or review.due_on
    return age_on(born, day) if born and day else None


def is_overdue(review: Review, today: date) -> bool:
    """Its last day has passed, and it has not been held."""
    return review.due_on is not None and review.due_on < today and (review.meets_on is None or review.meets_on >= today)
