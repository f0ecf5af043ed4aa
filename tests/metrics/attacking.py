"""A reader of published figures with an integer program: which values can a hidden number have?

Three readers know what is printed and what adds up to what. The weak one knows no more. The strong one knows the rules:
"c" is 1 to 4, or more and hidden for another, and never nobody. The insider knows even which are those of 1 to 4.
All three are told which are noughts, those too that are hidden with their whole: that keeps no number of anybody.
Of two publications each has both; the insider also knows which numbers are the same, and which have
changed by fewer than five.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import highspy

from tests.metrics.reading import HIDDEN, SMALL, Relation, relations
from tests.metrics.reading_more import MORE
from tests.metrics.reading_parts import BROKEN

ENOUGH = 3
GLANCES_FOR = 3
"""Worlds are looked at while each tells more values of more secrets than this; then each secret is tried by itself."""
NEARLY = 1e-6
"""So near to a whole number the solver means that number."""
CEILING = 400
"""More than anybody believes of a small service."""
WITHHELD = "participation.contradicts_age"
UNPRINTED = (".rest", ".no_answer")
WHOLES = ("challenge.", "visits.", "complaints.", "advocacy.by_", *MORE)
"""Kinds of which nothing is printed where the whole is 1 to 4."""
COLUMN_OF = {
    "of_4_in_no_rate": "seen_before_meeting.n",
    "in_no_rate": "views_given.n",
    "came_and_heard": "attended.n",
    "heard_elsewhere": "attended.n",
    "participation.PN4": "attended.n",
    "participation.PN7": "attended.n",
    "reviews.without_due_date": "reviews.held_in_time.n",
    "reviews.under_4": "reviews.held",
}
"""Of which column of a table it is, what none of them prints."""
BEFORE, CHANGE = "before: ", " more than before"


class Knows(IntEnum):
    """How much a reader knows; each knows all before it, so that fewer worlds are left."""

    WHAT_IS_PRINTED = 0
    THE_RULES = 1
    WHICH_ARE_SMALL = 2


class Attack:
    """All worlds that agree with what is printed, as one integer program."""

    def __init__(
        self,
        true: Mapping[str, int],
        shown: Mapping[str, int | str],
        knows: Knows,
        sums: Iterable[Relation] | None = None,
    ) -> None:
        self.true, self.shown, self.knows = true, shown, knows
        self.columns: dict[str, int] = {}
        self.solver = highspy.Highs()
        self.solver.silent()
        self.solver.setOptionValue("threads", 1)
        for name in shown:
            self._column(name)
        for total, parts in relations(true) if sums is None else sums:
            if not true.keys() & {total, *parts}:
                continue
            members = [self._column(name) for name in (total, *parts)]
            self.solver.addRow(0, 0, len(members), members, [-1.0, *[1.0] * len(parts)])
        self.seen: dict[str, set[int]] = {}
        self.basis = self.solver.getBasis()
        """Where the last question in halves was answered: the next goes on from there."""

    def _column(self, name: str) -> int:
        if name not in self.columns:
            self.columns[name] = len(self.columns)
            self.solver.addVar(*self._bounds(name))
            self.solver.changeColIntegrality(self.columns[name], highspy.HighsVarType.kInteger)
        return self.columns[name]

    def _bounds(self, name: str) -> tuple[int, int]:
        """What is shown it is; nobody is ever hidden, except in what no page prints."""
        shown = self.shown.get(name, HIDDEN)
        if shown != HIDDEN:
            return int(shown), int(shown)
        if name.endswith(CHANGE):
            return self._change(name)
        if self._is_hidden_whole(name):
            return 0, CEILING
        if self._is_nought(name):
            return 0, 0
        is_printed = name in self.shown and not name.endswith(UNPRINTED)
        lowest = int(is_printed and self.knows >= Knows.THE_RULES)
        if self.knows < Knows.WHICH_ARE_SMALL or name.endswith(WITHHELD):
            return lowest, CEILING
        if self.true.get(name, 0) in SMALL:
            return (lowest, CEILING) if self._is_of_hidden_column(name) else (SMALL[0], SMALL[-1])
        return (SMALL[-1] + 1 if is_printed else 0), CEILING

    def _is_nought(self, name: str) -> bool:
        """Nobody is in it, and a page prints that or hides it with its whole."""
        return name in self.shown and not name.endswith(UNPRINTED) and not self.true.get(name, 0)

    def _is_hidden_whole(self, name: str) -> bool:
        """Of a kind of which everything is hidden, noughts too, not even the insider knows which are small."""
        return _kind(name) in self._hidden_wholes

    def _is_of_hidden_column(self, name: str) -> bool:
        """A number that nobody prints, of a column of which nothing is told: who would know that it is small?"""
        if BROKEN not in name:
            return False
        part, own = ".".join(name.split(".", 3)[:3]), name.split(".", 3)[3]
        column = COLUMN_OF.get(own, own.replace(".rest", ".n"))
        return _kind(f"{part}.{column}") in self._hidden_wholes

    @cached_property
    def _hidden_wholes(self) -> set[str]:
        shown: dict[str, set[int | str]] = {}
        for name, each in self.shown.items():
            shown.setdefault(_kind(name), set()).add(each)
        return {kind for kind, found in shown.items() if kind and found == {HIDDEN}}

    def _change(self, name: str) -> tuple[int, int]:
        """Up or down: an insider knows of the small ones that they are small."""
        is_known = self.knows >= Knows.WHICH_ARE_SMALL and abs(self.true[name]) in SMALL
        return (-SMALL[-1], SMALL[-1]) if is_known else (-CEILING, CEILING)

    @cached_property
    def secrets(self) -> list[str]:
        """Every number that is printed as hidden, and what nobody prints and is small.

        Of a column that is hidden from end to end, whatever is in it, the small ones.
        """
        return [name for name in self.columns if self.shown.get(name, HIDDEN) == HIDDEN and self._is_secret(name)]

    def _is_secret(self, name: str) -> bool:
        is_small = abs(self.true.get(name, 0)) in SMALL
        if self._is_hidden_whole(name):
            # What is told nowhere else is known from the year all the same, where the two are one number.
            return is_small or BROKEN not in name and not name.removeprefix(BEFORE).startswith(MORE)
        return not self._is_nought(name) and (is_small or (name in self.shown and not name.endswith(UNPRINTED)))

    def values(self, enough: int = ENOUGH) -> dict[str, set[int]]:
        """The values of each secret: so many that it can have, or all."""
        return self.values_of(self.secrets, enough)

    def values_of(self, names: Sequence[str], enough: int = ENOUGH) -> dict[str, set[int]]:
        """So many values, or all, of each of these."""
        chance = random.Random(0)  # noqa: S311  where to look first, not a secret
        self.seen |= {name: set() for name in names if name not in self.seen}
        left, helped = list(names), len(names)
        while helped > GLANCES_FOR:
            self._solved({self.columns[name]: chance.choice((-1, 1)) for name in left})
            before, left = len(left), [name for name in left if len(self.seen[name]) < enough]
            helped = max(before - len(left), helped // 2)
        for name in left:
            self._look(name, enough)
        return {name: self.seen[name] for name in names}

    def _look(self, name: str, enough: int) -> None:
        """Any world in which it is what was not seen yet, until that is enough or there is none."""
        column, seen = self.columns[name], self.seen[name]
        lowest, highest = self._bounds(name)
        spans = [(low + 1, high - 1) for low, high in pairwise((lowest - 1, *sorted(seen), highest + 1))]
        while spans and len(seen) < enough:
            low, high = spans.pop()
            if low > high:
                continue
            self.solver.changeColBounds(column, low, high)
            if world := self._solved({}):
                spans += [(low, world[column] - 1), (world[column] + 1, high)]
        self.solver.changeColBounds(column, lowest, highest)

    def _solved(self, costs: Mapping[int, int]) -> list[int]:
        """The world in which all this is least, by column; nothing where no world fits."""
        for column, cost in costs.items():
            self.solver.changeColCost(column, cost)
        self.solver.setBasis(self.basis)
        values = self._run(in_whole_numbers=False)
        self.basis = self.solver.getBasis()
        if any(abs(value - round(value)) > NEARLY for value in values):
            values = self._run(in_whole_numbers=True)
        for column in costs:
            self.solver.changeColCost(column, 0)
        world = [round(value) for value in values]
        for name in self.seen if world else ():
            self.seen[name].add(world[self.columns[name]])
        return world

    def _run(self, in_whole_numbers: bool) -> Sequence[float]:
        """What is found, if anything. Half a child is nobody, but most sums come out whole without being told to.

        So that is tried first: it goes on from where it was, and the next question costs it a few steps only.
        """
        self.solver.setOptionValue("solve_relaxation", not in_whole_numbers)
        self.solver.run()
        is_found = self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return self.solver.getSolution().col_value if is_found else ()


def _kind(name: str) -> str:
    """Of what it is hidden together with all else, if at all: a column of a table, or all about a whole of 1 to 4."""
    before, own = (BEFORE, name.removeprefix(BEFORE)) if name.startswith(BEFORE) else ("", name)
    if own.startswith(BROKEN):
        _, table, _, figure = own.split(".", 3)
        return f"{before}{table} {figure}" if not figure.endswith(UNPRINTED) else ""
    beginning = next((each for each in WHOLES if own.startswith(each)), "")
    return beginning and before + beginning


class Publication(NamedTuple):
    """One year's numbers as they are, and as they are printed."""

    true: Mapping[str, int]
    shown: Mapping[str, int | str]


