"""Hides counts of fewer than 5 people in what is published, and whatever they could be worked out from.

Figures have names, and sums say which of them add up to which: rows and columns of a table, months of a quarter, the
two parts of a rate. Hiding goes on until every hidden figure has three possible values, for an insider too: who knows
all that is shown, the sums, and which of the hidden figures are the small ones. More would hide the rates of a small
service as well, which it publishes for. What costs nothing to hide is printed nowhere.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice

from participation.metrics.publication.sums import Bounds, Sum, by_name, narrowed, outwards, solution

HIDDEN = "c"
SMALL = range(1, 5)
ENOUGH_VALUES = 3
REACH = 8
"""How far from the true value others are looked for. To miss one that exists only hides more."""

PATIENCE = 2000
"""So often values are looked for in vain, and then no more: two publications hang together in very many ways.

What is not looked for is not found, which only hides more.
"""


@dataclass(frozen=True)
class Case:
    """What there is to publish, and what adds up to what."""

    figures: Mapping[str, int]
    sums: Sequence[Sum] = ()
    costs: Mapping[str, int] = field(default_factory=dict)
    """What hiding each takes from the reader: 1 unless told otherwise, 0 where no page prints it."""
    withheld: Collection[str] = ()
    """What is hidden whatever it is, except nobody."""
    settled: Mapping[str, bool] = field(default_factory=dict)
    """Of what was published before: whether it was hidden, which it stays. What was not is known."""
    changes: Collection[str] = ()
    """What has come to a figure or has gone from it: which of both nobody knows."""
    patience: int = PATIENCE
    in_vain: Counter[str] = field(default_factory=Counter)
    """How often values of each were looked for and not enough were found."""
    looked: dict[str, tuple[Collection[str], Collection[int]]] = field(default_factory=dict)
    """What was hidden around each when its values were looked for last, and all that it could be then."""

    def is_out(self, name: str) -> bool:
        """Shown to everybody already: to hide it again hides nothing."""
        return not self.settled.get(name, True)

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
                if other not in hidden and self.can_be_hidden(other)
            )
            yield from sorted(shown, key=lambda other: (self.cost(other), not self.figures[other]))

    def can_be_hidden(self, name: str) -> bool:
        """Whether hiding it would keep it from anybody."""
        return not self.is_out(name) and not self.is_known_nought(name)

    def is_known_nought(self, name: str) -> bool:
        """Printed so, or part of what is."""
        wholes = (each.total for each in self.by_name.get(name, ()) if name in each.parts)
        return not self.figures[name] and (self.cost(name) > 0 or not all(self.figures[whole] for whole in wholes))

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[Sum]]:
        """The sums in which each figure stands."""
        return by_name(self.sums)

    @cached_property
    def numbered(self) -> Mapping[str, Sequence[tuple[int, Sum]]]:
        """The sums in which each figure stands, with the place of each among all."""
        places = {each: number for number, each in enumerate(self.sums)}
        return {name: [(places[each], each) for each in sums] for name, sums in self.by_name.items()}

    def cost(self, name: str) -> int:
        return self.costs.get(name, 1)

    def is_guarded(self, name: str) -> bool:
        """What is printed as hidden, and what is small although nobody prints it."""
        return self.cost(name) > 0 or self.figures[name] in SMALL

    def possible(self, name: str) -> tuple[int, int]:
        """A small figure stays small and no other becomes small: who knows which are the small ones gains nothing.

        Of what is withheld whatever it is, of what no page prints, and of nobody, whom only an earlier publication
        hides, hiding tells nothing.
        """
        value = self.figures[name]
        if name in self.changes:
            return -SMALL[-1], SMALL[-1]
        if value in SMALL and name not in self.withheld:
            return SMALL[0], SMALL[-1]
        is_somebody = value and self.cost(name)
        lowest = 0 if not is_somebody else 1 if name in self.withheld else SMALL[-1] + 1
        return max(lowest, value - REACH), value + REACH

    def enough(self, name: str) -> int:
        """How many values a hidden figure must have: three, or as many as were left if everything were hidden.

        A quarter of 1 to 4 with reviews in each of its months has 3 or 4, whatever else is shown.
        """
        lowest, highest = self.if_all_were_hidden[name]
        return min(ENOUGH_VALUES, highest - lowest + 1)

    @cached_property
    def if_all_were_hidden(self) -> Bounds:
        """What the noughts, what is out already, and which figures are small say about each."""
        hidden = (name for name in self.figures if self.can_be_hidden(name))
        shown = {name: (value, value) for name, value in self.figures.items()}
        return narrowed(shown | {name: self.possible(name) for name in hidden}, self.sums, self.by_name)


def published(figures: Mapping[str, int], sums: Sequence[Sum] = ()) -> dict[str, int | str]:
    """The figures as anyone may see them."""
    hidden = hidden_in(Case(figures, sums))
    return {name: HIDDEN if name in hidden else value for name, value in figures.items()}


def hidden_in(case: Case) -> dict[str, str]:
    """The names of the figures that are not shown, and what each would give away: itself, or one that is small.

    Those that cost less keep the small ones company first. A nought is nobody: it is shown, or stays hidden.
    """
    figures = case.figures
    for total, parts in case.sums:
        if figures[total] != sum(figures[part] for part in parts):
            raise ValueError(f"{total} is not the sum of {', '.join(parts)}")
    small = {name for name, value in figures.items() if value in SMALL and not case.is_out(name)}
    away = {*small, *filter(figures.get, case.withheld), *filter(case.settled.get, case.settled)}
    seen = {name: {value} for name, value in figures.items() if name in away}
    kept = {name: name for name in seen}
    while more := _left_over(case, seen) or _shelter(case, seen):
        company, secret = more
        seen[company] = {figures[company]}
        kept[company] = kept[secret]
    return kept


def _left_over(case: Case, hidden: Collection[str]) -> tuple[str, str] | None:
    """What to hide in a sum where only one figure is hidden, or few people are in all that is: the others tell."""
    for each in case.sums:
        away = [name for name in (*each.parts, each.total) if name in hidden]
        if not away:
            continue
        is_few = each.total not in hidden and sum(case.figures[name] for name in away) in SMALL
        # What nobody prints and is not small may be told: it is kept company only where that costs nothing.
        free = (
            company
            for company in case.company(away[0], each, hidden)
            if case.is_guarded(away[0]) or not case.cost(company)
        )
        if (len(away) == 1 or is_few) and (company := next(free, None)):
            return company, away[0]
    return None


def _shelter(case: Case, seen: dict[str, set[int]]) -> tuple[str, str] | None:
    """What to hide beside figures that the sums together still narrow down too far: parts before totals.

    What stands further off and costs less is hidden instead, if that helps.
    """
    choices = [
        (case.cost(other), other == each.total, len(seen.keys() & {each.total, *each.parts}), number, other, exposed)
        for exposed in _exposed(case, seen)
        for number, each in case.numbered[exposed]
        for other in islice(case.company(exposed, each, seen), 1)
    ]
    if not choices:
        return _from_afar(case, seen)
    cost, *_, nearest, exposed = min(choices)
    cheaper = (other for other in _further_off(case, exposed, seen) if case.cost(other) < cost)
    return next((other for other in cheaper if _helps(case, exposed, seen, other, cost)), nearest), exposed


def _from_afar(case: Case, seen: dict[str, set[int]]) -> tuple[str, str] | None:
    """What to hide where all is hidden that a narrowed figure is added up with: what helps, or else what must."""
    for exposed in _exposed(case, seen):
        others = _further_off(case, exposed, seen)
        helping = (other for other in others if _helps(case, exposed, seen, other, case.cost(other) + 1))
        if found := next(helping, others[0] if others and len(seen[exposed]) == 1 else None):
            return found, exposed
    return None


def _further_off(case: Case, name: str, hidden: Collection[str]) -> list[str]:
    """What is shown in all that a figure hangs together with, the cheapest first."""
    group, _ = _bearing_on(name, hidden, case.by_name)
    return sorted((each for each in group if each not in hidden and case.can_be_hidden(each)), key=case.cost)


def _helps(case: Case, name: str, seen: Mapping[str, set[int]], other: str, below: int) -> bool:
    """Whether a figure has one more possible value once another is hidden, with what that takes along for less."""
    tried = {each: set(values) for each, values in seen.items()} | {other: {case.figures[other]}}
    while more := _left_over(case, tried):
        tried[more[0]] = {case.figures[more[0]]}
        if case.cost(more[0]) >= below:
            return False
    _look(case, name, tried)
    return len(tried[name]) > len(seen[name])


def _exposed(case: Case, seen: dict[str, set[int]]) -> Iterator[str]:
    """The hidden figures for which too few values are found that agree with all that is shown.

    What was seen stays true when more is hidden, so it is kept from one time to the next.
    """
    for name in filter(case.is_guarded, seen):
        _look(case, name, seen)
        if len(seen[name]) < case.enough(name):
            yield name


def _look(case: Case, name: str, seen: dict[str, set[int]]) -> None:
    """Add to what was seen until a figure has enough values, or no more are found."""
    figures, values, enough = case.figures, seen[name], case.enough(name)
    if len(values) >= enough or case.in_vain.total() >= case.patience:
        return
    group, known = _bearing_on(name, seen, case.by_name)
    around = seen.keys() & group
    before, found = case.looked.get(name, ((), ()))
    if around != before or not values.issuperset(found):
        start = {each: case.possible(each) if each in around else (figures[each],) * 2 for each in group}
        bounds = narrowed(start, chain.from_iterable(known.values()), known)
        for value in outwards(figures[name], bounds[name]):
            if len(values) < enough and value not in values:
                world = solution({**bounds, name: (value, value)}, known, figures, known[name])
                for other in around & world.keys():
                    seen[other].add(world[other])
        case.looked[name] = around, frozenset(values)
    case.in_vain[name] += len(values) < enough


def _bearing_on(
    name: str, hidden: Collection[str], sums: Mapping[str, Sequence[Sum]]
) -> tuple[list[str], dict[str, list[Sum]]]:
    """The figures that a hidden one hangs together with, over however many sums, and for each of them those sums."""
    group, known = {name: None}, dict[Sum, None]()
    waiting = [name]
    for member in waiting:
        for each in sums.get(member, ()) if member in hidden else ():
            known[each] = None
            waiting += [other for other in (*each.parts, each.total) if other not in group]
            group |= dict.fromkeys((*each.parts, each.total))
    return list(group), by_name(known)
