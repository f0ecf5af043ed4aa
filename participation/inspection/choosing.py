"""Whose year it is: children by their numbers, or drawn with a seed that draws the same ones again."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from participation.metrics.behind.queries import SeenReview, reviews_seen
from participation.metrics.breakdowns.tables import in_address, reviews_by_part
from participation.metrics.figures import CollectionYear
from participation.reviews.models import ReviewKind
from participation.staff.models import Staff

MOST = 50
"""So many children at once: a document of all is a list of the service, which nobody reads line by line."""
PARTED = ":"
"""Between a table by parts and one of its parts, in what a form offers."""


class WantedChildren(NamedTuple):
    """What was asked for."""

    many: int
    seed: str
    among: str = ""
    """One part of one table by parts; empty for all children."""
    numbers: tuple[str, ...] = ()
    """The council's numbers; where there are any, nothing is drawn."""


class ChosenChild(NamedTuple):
    """One child, with their reviews of the year, the earliest first."""

    name: str
    number: str
    reviews: Sequence[SeenReview]


class NotThere(Exception):
    """No child with a review in the year has these numbers."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(", ".join(numbers))


def choose(manager: Staff, of: CollectionYear, wanted: WantedChildren) -> list[ChosenChild]:
    """Children in care with a review in the year, in an order that says nothing of them; raises NotThere."""
    seen = [each for each in reviews_seen(manager, of) if each.kind == ReviewKind.CHILD_IN_CARE]
    children = _children(seen)
    if wanted.numbers:
        by_number = {child.number.casefold(): child for child in children.values()}
        if missing := [number for number in wanted.numbers if number.casefold() not in by_number]:
            raise NotThere(missing)
        return list({number.casefold(): by_number[number.casefold()] for number in wanted.numbers}.values())
    within = _within(of, wanted.among)
    ids = sorted({each.child_id for each in seen if within is None or each.id in within})
    drawn = Random(wanted.seed).sample(ids, min(wanted.many, len(ids)))  # noqa: S311 - to be drawn again, not secret
    return [children[child_id] for child_id in drawn]


def _children(seen: Iterable[SeenReview]) -> Mapping[str, ChosenChild]:
    found: dict[str, list[SeenReview]] = {}
    for review in sorted(seen, key=lambda each: (each.on, each.id)):
        found.setdefault(review.child_id, []).append(review)
    return {id: ChosenChild(own[0].child, own[0].reference, own) for id, own in found.items()}


def _within(of: CollectionYear, among: str) -> frozenset[str] | None:
    dimension, _, part = among.partition(PARTED)
    parts = reviews_by_part(of).get(dimension) if among else None
    if parts is None:
        return None
    return frozenset(next((ids for each, ids in parts.items() if in_address(dimension, each) == part), ()))
