"""Sums of which only some numbers are known: what the others can be. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

PATIENCE = 60
"""Steps of one search. When they are used up nothing was found."""

Bounds = dict[str, tuple[int, int]]


class Sum(NamedTuple):
    """The parts add up to the total. Parts that stand side by side are hidden together."""

    total: str
    parts: tuple[str, ...]


def by_name(sums: Iterable[Sum]) -> dict[str, list[Sum]]:
    """The sums in which each figure stands."""
    found: dict[str, list[Sum]] = defaultdict(list)
    for each in sums:
        for name in (*each.parts, each.total):
            found[name].append(each)
    return found


def outwards(middle: int, bounds: tuple[int, int]) -> list[int]:
    """All that is within the bounds, what is nearest first."""
    return sorted(range(bounds[0], bounds[1] + 1), key=lambda value: abs(value - middle))


def solution(
    bounds: Bounds, sums: Mapping[str, Sequence[Sum]], near: Mapping[str, int], since: Iterable[Sum] = ()
) -> dict[str, int]:
    """Values within the bounds that fit the sums, tried from the true ones outwards; empty if none is found.

    `since`: the sums that say more than before, where the bounds are as all of them have left them; else all do.
    """
    waiting = [(bounds, since or chain.from_iterable(sums.values()))]
    steps = 0
    while waiting and steps < PATIENCE:
        steps += 1
        left = narrowed(*waiting.pop(), sums)
        unsettled = {name: high - low for name, (low, high) in left.items() if low < high}
        if left and not unsettled:
            return {name: low for name, (low, _) in left.items()}
        if unsettled:
            name = min(unsettled, key=unsettled.__getitem__)
            nearest_last = reversed(outwards(near[name], left[name]))
            waiting += [({**left, name: (value, value)}, sums[name]) for value in nearest_last]
    return {}


def narrowed(bounds: Bounds, since: Iterable[Sum], sums: Mapping[str, Sequence[Sum]]) -> Bounds:
    """The bounds that the sums leave, once some of them say more than before; empty if they leave nothing.

    In whichever order they are gone through, the same is left.
    """
    bounds, waiting = dict(bounds), dict.fromkeys(since)
    while waiting:
        each = next(iter(waiting))
        del waiting[each]
        changed = _changed_by(each, bounds)
        for name, (low, high) in changed.items():
            if low > high:
                return {}
            bounds[name] = low, high
            waiting |= dict.fromkeys(sums[name])
        waiting.pop(each, None)  # to go through it once more would leave what it has left
    return bounds


def _changed_by(each: Sum, bounds: Bounds) -> Bounds:
    """The bounds that one sum narrows: of most it narrows none, and it is asked many thousand times."""
    total, parts = each
    lows = highs = 0
    for part in parts:
        least, most = bounds[part]
        lows += least
        highs += most
    low, high = bounds[total]
    changed: Bounds = {}
    if low < lows or high > highs:
        low, high = changed[total] = max(low, lows), min(high, highs)
    room_above, room_below = highs - low, high - lows
    room = min(room_above, room_below)
    for part in parts:
        least, most = bounds[part]
        if most - least > room:
            changed[part] = max(least, most - room_above), min(most, least + room_below)
    return changed
