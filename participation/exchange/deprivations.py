"""Deprivation of liberty orders in the national return since 2026-27 (`DoLo`), and the DfE's rules 700 to 710 for them.

The rules are those that csc-validator-be-903 has. Two of them are read as the DfE words them, where that program names
what is as it should be: an order that ended before another began, and a place where the child still is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from participation.children.numbers import number_key
from participation.exchange.csv_rows import RowsOfCells
from participation.exchange.reading import NOT_TAKEN, CellReading
from participation.exchange.rules import Broken, returned_day
from participation.exchange.ssda903 import Episode, born_on_in

FIRST_YEAR = "2026-27"
"""The first collection year that has the table."""
START, END = "DOLO_START", "DOLO_END"
EXPECTED_PLACES = {"K2", "Z12", "Z13"}
"""A children's home, and two kinds of placement that is not regulated (rule 709)."""
IMPOSSIBLE_PLACES = {"K1", "P1", "R5", "K3"}
"""A secure children's home, with parents, a young offender institution, supported accommodation (rule 710)."""


@dataclass(frozen=True, slots=True)
class Order:
    """One order; `ended_on` is None while it stands."""

    reading: CellReading
    child: str
    born_on: date | None
    started_on: date
    ended_on: date | None


@dataclass(slots=True)
class Orders:
    """The orders of a return that can be read."""

    of_children: dict[str, list[Order]] = field(default_factory=dict)
    """Of each child in the order of their days, by the number as numbers are compared."""
    is_whole: bool = True
    """Every row could be read, so what is not here was left out on purpose."""


def orders_in(rows: RowsOfCells) -> Orders:
    """Every order of the table. Of two that begin on one day the first stands."""
    found = Orders()
    for row in rows:
        order = _order(CellReading(rows, row))
        if order is None:
            found.is_whole = False
            continue
        others = found.of_children.setdefault(number_key(order.child), [])
        twice = next((other for other in others if other.started_on == order.started_on), None)
        if twice:
            message = f"An order from this day on stands on line {twice.reading.row.line} already; {NOT_TAKEN}."
            order.reading.note(START, "duplicate", message)
            continue
        others.append(order)
    for others in found.of_children.values():
        others.sort(key=lambda order: order.started_on)
    return found


def _order(reading: CellReading) -> Order | None:
    child, born_on = reading.reference("CHILD"), born_on_in(reading)
    started_on = reading.needed_day(START, "700", "the day on which the order began")
    ended_on = reading.needed_day(END, "701", "the day on which the order ended") if reading.row[END] else None
    if started_on and ended_on and ended_on <= started_on:
        reading.refuse(END, "702", f"a day after {returned_day(started_on)}, when the order began")
    if reading.is_refused or started_on is None:
        return None
    return Order(reading, child, born_on, started_on, ended_on)


def broken_by(
    order: Order, others: Sequence[Order], episodes: Sequence[Episode], year: tuple[date, date]
) -> Iterator[Broken]:
    """Every rule that an order breaks by itself, beside all orders of the child, and beside where the child was.

    Without an episode nothing is said of those; `year` has the first and the last day of the collection.
    """
    first, last = map(returned_day, year)
    if order.started_on > year[1]:
        yield Broken("703", START, f"The order begins after {last}, the last day of the collection year.")
    if order.ended_on and not year[0] <= order.ended_on <= year[1]:
        yield Broken("704", END, f"The order ended outside the collection year, which is {first} to {last}.")
    if before := _not_ended(order, others):
        line = before.reading.row.line
        yield Broken("705", START, f"The order on line {line} had not ended; only then does another begin.")
    if episodes and not any(_is_within(order, first, last) for first, last in _times_in_care(episodes)):
        so = "it ended outside" if order.ended_on else "it has no end, and the child was not in care all the time since"
        yield Broken("707", END, f"By the episodes the order is not within a time in care: {so}.")
    places = sorted({episode.place for episode in episodes if episode.place and _overlap(order, episode)})
    if unexpected := [place for place in places if place not in EXPECTED_PLACES]:
        said = (
            f"Expected a child under an order in {', '.join(sorted(EXPECTED_PLACES))}, found {', '.join(unexpected)}."
        )
        yield Broken("709", START, said)
    if impossible := [place for place in places if place in IMPOSSIBLE_PLACES]:
        yield Broken("710", START, f"A child under an order cannot be placed in {', '.join(impossible)}.")


def _not_ended(order: Order, others: Sequence[Order]) -> Order | None:
    """Which order begins earlier and has no end, or begins later and ends earlier."""
    for other in others:
        if other.ended_on is None and other.started_on < order.started_on:
            return other
    ended = sorted((other for other in others if other.ended_on), key=lambda other: (other.ended_on, other.started_on))
    return next(
        (one for one, next_one in pairwise(ended) if next_one is order and order.started_on < one.started_on), None
    )


def _times_in_care(episodes: Sequence[Episode]) -> list[tuple[date, date | None]]:
    """From when to when a child was in care without a day between."""
    times: list[tuple[date, date | None]] = []
    for episode in sorted(episodes, key=lambda episode: episode.first):
        if times and (times[-1][1] is None or episode.first <= times[-1][1]):
            times[-1] = times[-1][0], episode.last
        else:
            times.append((episode.first, episode.last))
    return times


def _is_within(order: Order, first: date, last: date | None) -> bool:
    if order.ended_on is None:
        return last is None and order.started_on >= first
    return order.ended_on >= first and (last is None or order.ended_on <= last)


def _overlap(order: Order, episode: Episode) -> bool:
    """Whether an order that has ended was in force during a episode: of one that stands the rules ask no place."""
    return (
        order.ended_on is not None
        and order.ended_on >= episode.first
        and (episode.last is None or order.started_on <= episode.last)
    )
