"""The figures of one collection year, each by its name: whole numbers, and rates that keep what they divide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from participation import clock, service
from participation.library import library
from participation.metrics import composing, queries
from participation.metrics.calendar import begin_of, days
from participation.reviews.models import ReviewKind
from participation.reviews.timetable import Targets, collection_year_days

AFTER_REVIEW = "after_review"
MY_ADVOCATE = "my_advocate"
PATHWAY_PLAN = ReviewKind.PATHWAY_PLAN.value
APART = f"{PATHWAY_PLAN}."
"""Begins the name of every figure about pathway plan reviews; the others are about children in care."""


@dataclass(frozen=True)
class Figures:
    """What was counted in a year, up to a day."""

    year: str
    first: date
    last: date
    until: date
    """The last day that is counted: the last of the year, or today."""
    values: Mapping[str, composing.Figure]


class OfKind(Protocol):
    """A row about one kind of review."""

    @property
    def kind(self) -> str:
        """A ReviewKind."""


Row = TypeVar("Row", bound=OfKind)


def figures(year: str) -> Figures:
    """Count a year like "2021-22"; ValueError for what is not one."""
    first, last = collection_year_days(year)
    until = min(last, clock.today())
    return Figures(year, first, last, until, {**_about_reviews(year, first, last, until), **_about_words(first, until)})


def _about_reviews(year: str, first: date, last: date, until: date) -> composing.Named:
    calendar = days(first, last, _targets())
    held, coded = queries.held(first, until), queries.coded(first, until, calendar)
    asked = queries.asked(first, until, calendar, _for_the_officer())
    read, answered = queries.read_before(first, until, calendar), queries.answered(first, until, calendar)
    named: composing.Named = {}
    for kind, before in ((ReviewKind.CHILD_IN_CARE, ""), (ReviewKind.PATHWAY_PLAN, APART)):
        about = {
            **composing.about_reviews(_only(kind, held), year),
            **composing.about_codes(_only(kind, coded)),
            **composing.about_respondents(_only(kind, asked)),
            **composing.about_hearing(_only(kind, read), _only(kind, answered)),
        }
        named.update({before + name: figure for name, figure in about.items()})
    return named


def _about_words(first: date, until: date) -> composing.Named:
    """What children chose in what they sent, beside the requests for an advocate that they made."""
    counted = queries.chosen(first, until, (AFTER_REVIEW, MY_ADVOCATE))
    wanted = queries.advocates_wanted(begin_of(first), begin_of(until + timedelta(days=1)))
    asked = (each for each in library().all() if each.purpose == AFTER_REVIEW)
    return {
        **composing.about_advocacy(wanted, counted),
        "feedback_waiting": queries.uncounted(first, until, (AFTER_REVIEW,)),
        **composing.about_feedback((row for row in counted if row.purpose == AFTER_REVIEW), asked),
    }


def _only(kind: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.kind == kind)


def _for_the_officer() -> frozenset[str]:
    """The purposes of what is sent about a review, and not about its officer or an advocate."""
    return frozenset(each.purpose for each in library().all() if each.envelope in queries.FOR_THE_OFFICER)


def _targets() -> Targets:
    own = service.current()
    return Targets(letters_days_before=own.invited_in_time_days, forms_days_before=own.forms_due_days)
