"""Counting the reviews of a year part by part: each table adds up to all reviews, each figure has its own base."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from participation.db import id_of
from participation.metrics.adding.sources import Adds, adds, together
from participation.metrics.breakdowns.queries import VERSION, ReviewParts, review_parts
from participation.metrics.composing import Figure
from participation.metrics.figures import CollectionYear
from participation.metrics.parts import AGES, NOT_KNOWN, age_part, ethnic_part, language_part, said_part, sex_part
from participation.questionnaires.model import LEVELS

FIGURES = ("reviews.held", "reviews.held_in_time", "views_given", "attended", "took_no_part", "seen_before_meeting")
"""By the names that they have for the whole year."""
FAR = 20
"""Miles: what the national return counts as far from home."""
NOBODY, NOT_ASKED, NOT_ANSWERED = "nobody", "not_asked", "not_answered"
LAST = (NOT_KNOWN, NOBODY, NOT_ASKED, NOT_ANSWERED)

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
    "questionnaire": lambda row: row.answered or NOT_ANSWERED,
}
FIRST = {part: place for place, part in enumerate((*AGES, "yes", "no", *LEVELS))}
"""The order of parts that have one."""

Breakdown = Mapping[str, Mapping[str, Figure]]
"""Figures by part, and by name."""
Beside = Mapping[str, Mapping[str, Mapping[str, Figure]]]
"""Figures by part, by year, the newest first, and by name."""


def reviews_by_part(of: CollectionYear) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The ids of all reviews of children in care, in one part of each table."""
    tables: dict[str, dict[str, list[str]]] = {dimension: {} for dimension in DIMENSIONS}
    for row in review_parts(of.first, of.until):
        for dimension, part_of in DIMENSIONS.items():
            tables[dimension].setdefault(part_of(row), []).append(row.id)
    return tables


def breakdowns(of: CollectionYear) -> Mapping[str, Breakdown]:
    """Every table of a year."""
    added = dict(zip(FIGURES, adds(of, *FIGURES), strict=True))
    return {
        dimension: {part: _figures(parts[part], added) for part in in_order(parts)}
        for dimension, parts in reviews_by_part(of).items()
    }


def _figures(reviews: Sequence[str], added: Mapping[str, Adds]) -> Mapping[str, Figure]:
    return {name: together(own[review] for review in reviews if review in own) for name, own in added.items()}


def beside(years: Sequence[CollectionYear]) -> Mapping[str, Beside]:
    """The tables of several years as one: below each part the years in which there was any of it."""
    found = [(of.year, breakdowns(of)) for of in years]
    return {
        dimension: {
            part: {year: tables[dimension][part] for year, tables in found if part in tables[dimension]}
            for part in in_order({part for _, tables in found for part in tables[dimension]})
        }
        for dimension in DIMENSIONS
    }


def in_order(parts: Iterable[str]) -> Sequence[str]:
    """As they stand below each other: what is not known is last, and what has no order stands by name."""

    def place(part: str) -> tuple[bool, int, str]:
        return part in LAST, FIRST.get(part.partition(VERSION)[0], len(FIRST)), part

    return sorted(parts, key=place)


def in_address(dimension: str, part: str) -> str:
    """A part as it stands in an address, where logs would keep an officer's own."""
    return id_of(part.encode()) if dimension == "officer" and "@" in part else part
