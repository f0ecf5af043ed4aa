"""Counting the reviews of a year part by part: each table adds up to all reviews, each figure has its own base."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from participation.metrics.breakdowns.queries import ReviewParts, review_parts
from participation.metrics.composing import Figure
from participation.metrics.definitions import Rate, attended, took_no_part, views_given
from participation.metrics.figures import CollectionYear
from participation.metrics.parts import AGES, NOT_KNOWN, age_part, ethnic_part, language_part, said_part, sex_part
from participation.outcomes.codes import Code

FIGURES = ("reviews.held", "reviews.held_in_time", "views_given", "attended", "took_no_part", "seen_before_meeting")
"""By the names that they have for the whole year."""
FAR = 20
"""Miles: what the national return counts as far from home."""
NOBODY, NOT_ASKED = "nobody", "not_asked"

DIMENSIONS: Mapping[str, Callable[[ReviewParts], str]] = {
    "age": lambda row: age_part(row.born_on, row.on),
    "sex": lambda row: sex_part(row.sex),
    "ethnicity": lambda row: ethnic_part(row.ethnicity),
    "unaccompanied": lambda row: said_part(row.is_unaccompanied),
    "disability": lambda row: said_part(row.is_disabled),
    "language": lambda row: language_part(row.language),
    "placed_outside": lambda row: said_part(row.is_placed_outside),
    "over_20_miles": lambda row: said_part(None if row.miles_from_home is None else row.miles_from_home > FAR),
    "deprived_of_liberty": lambda row: said_part(row.is_deprived_of_liberty),
    "officer": lambda row: row.officer or NOBODY,
    "level": lambda row: row.level or NOT_ASKED,
}
FIRST = {
    "age": AGES,
    **dict.fromkeys(("unaccompanied", "disability", "placed_outside", "over_20_miles"), ("yes", "no")),
}
"""The order of parts that have one; others stand by name, what is not known last."""


@dataclass
class _Counted:
    held: int = 0
    dated: int = 0
    in_time: int = 0
    of_4: int = 0
    seen: int = 0
    codes: Counter[str | None] = field(default_factory=Counter)

    def add(self, row: ReviewParts) -> None:
        """One review more."""
        is_under_4 = row.code == Code.PN0 if row.born_on is None else age_part(row.born_on, row.on) == AGES[0]
        self.held += 1
        self.codes[row.code] += 1
        if row.due_on is not None:
            self.dated += 1
            self.in_time += row.on <= row.due_on
        if not is_under_4:
            self.of_4 += 1
            self.seen += row.seen_on is not None and row.seen_on <= row.on

    @property
    def figures(self) -> dict[str, Figure]:
        """By the names that the figures of the whole year have."""
        counted = (
            self.held,
            Rate(self.in_time, self.dated),
            views_given(self.codes),
            attended(self.codes),
            took_no_part(self.codes),
            Rate(self.seen, self.of_4),
        )
        return dict(zip(FIGURES, counted, strict=True))


Breakdown = Mapping[str, Mapping[str, Figure]]
"""Figures by part, and by name."""


def breakdowns(of: CollectionYear) -> Mapping[str, Breakdown]:
    """Every table of a year: reviews of children in care."""
    return counted(review_parts(of.first, of.until))


def counted(rows: Iterable[ReviewParts]) -> Mapping[str, Breakdown]:
    """Each review stands in one part of each table."""
    tables: dict[str, dict[str, _Counted]] = {dimension: {} for dimension in DIMENSIONS}
    for row in rows:
        for dimension, part_of in DIMENSIONS.items():
            tables[dimension].setdefault(part_of(row), _Counted()).add(row)
    return {dimension: _in_order(dimension, parts) for dimension, parts in tables.items()}


def _in_order(dimension: str, parts: Mapping[str, _Counted]) -> Breakdown:
    places = {part: place for place, part in enumerate(FIRST.get(dimension, ()))}

    def place(part: str) -> tuple[bool, int, str]:
        return part in (NOT_KNOWN, NOBODY, NOT_ASKED), places.get(part, len(places)), part

    return {part: parts[part].figures for part in sorted(parts, key=place)}
