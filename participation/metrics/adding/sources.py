"""From where a figure comes: the statement, and the rule that makes figures of its rows, as `figures` uses both.

Figures of which a list would tell more than its reader may know have no line here: who opened or began a letter, what
children said about their officer, who asked for an advocate.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from participation.metrics import composing, queries
from participation.metrics.adding.queries import Rows, told_apart_by_subject
from participation.metrics.asked.queries import counting_letters, told_apart
from participation.metrics.by_child.queries import counting_children
from participation.metrics.composing import Figure, Named
from participation.metrics.definitions import Rate
from participation.metrics.due.queries import due, held_on
from participation.metrics.expressions import held_in
from participation.metrics.figures import APART, PATHWAY_PLAN, CollectionYear
from participation.metrics.rows import Coded, DoneInTime, HeldReviews, OfChildren, ReadInTime, Wishes
from participation.reviews.models import ReviewKind

Adds = Mapping[str, Figure]
"""By the id of a review or a child, what it adds to one figure."""


@dataclass(frozen=True)
class FigureSource:
    """Some figures that are counted together."""

    rows: Callable[[CollectionYear], Rows]
    """By subject, what the statement gives."""
    composed: Callable[[Sequence[Any], CollectionYear], Named]
    names: Sequence[str]
    is_about_children: bool = False


def _held(of: CollectionYear) -> Rows:
    return told_apart_by_subject(queries.counting_held(held_in(of.first, of.until)))


def _coded(of: CollectionYear) -> Rows:
    days = of.calendar
    return told_apart_by_subject(queries.counting_coded(due(days, *queries.OF_CODED), held_on(days)))


def _acts(of: CollectionYear) -> Rows:
    """Beside the kind of every review held, since what nobody has marked is in no row."""
    days = of.calendar
    done = told_apart_by_subject(queries.counting_acts(due(days, *queries.OF_ACTS), held_on(days)))
    return {about: [[rows[0][0], "", 0], *done.get(about, ())] for about, rows in _held(of).items()}


def _letters(of: CollectionYear) -> Rows:
    return told_apart_by_subject(counting_letters(of.calendar))


def _wishes(of: CollectionYear) -> Rows:
    return told_apart_by_subject(queries.counting_answered(of.calendar))


def _children(of: CollectionYear) -> Rows:
    return told_apart_by_subject(counting_children(of.calendar))


def _heard(rows: Sequence[Any]) -> Named:
    return composing.about_hearing([ReadInTime(row.kind, row.sent_before, row.read_before) for row in rows], ())


_READ, _ANSWERED = "read_before_meeting", ("answered", "answers_still_to_come")
SOURCES = (
    FigureSource(
        _held,
        lambda rows, of: composing.about_reviews(map(HeldReviews._make, rows), of.year),
        tuple(composing.about_reviews((), "2021-22")),
    ),
    FigureSource(
        _coded,
        lambda rows, of: composing.about_codes(map(Coded._make, rows)),
        tuple(composing.about_codes(())),
    ),
    FigureSource(
        _acts,
        lambda rows, of: composing.about_acts(map(DoneInTime._make, rows), 1),
        tuple(composing.ACTS.values()),
    ),
    FigureSource(_letters, lambda rows, of: _heard(told_apart(rows).forms), (_READ,)),
    FigureSource(
        _wishes,
        lambda rows, of: composing.about_hearing((), map(Wishes._make, rows)),
        _ANSWERED,
    ),
    FigureSource(
        _children,
        lambda rows, of: composing.about_children(map(OfChildren._make, rows)),
        tuple(composing.about_children(())),
        is_about_children=True,
    ),
)


def source_of(name: str) -> FigureSource | None:
    """Where a figure comes from; None for one that nobody can look behind."""
    own = name.removeprefix(APART)
    return next((source for source in SOURCES if own in source.names), None)


def adds(of: CollectionYear, *names: str) -> Sequence[Adds]:
    """For each of these figures, what each review or child adds to it; LookupError where nobody can look behind one."""
    found: dict[str, Adds] = {}
    for source in SOURCES:
        if wanted := [name for name in names if source_of(name) is source]:
            found |= _of_source(source, of, wanted)
    return [found[name] for name in names]


def _of_source(source: FigureSource, of: CollectionYear, names: Sequence[str]) -> Iterator[tuple[str, Adds]]:
    # Of very many reviews most are counted alike.
    composed = cache(lambda rows: source.composed(rows, of))
    found = source.rows(of)
    for name in names:
        kind = PATHWAY_PLAN if name.startswith(APART) else ReviewKind.CHILD_IN_CARE
        of_kind = ((about, tuple(tuple(row) for row in rows if row[0] == kind)) for about, rows in found.items())
        yield name, {about: composed(rows)[name.removeprefix(APART)] for about, rows in of_kind if rows}


def together(figures: Iterable[Figure]) -> Figure:
    """The figure of several reviews: counts are added to counts, shares to shares."""
    counted = Counter(figures)
    shares = [(each, times) for each, times in counted.items() if isinstance(each, Rate)]
    if shares:
        return Rate(sum(each.n * times for each, times in shares), sum(each.of * times for each, times in shares))
    return sum(each * times for each, times in counted.items() if isinstance(each, int))
