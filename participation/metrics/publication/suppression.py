"""Hides counts of fewer than 5 people in what is published, and whatever they could be worked out from.

Figures have names, and sums say which of them add up to which: rows and columns of a table, months of a
quarter, the two parts of a rate. Hiding goes on until every hidden figure has three possible values or more,
for a reader who knows all that is shown and even which of the hidden figures are the small ones. More would hide
the rates of a small service as well, which it publishes for.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

HIDDEN = "c"
SMALL = range(1, 5)
ENOUGH_VALUES = 3
REACH = 8
"""How far from the true value others are looked for. To miss one that exists only hides more."""
PATIENCE = 60
"""Steps of one search. When they are used up nothing was found, which only hides more."""

Bounds = dict[str, tuple[int, int]]


class Sum(NamedTuple):
    """The parts add up to the total. Parts that stand side by side are hidden together."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class _Case:
    """What there is to publish, and what it costs to hide each of it."""

    figures: Mapping[str, int]
    sums: Sequence[Sum]
    costs: Mapping[str, int]

    def company(self, name: str, each: Sum, hidden: Collection[str]) -> Iterator[str]:
        """What is shown in a sum, the cheapest first: from the part after a figure on and round to it, the total last.

        Cost and place decide and not the size: otherwise being hidden would tell that a figure is smaller than others.
        """
        total, parts = each
        start = parts.index(name) if name in parts else 0
        if name in parts or name == total:
            shown = (
                other
                for other in (*parts[start:], *parts[:start], total)
                if other not in hidden and self.figures[other]
            )
            yield from sorted(shown, key=self.cost)

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[Sum]]:
        """The sums in which each figure stands."""
        found: dict[str, list[Sum]] = {}
        for each in self.sums:
            for name in (*each.parts, each.total):
                found.setdefault(name, []).append(each)
        return found

    def cost(self, name: str) -> int:
        """1 unless told otherwise."""
        return self.costs.get(name, 1)


def published(figures: Mapping[str, int], sums: Sequence[Sum] = ()) -> dict[str, int | str]:
    """The figures as anyone may see them."""
    hidden = hidden_in(figures, sums)
    return {name: HIDDEN if name in hidden else value for name, value in figures.items()}


def hidden_in(
    figures: Mapping[str, int], sums: Sequence[Sum] = (), costs: Mapping[str, int] = MappingProxyType({})
) -> set[str]:
    """The names of the figures that are not shown; those that cost less keep the small ones company first.

    A nought is always shown: it is nobody.
    """
    for total, parts in sums:
        if figures[total] != sum(figures[part] for part in parts):
            raise ValueError(f"{total} is not the sum of {', '.join(parts)}")
    case = _Case(figures, sums, costs)
    seen = {name: {value} for name, value in figures.items() if value in SMALL}
    while more := _left_over(case, seen) or _shelter(case, seen):
        seen[more] = {figures[more]}
    return set(seen)


def _left_over(case: _Case, hidden: Collection[str]) -> str | None:
    """What to hide in a sum where only one figure is hidden, or few people are in all that is: the others tell."""
    for each in case.sums:
        away = [name for name in (*each.parts, each.total) if name in hidden]
        is_few = each.total not in hidden and sum(case.figures[name] for name in away) in SMALL
        if len(away) == 1 or is_few:
            return next(case.company(away[0], each, hidden))
    return None


def _shelter(case: _Case, seen: dict[str, set[int]]) -> str | None:
    """What to hide beside figures that the sums together still narrow down too far: parts before totals."""
    choices = [
        (case.cost(other), other == each.total, len(seen.keys() & {each.total, *each.parts}), number, other)
        for exposed in _exposed(case, seen)
        for number, each in enumerate(case.sums)
        for other in islice(case.company(exposed, each, seen), 1)
    ]
    return min(choices)[-1] if choices else None


def _exposed(case: _Case, seen: dict[str, set[int]]) -> Iterator[str]:
    """The hidden figures for which too few values are found that agree with all that is shown.

    What was seen stays true when more is hidden, so it is kept from one time to the next.
    """
    figures = case.figures
    for name, values in seen.items():
        group, known = _bearing_on(name, seen, case.by_name)
        start = {each: _possible(figures[each]) if each in seen else (figures[each],) * 2 for each in group}
        bounds = _narrowed(start, known)
        for value in _outwards(figures[name], bounds[name]):
            if len(values) < ENOUGH_VALUES and value not in values:
                solution = _solution({**bounds, name: (value, value)}, known, figures)
                for found in seen.keys() & solution.keys():
                    seen[found].add(solution[found])
        if len(values) < ENOUGH_VALUES:
            yield name


def _bearing_on(name: str, hidden: Collection[str], sums: Mapping[str, Sequence[Sum]]) -> tuple[list[str], list[Sum]]:
    """The figures that a hidden one hangs together with, over however many sums, and those sums."""
    group, known = {name: None}, dict[Sum, None]()
    waiting = [name]
    for member in waiting:
        for each in sums.get(member, ()) if member in hidden else ():
            known[each] = None
            waiting += [other for other in (*each.parts, each.total) if other not in group]
            group |= dict.fromkeys((*each.parts, each.total))
    return list(group), list(known)


def _possible(value: int) -> tuple[int, int]:
    """A small figure stays small and no other becomes small: who knows which are the small ones gains nothing."""
    return (SMALL[0], SMALL[-1]) if value in SMALL else (max(SMALL[-1] + 1, value - REACH), value + REACH)


def _outwards(middle: int, bounds: tuple[int, int]) -> list[int]:
    return sorted(range(bounds[0], bounds[1] + 1), key=lambda value: abs(value - middle))


def _solution(bounds: Bounds, sums: Sequence[Sum], near: Mapping[str, int]) -> dict[str, int]:
    """Values within the bounds that fit the sums, tried from the true ones outwards; empty if none is found."""
    waiting, steps = [bounds], 0
    while waiting and steps < PATIENCE:
        steps += 1
        narrowed = _narrowed(waiting.pop(), sums)
        unsettled = [name for name, (low, high) in narrowed.items() if low < high]
        if narrowed and not unsettled:
            return {name: low for name, (low, _) in narrowed.items()}
        if unsettled:
            name = min(unsettled, key=lambda name: narrowed[name][1] - narrowed[name][0])
            nearest_last = reversed(_outwards(near[name], narrowed[name]))
            waiting += [{**narrowed, name: (value, value)} for value in nearest_last]
    return {}


def _narrowed(bounds: Bounds, sums: Sequence[Sum]) -> Bounds:
    """The bounds that the sums leave; empty if they leave nothing."""
    before: Bounds = {}
    while bounds != before:
        before, bounds = bounds, dict(bounds)
        for total, parts in sums:
            lows, highs = sum(bounds[part][0] for part in parts), sum(bounds[part][1] for part in parts)
            low, high = bounds[total] = max(bounds[total][0], lows), min(bounds[total][1], highs)
            for part in parts:
                part_low, part_high = bounds[part]
                bounds[part] = max(part_low, low - highs + part_high), min(part_high, high - lows + part_low)
        if any(low > high for low, high in bounds.values()):
            return {}
    return bounds
