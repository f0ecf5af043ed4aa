"""Tables that stand beside the figures of a year and break them down: what of them is published. Pure.

No table takes anything from the figures of the whole year. Those are hidden first, and a column of a table is printed
only where all that it adds up to is shown: so tables tell nothing more about what is hidden in the whole. Each table
keeps its secrets even from somebody who knows every number of the whole year and of all other tables. What was
published before is printed again as it was, or not at all.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from participation.metrics.composing import WHY_REARRANGED
from participation.metrics.figures import BROKEN
from participation.metrics.inside.rows import NOT_MOVED
from participation.metrics.publication.relations import REST, SHORT, WITHHELD, noughts
from participation.metrics.publication.sums import Sum
from participation.metrics.publication.suppression import Case, hidden_in
from participation.metrics.rows import Edition

AGE, QUARTER, ORDER, MOVED = "age", "quarter", "order", "moved"
AGAIN = " again"
"""Ends the name of a figure of which two publications would tell how its parts have changed."""


class Column(NamedTuple):
    """A figure that is printed of every part."""

    cost: int
    """What hiding a part of it takes from the reader."""
    needs: tuple[str, ...]
    """The numbers of the whole year that it adds up to: all of them must be shown."""
    told_with_it: tuple[str, ...]
    """What can be worked out from it; who attended is a share of the same reviews."""


COLUMNS: Mapping[str, Column] = {
    "reviews.held": Column(4, ("reviews.held",), ("reviews.under_4",)),
    "reviews.held_in_time": Column(
        3, ("reviews.held_in_time.n", "reviews.held_in_time.of"), ("reviews.without_due_date",)
    ),
    "views_given": Column(3, ("views_given.n", "views_given.of"), ("attended.of", "in_no_rate")),
    "attended": Column(
        2,
        ("views_given.n", "views_given.of", "attended.n", "participation.PN4"),
        ("came_and_heard", "heard_elsewhere", "participation.PN4", "participation.PN7"),
    ),
    "seen_before_meeting": Column(
        2, ("seen_before_meeting.n", "seen_before_meeting.of", WITHHELD), ("of_4_in_no_rate",)
    ),
}
"""Who took no part is not told part by part: beside the others it would tell of PN4, and that is nearly always few."""
HELD, *RATES = COLUMNS
BLOCKS = (
    (HELD,),
    (HELD, "reviews.held_in_time"),
    (HELD, "views_given", "attended"),
    (HELD, "seen_before_meeting"),
    tuple(COLUMNS),
)
"""What is hidden one after the other: a few columns are soon searched, and of all there is little left to hide."""
PATIENCE = 100
"""So often values are looked for in vain in one search: there are many tables, and to hide more does little harm."""
WITHIN = (
    Sum(HELD, ("reviews.held_in_time.of", "reviews.without_due_date")),
    Sum(HELD, ("views_given.of", "in_no_rate")),
    Sum(HELD, ("reviews.under_4", "seen_before_meeting.of")),
    Sum("views_given.of", ("attended.of",)),
    Sum("views_given.n", ("heard_elsewhere", "came_and_heard")),
    Sum("attended.n", ("participation.PN4", "came_and_heard")),
    Sum(f"views_given{REST}", ("participation.PN4", "participation.PN7")),
    Sum(f"attended{REST}", ("heard_elsewhere", "participation.PN7")),
    # So it is where no code contradicts the age, and elsewhere nothing tells the number of these.
    Sum("in_no_rate", ("reviews.under_4", "of_4_in_no_rate")),
    Sum("seen_before_meeting.of", ("of_4_in_no_rate", "views_given.of")),
    *(Sum(f"{rate}.of", (f"{rate}{REST}", f"{rate}.n")) for rate in RATES),
)
"""What adds up in each part."""
ACROSS: Mapping[str, tuple[Sum, ...]] = {
    QUARTER: tuple(Sum(f"reviews.by_quarter.{number}", (f"{number}.{HELD}",)) for number in range(1, 5)),
    AGE: (
        Sum("reviews.under_4", (f"under_4.{HELD}", "not_known.reviews.under_4")),
        Sum("participation.age_not_known", (f"not_known.{HELD}",)),
        Sum(WITHHELD, ()),
    ),
    MOVED: (
        *(Sum(why, (f"{why.rpartition('.')[2]}.{HELD}",)) for why in WHY_REARRANGED),
        Sum(f"reviews.rearranged{REST}", (f"{NOT_MOVED}.{HELD}",)),
    ),
}
"""What some parts of a table add up to in the whole year: all of it must be shown, or nothing of that table is."""
UP_TO: Mapping[str, tuple[tuple[str, str], ...]] = {
    ORDER: tuple(
        (total, f"{order}.{own}")
        for order in ("first", "second")
        for total, own in (
            ("children.every_review_in_time.of", "reviews.held_in_time.of"),
            (f"children.every_review_in_time{REST}", f"reviews.held_in_time{REST}"),
            ("children.heard_at_every_review.of", "seen_before_meeting.of"),
            (f"children.heard_at_every_review{REST}", f"views_given{REST}"),
        )
    )
}
"""What a part cannot be more than, since a child has one first review and one second: must be shown as well."""


def kept_back(numbers: Mapping[str, int], hidden: Mapping[str, str], editions: Sequence[Edition]) -> dict[str, str]:
    """Which numbers of tables are not published, and what each would give away; `hidden` is that of the whole year."""
    found = dict.fromkeys(name.split(".")[1] for name in numbers if name.startswith(BROKEN))
    return {name: secret for table in found for name, secret in _Table(table, numbers, hidden, editions).kept.items()}


@dataclass(frozen=True)
class _Table:
    """One of them, with what it stands beside."""

    name: str
    numbers: Mapping[str, int]
    hidden: Mapping[str, str]
    editions: Sequence[Edition]

    @property
    def kept(self) -> dict[str, str]:
        """What is not published of it."""
        now = {name: each for name, each in self.numbers.items() if name.startswith(self._before)}
        for edition in self.editions:
            if {name: each for name, each in edition.numbers.items() if name.startswith(self._before)} == now:
                return {name: secret for name, secret in edition.hidden.items() if name.startswith(self._before)}
        return self._without({name: secret for name in COLUMNS if (secret := next(self._in_the_way(name), ""))})

    def _without(self, in_the_way: Mapping[str, str]) -> dict[str, str]:
        """What is hidden where some columns are not told at all, each for what it would give away.

        One in which all that can be hidden would still leave an insider a single value is one of them.
        """
        # Without the first column nothing says what the others divide, and who attended divides by the third.
        away = {name: in_the_way.get(HELD) or in_the_way.get(name, "") for name in COLUMNS}
        away["attended"] = away["views_given"] or away["attended"]
        told: dict[str, str] = {}
        for block in BLOCKS:
            case = self._case([name for name in block if not away[name]], told)
            found = {name: secret for name, secret in hidden_in(case).items() if name in self.numbers}
            told = {name: secret for name, secret in found.items() if name.startswith(BROKEN)} | told
        pinned = next(
            (name for name in told if case.figures[name] and case.is_guarded(name) and case.enough(name) < 2), ""
        )
        if pinned:
            column = next(column for column in COLUMNS if pinned in self._cells(column))
            return self._without({**in_the_way, column: pinned})
        kept = {cell: secret for name, secret in away.items() if secret for cell in self._cells(name)}
        return kept | dict(noughts(case, told)) | told

    @property
    def _before(self) -> str:
        return f"{BROKEN}{self.name}."

    @cached_property
    def _parts(self) -> list[str]:
        return list(dict.fromkeys(name.split(".")[2] for name in self.numbers if name.startswith(self._before)))

    def _cell(self, part: str, name: str) -> str:
        return f"{self._before}{part}.{name}"

    def _cells(self, column: str) -> list[str]:
        return [self._cell(part, name) for name in _numbers(column) for part in self._parts]

    def _in_the_way(self, column: str) -> Iterator[str]:
        """What a column would give away: something hidden in the whole year, or what has changed in it since."""
        across = [each.total for each in ACROSS.get(self.name, ())] + [total for total, _ in UP_TO.get(self.name, ())]
        yield from (self.hidden[name] for name in (*across, *COLUMNS[column].needs) if name in self.hidden)
        now = {cell: self.numbers[cell] for cell in self._cells(column)}
        for edition in self.editions:
            then = {name: each for name, each in edition.numbers.items() if _is_of(name, self.name, column)}
            if then and then != now:
                yield f"{self._cell(self._parts[0], column)}{AGAIN}"

    def _case(self, columns: Sequence[str], hidden: Collection[str]) -> Case:
        """Columns that are told, beside all that they add up to: that is known, whether it is shown or not."""
        names = [name for column in columns for name in _numbers(column)]
        cells = {self._cell(part, name): name for name in names for part in self._parts}
        figures = {cell: self.numbers[cell] for cell in cells}
        whole = {name: sum(figures[self._cell(part, name)] for part in self._parts) for name in names}
        whole |= {each.total: self.numbers[each.total] for each in ACROSS.get(self.name, ()) if columns}
        sums = [Sum(name, tuple(self._cell(part, name) for part in self._parts)) for name in names]
        sums += [
            Sum(self._cell(part, total), tuple(self._cell(part, each) for each in parts))
            for part in self._parts
            for total, parts in WITHIN
            if {total, *parts} <= {*names}
        ]
        sums += self._sums_across(figures) if columns else []
        up_to = list(self._up_to(figures))
        short = {each.parts[1]: self.numbers[each.total] - figures[each.parts[0]] for each in up_to}
        whole |= {each.total: self.numbers[each.total] for each in up_to}
        sums += up_to
        settled = dict.fromkeys(whole, False) | dict.fromkeys(cells.keys() & hidden, True) | self._settled(cells, sums)
        costs = {cell: _cost(name) for cell, name in cells.items()} | dict.fromkeys(short, 0)
        return Case({**whole, **figures, **short}, sums, costs, settled=settled, patience=PATIENCE)

    def _sums_across(self, figures: Mapping[str, int]) -> Iterator[Sum]:
        for total, parts in ACROSS.get(self.name, ()):
            if there := tuple(cell for part in parts if (cell := f"{self._before}{part}") in figures):
                yield Sum(total, there)

    def _up_to(self, figures: Mapping[str, int]) -> Iterator[Sum]:
        """Each part that has a bound, with what is wanting to it; where codes contradict ages it is no bound."""
        for total, part in UP_TO.get(self.name, ()):
            cell = f"{self._before}{part}"
            if cell in figures and figures[cell] <= self.numbers.get(total, 0):
                yield Sum(total, (cell, f"{cell}{SHORT}{total}"))

    def _settled(self, cells: Mapping[str, str], sums: Sequence[Sum]) -> dict[str, bool]:
        """What is known already: that nobody of 4 is under 4, a number of the whole year, what was shown before.

        What was hidden before stays hidden.
        """
        known = [name for name, own in cells.items() if own == "reviews.under_4" and not self.numbers[name]]
        known = known if self.name == AGE else []
        known += [each.parts[0] for each in sums if each.total not in cells and len(each.parts) == 1]
        before = [edition for edition in self.editions if cells.keys() & edition.numbers.keys()]
        return {
            **{
                name: name in each.hidden
                for each in before
                for name in cells
                if name in each.hidden or _cost(cells[name])
            },
            **dict.fromkeys(known, False),
        }


def _numbers(column: str) -> tuple[str, ...]:
    """All that belongs to it, printed or not."""
    ends = (".n", REST) if column == "attended" else (".n", ".of", REST)
    own = (column,) if column == HELD else tuple(f"{column}{end}" for end in ends)
    return (*own, *COLUMNS[column].told_with_it)


_COSTS = {name: each.cost for column, each in COLUMNS.items() for name in (column, f"{column}.n", f"{column}.of")}
_COSTS["attended.of"] = _COSTS["views_given.of"]


def _cost(name: str) -> int:
    return _COSTS.get(name, 0)


def _is_of(name: str, table: str, column: str) -> bool:
    before = f"{BROKEN}{table}."
    return name.startswith(before) and name.removeprefix(before).partition(".")[2] in _numbers(column)
