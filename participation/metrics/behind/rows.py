"""A figure with its rows. The number above them is the sum of what stands in them, so it cannot be another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from participation.metrics.adding.sources import Adds, adds, source_of, together
from participation.metrics.behind.queries import SeenReview, reviews_seen
from participation.metrics.breakdowns.tables import DIMENSIONS, in_address, reviews_by_part
from participation.metrics.composing import Figure
from participation.metrics.definitions import Rate
from participation.metrics.figures import APART, PATHWAY_PLAN, CollectionYear
from participation.staff.models import Staff


class FigureAsked(NamedTuple):
    """Which figure: of all reviews, or of those in one part of a table."""

    figure: str
    dimension: str = ""
    part: str = ""


class BehindRow(NamedTuple):
    """A review, or a child with their last review of the year, and what it adds."""

    review: SeenReview
    adds: Figure

    @property
    def counted(self) -> int:
        """How often it is counted."""
        return self.adds.n if isinstance(self.adds, Rate) else self.adds

    @property
    def missing(self) -> int:
        """How often it is in the base and not counted."""
        return self.adds.of - self.adds.n if isinstance(self.adds, Rate) else 0


@dataclass(frozen=True)
class Behind:
    """What one reader may see of it."""

    figure: Figure
    counted: Sequence[BehindRow]
    missing: Sequence[BehindRow]
    """Of its base, and not counted."""


def may_be_asked(asked: FigureAsked) -> bool:
    """Whether there is a list behind this figure."""
    source = source_of(asked.figure)
    if source is None or not asked.dimension:
        return source is not None
    # Tables by parts are of reviews of children in care.
    return asked.dimension in DIMENSIONS and not source.is_about_children and not asked.figure.startswith(APART)


def behind(of: CollectionYear, asked: FigureAsked, reader: Staff) -> Behind:
    """The rows that this reader may see; LookupError for a figure without any, or a part of none."""
    source = source_of(asked.figure)
    if source is None or not may_be_asked(asked):
        raise LookupError(f"No list stands behind {asked.figure}.")
    (added,) = adds(of, asked.figure)
    seen = reviews_seen(reader, of)
    found = list(_of_children(seen, added, asked) if source.is_about_children else _of_reviews(of, seen, added, asked))
    return Behind(
        together(row.adds for row in found),
        [row for row in found if row.counted],
        [row for row in found if row.missing],
    )


def _of_reviews(of: CollectionYear, seen: Sequence[SeenReview], added: Adds, asked: FigureAsked) -> Iterator[BehindRow]:
    within = _part(reviews_by_part(of)[asked.dimension], asked) if asked.dimension else None
    for review in seen:
        if review.id in added and (within is None or review.id in within):
            yield BehindRow(review, added[review.id])


def _part(parts: Mapping[str, Sequence[str]], asked: FigureAsked) -> frozenset[str]:
    return frozenset(next((ids for part, ids in parts.items() if in_address(asked.dimension, part) == asked.part), ()))


def _of_children(seen: Sequence[SeenReview], added: Adds, asked: FigureAsked) -> Iterator[BehindRow]:
    is_apart = asked.figure.startswith(APART)
    last: dict[str, SeenReview] = {}
    for review in seen:
        if (review.kind == PATHWAY_PLAN) == is_apart:
            last.setdefault(review.child_id, review)
    return (BehindRow(review, added[child_id]) for child_id, review in last.items() if child_id in added)
