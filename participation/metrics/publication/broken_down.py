"""The reviews of a year part by part, as far as that may be published: what is printed of each part, and what is not.

Officers stand in no such table, for it would be about one worker; nor do levels of questions, which are ages once more:
what differs between both would be a child whose birthday is near.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from participation.metrics.breakdowns.queries import ReviewParts, review_parts
from participation.metrics.breakdowns.tables import DIMENSIONS
from participation.metrics.composing import Figure, Named
from participation.metrics.definitions import Rate
from participation.metrics.figures import BROKEN, Figures
from participation.metrics.inside.course import LATE_WHY, ORDERS
from participation.metrics.inside.to_publish import ADDITIONAL, more_to_publish
from participation.metrics.parts import AGES, ETHNIC_GROUPS, NOT_KNOWN, SEXES, age_part
from participation.metrics.publication.beside import HELD, MOVED, ORDER, QUARTER, RATES
from participation.metrics.publication.more import between
from participation.metrics.publication.relations import numbers
from participation.outcomes.codes import ATTENDED, IN_RATES, VIEWS_GIVEN, Code
from participation.reviews.timetable import quarter

SAID = ("yes", "no", NOT_KNOWN)
PARTS: Mapping[str, tuple[str, ...]] = {
    QUARTER: ("1", "2", "3", "4"),
    "age": (*AGES, NOT_KNOWN),
    "sex": (*SEXES.values(), NOT_KNOWN),
    "ethnicity": (*ETHNIC_GROUPS.values(), NOT_KNOWN),
    **dict.fromkeys(("unaccompanied", "disability", "placed_outside", "over_20_miles", "deprived_of_liberty"), SAID),
    "language": ("english", "other"),
    ORDER: (*ORDERS[:-1], ADDITIONAL, NOT_KNOWN),
    MOVED: LATE_WHY,
}
"""The tables that may be published, and the rows of each in their order."""
PART_OF: Mapping[str, Callable[[ReviewParts], str]] = {
    **{table: DIMENSIONS[table] for table in PARTS if table in DIMENSIONS},
    QUARTER: lambda row: str(quarter(row.on)),
    ORDER: lambda row: row.order,
    MOVED: lambda row: row.moved,
}
"""In which row of each table a review stands."""


class ReviewOutcome(NamedTuple):
    """What the figures ask about one review."""

    is_dated: bool
    is_in_time: bool
    code: str | None
    is_under_4: bool
    is_seen: bool


_COUNTED: Mapping[str, Callable[[ReviewOutcome], bool]] = {
    "reviews.held": lambda _: True,
    "reviews.under_4": lambda each: each.is_under_4,
    "reviews.held_in_time.n": lambda each: each.is_in_time,
    "reviews.held_in_time.of": lambda each: each.is_dated,
    "reviews.without_due_date": lambda each: not each.is_dated,
    "views_given.n": lambda each: each.code in VIEWS_GIVEN,
    "views_given.of": lambda each: each.code in IN_RATES,
    "in_no_rate": lambda each: each.code not in IN_RATES,
    "attended.n": lambda each: each.code in ATTENDED,
    "attended.of": lambda each: each.code in IN_RATES,
    "came_and_heard": lambda each: each.code in ATTENDED & VIEWS_GIVEN,
    "heard_elsewhere": lambda each: each.code in VIEWS_GIVEN - ATTENDED,
    "participation.PN4": lambda each: each.code == Code.PN4,
    "participation.PN7": lambda each: each.code == Code.PN7,
    "seen_before_meeting.n": lambda each: each.is_seen and not each.is_under_4,
    "seen_before_meeting.of": lambda each: not each.is_under_4,
    "of_4_in_no_rate": lambda each: not each.is_under_4 and each.code not in IN_RATES,
}
"""Every number of a part by the name that it has for the whole year, if it has one there."""


def with_tables(of: Figures) -> Figures:
    """The figures of a year with the tables, and the further figures, that are published beside them."""
    more = more_to_publish(of)
    return beside(
        of, (row._replace(**more.places[row.id]._asdict()) for row in review_parts(of.first, of.until)), more.values
    )


def beside(of: Figures, rows: Iterable[ReviewParts], more: Named) -> Figures:
    """With the tables of these reviews, and with further figures."""
    values, unprinted = broken_down(rows)
    values = {**of.values, **values, **more}
    unprinted = {**of.between, **unprinted}
    return replace(of, values=values, between={**unprinted, **between({**numbers(values), **unprinted})})


def broken_down(rows: Iterable[ReviewParts]) -> tuple[Mapping[str, Figure], Mapping[str, int]]:
    """What is printed of each part, and what could be worked out from it all the same, by name.

    Each review stands in one part of each table; a part in which none stands has no row.
    """
    values, between = dict[str, Figure](), dict[str, int]()
    for before, counts in _parts(rows):
        numbers = {
            name: sum(number for each, number in counts.items() if is_counted(each))
            for name, is_counted in _COUNTED.items()
        }
        printed: dict[str, Figure] = {HELD: numbers.pop(HELD)}
        printed |= {name: Rate(numbers.pop(f"{name}.n"), numbers.pop(f"{name}.of")) for name in RATES}
        values |= {before + name: figure for name, figure in printed.items()}
        between |= {before + name: number for name, number in numbers.items()}
    return values, between


def _parts(rows: Iterable[ReviewParts]) -> Iterator[tuple[str, Mapping[ReviewOutcome, int]]]:
    rows = tuple(rows)
    outcomes = [_outcome(row) for row in rows]
    for table, part_of in PART_OF.items():
        parts: dict[str, dict[ReviewOutcome, int]] = {}
        for (part, outcome), number in Counter(zip(map(part_of, rows), outcomes, strict=True)).items():
            parts.setdefault(part, {})[outcome] = number
        yield from ((f"{BROKEN}{table}.{part}.", parts[part]) for part in PARTS[table] if part in parts)


def _outcome(row: ReviewParts) -> ReviewOutcome:
    return ReviewOutcome(
        row.due_on is not None,
        row.due_on is not None and row.on <= row.due_on,
        row.code,
        row.code == Code.PN0 if row.born_on is None else age_part(row.born_on, row.on) == AGES[0],
        row.seen_on is not None and row.seen_on <= row.on,
    )
