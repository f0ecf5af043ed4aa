"""The deprivation of liberty orders of a national return against what is known."""

from collections.abc import Mapping
from datetime import date

from participation.children.models import DeprivationOfLiberty
from participation.children.numbers import number_key
from participation.db import new_id
from participation.exchange import queries
from participation.exchange.csv_rows import RowsOfCells
from participation.exchange.deprivations import START, Order, Orders, broken_by
from participation.exchange.problems import NO_LONGER_NAMED, Problem
from participation.exchange.queries import Known
from participation.exchange.return_changes import ReturnChanges
from participation.exchange.rules import returned_day
from participation.exchange.writes import CHANGED, GONE, NEW, UNCHANGED, Writes

COUNTED_AS = "deprivation of liberty orders"


class DeprivationChanges:
    """Compares the orders of a return, once its children and reviews are read: all at once, because they are few."""

    def __init__(self, returned: ReturnChanges, rows: RowsOfCells, orders: Orders) -> None:
        self.gone: list[str] = []
        """The ids of orders that the return no longer has."""
        self._returned = returned
        self._rows = rows
        self._orders = orders
        self._year = returned.collected_days()

    def of_all(self) -> Writes:
        """What the orders change."""
        writes = Writes()
        listed = [order for orders in self._orders.of_children.values() for order in orders]
        self._returned.add_unheaded(writes, {order.child: order.born_on for order in listed})
        ids = self._returned.ids
        known = {(each["child_id"], each["started_on"]): each for each in queries.deprivations_of(set(ids.values()))}
        for order in listed:
            there = ids[number_key(order.child)], order.started_on
            self._order(writes, order, there[0], known.pop(there, None))
        if self._orders.is_whole:
            self._note_missing(known)
        return writes

    def _order(self, writes: Writes, order: Order, child_id: str, known: Known | None) -> None:
        key = number_key(order.child)
        born_on = self._returned.note_child(order.reading, key, order.born_on)
        if born_on and order.started_on <= born_on:
            order.reading.refuse(START, "708", f"a day after {returned_day(born_on)}, when the child was born")
            return
        for broken in broken_by(order, self._orders.of_children[key], self._returned.episodes(key), self._year):
            order.reading.note(broken.column, broken.rule, broken.message)
        is_changed = known is not None and not self._is_as_known(order, known["ended_on"])
        if known is None:
            days = {"started_on": order.started_on, "ended_on": order.ended_on}
            writes.add(DeprivationOfLiberty, id=new_id(), child_id=child_id, **days)
        elif is_changed:
            writes.change(DeprivationOfLiberty, id=known["id"], ended_on=order.ended_on)
        self._returned.taken.count(COUNTED_AS, NEW if known is None else CHANGED if is_changed else UNCHANGED)

    def _is_as_known(self, order: Order, ended_on: date | None) -> bool:
        """A return in which an order stands says nothing of what came after its year."""
        is_later = order.ended_on is None and ended_on is not None and ended_on > self._year[1]
        return is_later or order.ended_on == ended_on

    def _note_missing(self, known: Mapping[tuple[str, date], Known]) -> None:
        """A return names every order of its year; so one of that year that it does not name was none (rule 706 for
        those from before)."""
        first, last = self._year
        for each in known.values():
            started_on = each["started_on"]
            said = f"Child {each['reference']}: the order from {returned_day(started_on)}"
            if started_on < first and each["ended_on"] is None:
                self._note(
                    "706", started_on, f"{said} was open in an earlier return and is not in this one; it is kept."
                )
            elif first <= started_on <= last:
                self._note(NO_LONGER_NAMED, started_on, f"{said} came with an earlier file; it is taken back.")
                self.gone.append(each["id"])
                self._returned.taken.count(COUNTED_AS, GONE)

    def _note(self, rule: str, day: date, message: str) -> None:
        self._rows.note(Problem(self._rows.name, 1, START, rule, returned_day(day), message))
