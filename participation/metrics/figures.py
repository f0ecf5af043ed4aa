"""The figures of one collection year, each by its name: whole numbers, and rates that keep what they divide."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from participation import clock, service
from participation.advocacy.queries import paths
from participation.metrics import composing, queries
from participation.metrics.advocacy_paths import about_paths
from participation.metrics.asked import queries as letters
from participation.metrics.at_once.queries import counted_at_once
from participation.metrics.calendar import Day, begin_of, days
from participation.metrics.officers_work import about_officers_work
from participation.metrics.publication.queries import editions
from participation.metrics.rows import Coded, DoneInTime, Edition, ReadInTime
from participation.reviews.models import ReviewKind
from participation.reviews.timetable import Targets, collection_year_days
from participation.service.questionnaires import library

AFTER_REVIEW = "after_review"
FEEDBACK = {
    "feedback": AFTER_REVIEW,
    "feedback_of_adults.carers": "carer_after",
    "feedback_of_adults.parents": "parent_after",
    "feedback_of_adults.partners": "partner_after",
}
"""How the names of the figures of each feedback begin, and what is asked: children first, and each kind by itself."""
MY_ADVOCATE = "my_advocate"
PATHWAY_PLAN = ReviewKind.PATHWAY_PLAN.value
APART = f"{PATHWAY_PLAN}."
"""Begins the name of every figure about pathway plan reviews; the others are about children in care."""
BROKEN = "breakdowns."
"""Begins the name of every figure of one part of the children; then come the table, the part, and its own name."""


@dataclass(frozen=True)
class CollectionYear:
    """A collection year, and how much of it has been."""

    year: str
    first: date
    last: date
    until: date
    """The last day that is counted: the last of the year, or today."""

    @property
    def is_running(self) -> bool:
        """Whether days are still to come."""
        return self.until < self.last

    @property
    def is_to_come(self) -> bool:
        """Whether not one of its days has been."""
        return self.until < self.first

    @property
    def months_begun(self) -> int:
        """How many of its twelve months have been or are."""
        return (
            0 if self.is_to_come else (self.until.year - self.first.year) * 12 + self.until.month - self.first.month + 1
        )

    @property
    def calendar(self) -> tuple[Day, ...]:
        """What each day that is counted means for a review held on it, by the targets of this service."""
        whole = days(self.first, self.last, Targets.of(service.current()))
        return whole[: max(0, (self.until - self.first).days + 1)]


@dataclass(frozen=True)
class Figures(CollectionYear):
    """What was counted, by name; what is counted apart comes last."""

    values: Mapping[str, composing.Figure]
    between: Mapping[str, int]
    """What no page prints, and what could be worked out from the values all the same."""
    editions: Sequence[Edition] = ()
    """What was published of this year before, the earliest first."""


class OfKind(Protocol):
    """A row about one kind of review."""

    @property
    def kind(self) -> str:
        """A ReviewKind."""


Row = TypeVar("Row", bound=OfKind)
Value = TypeVar("Value", bound=composing.Figure)


def figures(year: str) -> Figures:
    """Count a year like "2021-22"; ValueError for what is not one."""
    period = collection_year_of(year)
    at_once = counted_at_once(period.calendar)
    held, between = _about_reviews(period, at_once.coded)
    work = _about_acts(at_once.done, held) | about_officers_work(period.first, period.until)
    hearing = _for_each_kind(lambda kind: composing.about_children(_only(kind, at_once.children)))
    hearing |= _about_hearing(period)
    return _in_order(period, held | hearing | _about_words(period) | work, between)


def figures_of_codes(year: str) -> Figures:
    """Only reviews held and how children took part, to stand beside other years."""
    period = collection_year_of(year)
    return _in_order(period, *_about_reviews(period, queries.coded(period.calendar)))


def collection_year_of(year: str) -> CollectionYear:
    """A year like "2021-22", up to today; ValueError for what is not one."""
    first, last = collection_year_days(year)
    return CollectionYear(year, first, last, min(last, clock.today()))


def _in_order(period: CollectionYear, values: composing.Named, between: Mapping[str, int]) -> Figures:
    in_order = dict(sorted(values.items(), key=lambda item: item[0].startswith(APART)))
    return Figures(**vars(period), values=in_order, between=between, editions=editions(period.year))


def _about_reviews(period: CollectionYear, coded: Sequence[Coded]) -> tuple[composing.Named, Mapping[str, int]]:
    held = queries.held(period.first, period.until)
    return _for_each_kind(
        lambda kind: composing.about_reviews(_only(kind, held), period.year) | composing.about_codes(_only(kind, coded))
    ), _for_each_kind(lambda kind: composing.by_age_and_code(_only(kind, coded)))


def _about_hearing(period: CollectionYear) -> composing.Named:
    days = period.calendar
    (asked, late), answered = letters.asked(days), queries.answered(days)
    days_before = service.current().forms_due_days
    read = [ReadInTime(row.kind, row.sent_before, row.read_before) for row in asked]
    return _for_each_kind(
        lambda kind: (
            composing.about_respondents(_only(kind, asked), _only(kind, late), days_before)
            | composing.about_hearing(_only(kind, read), _only(kind, answered))
        )
    )


def _about_acts(done: Sequence[DoneInTime], counted: composing.Named) -> composing.Named:
    held = {ReviewKind.CHILD_IN_CARE: counted["reviews.held"], PATHWAY_PLAN: counted[f"{APART}reviews.held"]}
    return _for_each_kind(lambda kind: composing.about_acts(_only(kind, done), held[kind]))


def _for_each_kind(about: Callable[[str], dict[str, Value]]) -> dict[str, Value]:
    apart = {APART + name: figure for name, figure in about(PATHWAY_PLAN).items()}
    return about(ReviewKind.CHILD_IN_CARE) | apart


def _about_words(period: CollectionYear) -> composing.Named:
    """What was chosen in what was sent, beside the requests for an advocate that were made."""
    first, until = period.first, period.until
    counted = queries.chosen(period.year, (*FEEDBACK.values(), MY_ADVOCATE))
    days = begin_of(first), begin_of(until + timedelta(days=1))
    wanted = queries.advocates_wanted(*days)
    adults = [purpose for purpose in FEEDBACK.values() if purpose != AFTER_REVIEW]
    return {
        **composing.about_advocacy(wanted, (row for row in counted if row.purpose in (AFTER_REVIEW, MY_ADVOCATE))),
        **about_paths(paths(*days)),
        "feedback_waiting": queries.uncounted(first, until, (AFTER_REVIEW,)),
        "feedback_of_adults.waiting": queries.uncounted(first, until, adults),
        **composing.about_feedback(counted, library().all(), FEEDBACK),
    }


def _only(kind: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.kind == kind)
