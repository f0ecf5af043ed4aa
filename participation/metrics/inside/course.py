"""Which review of a child each one was, how long they had waited, and how often they were missed. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, takewhile

from participation.children.models import MATCHED, WAITING
from participation.clock import local
from participation.metrics.composing import Named
from participation.metrics.definitions import Rate
from participation.metrics.inside.average import Average
from participation.metrics.inside.rows import NOT_MOVED, NOT_SAID, ReviewInTurn
from participation.outcomes.codes import VIEWS_GIVEN, Code
from participation.reviews.models import MoveReason
from participation.reviews.timetable import (
    FIRST_WORKING_DAYS,
    FOLLOWING_MONTHS,
    SECOND_MONTHS,
    add_months,
    add_working_days,
    collection_year,
    collection_year_days,
    is_old_enough,
    quarter,
)

ORDERS = ("first", "second", "later", "not_known")
LATE_WHY = (*MoveReason, NOT_SAID, NOT_MOVED)
AGAIN = 2
"""So many reviews in a row make it again."""


@dataclass(frozen=True)
class InCourse:
    """A review with its place among those of the same child."""

    row: ReviewInTurn
    order: str
    before: ReviewInTurn | None
    """The review before it, in the same time in care."""

    @property
    def is_additional(self) -> bool:
        """A later one that came no later than a second one would have to, though twice as long was allowed."""
        return bool(self.order == "later" and self.before and self.row.on <= add_months(self.before.on, SECOND_MONTHS))

    @property
    def is_certainly_late(self) -> bool:
        """Nobody said when it was due, and yet the longest time that is ever allowed had passed.

        Only within one time in care, and where the review before it is of the same year or the year before: further
        back, a whole return may be missing.
        """
        if self.row.due_on or self.before is None or self.row.came_on is None:
            return False
        last_year, _ = collection_year_days(collection_year(self.row.on))
        return self.before.on >= add_months(last_year, -12) and self.row.on > add_months(
            self.before.on, FOLLOWING_MONTHS
        )


def in_course(rows: Iterable[ReviewInTurn], records_begin: date | None) -> Iterator[InCourse]:
    """Each review with its order. `records_begin`: the day of the earliest review that is known of any child."""
    for _, of_child in groupby(rows, key=lambda row: row.child_id):
        reviews = tuple(of_child)
        came_on = reviews[0].came_on
        earlier = [row for row in reviews if came_on and row.on < came_on]
        yield from _in_order(earlier, is_whole=False)
        now = reviews[len(earlier) :]
        yield from _in_order(now, is_whole=bool(now and came_on and _is_whole(now[0].on, came_on, records_begin)))


def _is_whole(first_on: date, came_on: date, records_begin: date | None) -> bool:
    """Whether the first review that is known was the first there was."""
    is_known = records_begin is not None and came_on >= records_begin
    return is_known or first_on <= add_working_days(came_on, FIRST_WORKING_DAYS)


def _in_order(rows: Sequence[ReviewInTurn], *, is_whole: bool) -> Iterator[InCourse]:
    for place, row in enumerate(rows):
        order = ORDERS[min(place, 2)] if is_whole or place > 1 else "not_known"
        yield InCourse(row, order, rows[place - 1] if place else None)


def about_course(found: Sequence[InCourse]) -> dict[str, int | Rate | Average]:
    """First, second and later ones, those in time by month and quarter, the late ones and why; of one year."""
    dated = [each for each in found if each.row.due_on]
    late = [each for each in dated if each.row.due_on and each.row.on > each.row.due_on]
    later = [each for each in found if each.order == "later"]
    why = Counter(each.row.moved for each in late)
    return {
        **{f"reviews.by_order.{order}": sum(each.order == order for each in found) for order in ORDERS},
        **{f"reviews.in_time_by_order.{order}": _in_time(e for e in dated if e.order == order) for order in ORDERS},
        "reviews.additional": Rate(sum(each.is_additional for each in later), len(later)),
        **about_months(found),
        **{
            f"reviews.in_time_by_quarter.{number}": _in_time(e for e in dated if quarter(e.row.on) == number)
            for number in range(1, 5)
        },
        "reviews.late": Rate(len(late), len(dated)),
        **{f"reviews.late_why.{reason}": why[reason] for reason in LATE_WHY},
        "reviews.postponed_days": _postponed(found),
        "reviews.certainly_late": Rate(sum(each.is_certainly_late for each in found), len(found) - len(dated)),
    }


def about_months(found: Iterable[InCourse]) -> Named:
    """Those in time, month by month."""
    by_month: dict[int, list[InCourse]] = {}
    for each in found:
        by_month.setdefault((each.row.on.month - 4) % 12 + 1, []).append(each)
    return {
        f"reviews.in_time_by_month.{month}": _in_time(each for each in by_month.get(month, ()) if each.row.due_on)
        for month in range(1, 13)
    }


def _postponed(found: Iterable[InCourse]) -> Average:
    days = [(each.row.on - each.row.planned_on).days for each in found if each.row.planned_on]
    later = [each for each in days if each > 0]
    return Average(sum(later), len(later))


def _in_time(dated: Iterable[InCourse]) -> Rate:
    days = [(each.row.on, each.row.due_on) for each in dated]
    return Rate(sum(on <= due_on for on, due_on in days if due_on), len(days))


def about_caseload(rows: Iterable[ReviewInTurn], until: date) -> dict[str, int | Rate | Average]:
    """Who is with which officer on the last day: each child at the officer of their last review of the year."""
    here = _here(rows, until)
    by_officer = Counter(row.officer_id for row in here if row.officer_id)
    sizes = by_officer.values()
    return {
        "caseload.children": len(here),
        "caseload.officers": len(by_officer),
        "caseload.average": Average(sum(sizes), len(sizes)),
        "caseload.smallest": min(sizes, default=0),
        "caseload.largest": max(sizes, default=0),
        "caseload.unaccompanied": Rate(sum(bool(row.is_unaccompanied) for row in here), len(here)),
    }


def about_visited(rows: Iterable[ReviewInTurn], until: date) -> Named:
    """Who of them has an independent visitor, and who waits for one."""
    here = _here(rows, until)
    return {
        "independent_visitor.matched": Rate(sum(row.visitor == MATCHED for row in here), len(here)),
        "independent_visitor.waiting": Rate(sum(row.visitor == WAITING for row in here), len(here)),
    }


def _here(rows: Iterable[ReviewInTurn], until: date) -> list[ReviewInTurn]:
    """The last review of each child who is still here on the last day."""
    last = {row.child_id: row for row in rows}
    return [row for row in last.values() if row.ended_at is None or local(row.ended_at).date() > until]


@dataclass(frozen=True)
class Missed:
    """A child of whom nothing was conveyed at review after review."""

    child_id: str
    times: int
    """How many reviews in a row, the last one among them."""
    last_on: date
    heard_on: date | None
    """The last review at which they were heard; None where there is none here."""


def missed_again(rows: Iterable[ReviewInTurn]) -> list[Missed]:
    """Children whose last reviews are all PN7, the most often missed first. A review without a code says nothing."""
    found = []
    for child_id, of_child in groupby(rows, key=lambda row: row.child_id):
        coded = [row for row in of_child if row.code]
        missed = list(takewhile(lambda row: row.code == Code.PN7, reversed(coded)))
        if len(missed) >= AGAIN:
            heard = [row.on for row in coded if row.code in VIEWS_GIVEN]
            found.append(Missed(child_id, len(missed), missed[0].on, max(heard, default=None)))
    return sorted(found, key=lambda each: (-each.times, each.last_on, each.child_id))


def about_missed(rows: Sequence[ReviewInTurn], first: date) -> Named:
    """How many children that is, of those of 4 and over with a review in the year."""
    of_4 = {row.child_id for row in rows if row.on >= first and _is_of_4(row)}
    return {"children.missed_again": Rate(sum(each.child_id in of_4 for each in missed_again(rows)), len(of_4))}


def _is_of_4(row: ReviewInTurn) -> bool:
    return row.code != Code.PN0 if row.born_on is None else is_old_enough(row.born_on, row.on)