def narrowed(*publications: Publication) -> dict[str, set[int]]:
    """The secrets that some reader of one publication or of two narrows down further than they may."""
    insider = _attack(Knows.WHICH_ARE_SMALL, *publications).values()
    found = {name: values for name, values in insider.items() if len(values) < 2}
    for knows in (Knows.THE_RULES, Knows.WHAT_IS_PRINTED):
        # Whoever knows less has all these worlds, and more: only what an insider narrows down is tried again.
        left = [name for name, values in insider.items() if len(values) < ENOUGH]
        others = _attack(knows, *publications).values_of(left) if left else {}
        found |= {name: values for name, values in others.items() if len(values) < ENOUGH}
    return found


def _attack(knows: Knows, now: Publication, before: Publication | None = None) -> Attack:
    """By whoever has this publication, and the one before it."""
    if before is None:
        return Attack(*now, knows)
    true = {**now.true, **{BEFORE + name: number for name, number in before.true.items()}}
    shown = {**now.shown, **{BEFORE + name: number for name, number in before.shown.items()}}
    sums = [*relations(now.true)]
    sums += [(BEFORE + total, tuple(BEFORE + part for part in parts)) for total, parts in relations(before.true)]
    for name in now.true.keys() & before.true.keys():
        change = now.true[name] - before.true[name]
        if change or knows < Knows.WHICH_ARE_SMALL:
            true[name + CHANGE] = change
            sums.append((name, (BEFORE + name, name + CHANGE)))
        else:
            sums.append((name, (BEFORE + name,)))
    return Attack(true, shown, knows, sums)
