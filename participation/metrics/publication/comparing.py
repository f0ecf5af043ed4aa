"""A year beside what was published of it before, as one set of numbers that hang together. Pure.

Who kept an earlier publication subtracts it, and may know which numbers are the same. So what is the same is one
number: shown then, it is known, and hidden then, it stays hidden. What differs stands beside what it was, and a
difference of 1 to 4 is a number too, although no page prints it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from participation.metrics.publication import beside, more, relations
from participation.metrics.publication.advocacy import few_paths
from participation.metrics.publication.officers_work import few_works
from participation.metrics.publication.sums import Sum
from participation.metrics.publication.suppression import SMALL, Case, hidden_in
from participation.metrics.rows import Edition

Named = TypeVar("Named", int, str)

ONCE, SINCE = " once ", " since "
"""What a number was before, and how far it is from that: printed nowhere."""


def kept_back(numbers: Mapping[str, int], editions: Sequence[Edition]) -> dict[str, str]:
    """Which numbers are not published, and what each would give away: itself, or another that is small."""
    whole = _of_the_whole(numbers)
    before = [
        each._replace(numbers=_of_the_whole(each.numbers), hidden=_of_the_whole(each.hidden)) for each in editions
    ]
    is_same = bool(before) and before[-1].numbers == whole
    hidden = dict(before[-1].hidden) if is_same else _hidden(whole, before)
    hidden |= beside.kept_back(numbers, hidden, editions)
    return hidden | more.kept_back(numbers, hidden, editions)


def _of_the_whole(named: Mapping[str, Named]) -> dict[str, Named]:
    """Without what stands beside it, in tables or not."""
    return {name: each for name, each in named.items() if not name.startswith(more.BESIDE)}


def _hidden(numbers: Mapping[str, int], editions: Sequence[Edition]) -> dict[str, str]:
    left_out = _left_out(numbers, editions) | few_paths(numbers) | few_works(numbers)
    now = both = _case({name: number for name, number in numbers.items() if name not in left_out})
    for edition in editions:
        both = _together(both, _then(edition, now.figures))
    hidden = hidden_in(_together(both, _changes(both.figures)))
    hidden = {name: secret for name, secret in hidden.items() if name in now.figures}
    noughts = {name: secret for name, secret in relations.noughts(now, hidden) if not both.is_out(name)}
    return noughts | hidden | {name: name for name in left_out}


def _case(shown: Mapping[str, int]) -> Case:
    """The numbers of one publication, with what lies between them."""
    known, sums = relations.with_differences(shown)
    return Case(known, sums, relations.costs(known, sums), relations.withheld(known))


def _together(one: Case, other: Case) -> Case:
    """Both as one: what has the same name is the same number, and what is known of it in one is known."""
    settled = {
        name: one.settled.get(name, True) and other.settled.get(name, True) for name in (*one.settled, *other.settled)
    }
    return Case(
        {**other.figures, **one.figures},
        list(dict.fromkeys((*one.sums, *other.sums))),
        {**other.costs, **one.costs},
        {*one.withheld, *other.withheld},
        settled,
        {*one.changes, *other.changes},
    )


def _left_out(numbers: Mapping[str, int], editions: Iterable[Edition]) -> set[str]:
    """How many left out each question: of all publications all of them or none, as within one."""
    found = relations.left_out(numbers)
    for edition in editions:
        gaps = {name: abs(number - numbers.get(name, number)) for name, number in edition.numbers.items()}
        found |= relations.left_out(gaps) | {name for name in edition.hidden if name.endswith(relations.LEFT_OUT)}
    return relations.of_the_same_forms(found, numbers)


def _then(edition: Edition, now: Mapping[str, int]) -> Case:
    """What was published, under names of its own where it differs from what is published now."""
    then, hidden = _case(edition.numbers), edition.hidden
    own = {name: name if now.get(name) == number else f"{name}{ONCE}{number}" for name, number in then.figures.items()}
    return Case(
        {own[name]: number for name, number in then.figures.items()},
        [Sum(own[total], tuple(own[part] for part in parts)) for total, parts in then.sums],
        {own[name]: cost for name, cost in then.costs.items()},
        {own[name] for name in then.withheld},
        {own[name]: name in hidden for name, cost in then.costs.items() if name in hidden or cost},
    )


def _changes(figures: Mapping[str, int]) -> Case:
    """Every difference of 1 to 4 between two publications."""
    values: dict[str, dict[int, str]] = {}
    for name, number in figures.items():
        values.setdefault(name.partition(ONCE)[0], {})[number] = name
    found = {
        f"{of}{SINCE}{low} {high}": (high - low, Sum(each[high], (each[low], f"{of}{SINCE}{low} {high}")))
        for of, each in values.items()
        for low, high in combinations(sorted(each), 2)
        if high - low in SMALL
    }
    numbers = {name: number for name, (number, _) in found.items()}
    return Case(numbers, [each for _, each in found.values()], changes=set(numbers))


def is_out(numbers: Mapping[str, int], kept: Collection[str], edition: Edition) -> bool:
    """Whether all of it was published just so, with whatever else."""
    return all(
        edition.numbers.get(name) == number and (name in edition.hidden) == (name in kept)
        for name, number in numbers.items()
    )


def changed(numbers: Mapping[str, int], edition: Edition) -> Iterator[str]:
    """Which numbers differ from what was published."""
    return (name for name, number in edition.numbers.items() if numbers.get(name, number) != number)
