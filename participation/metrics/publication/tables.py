"""What is published beside the figures of a year as tables to read: for the page and for the report."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from participation.metrics.figures import APART, BROKEN
from participation.metrics.glossary import labels
from participation.metrics.glossary.meanings import definition, split
from participation.metrics.publication.beside import COLUMNS
from participation.metrics.publication.more import BESIDE
from participation.metrics.publication.suppression import HIDDEN
from participation.metrics.showing import Shown

FIGURES = tuple(COLUMNS)
"""The columns."""


class PartRow(NamedTuple):
    """Some of the children."""

    part: str
    figures: tuple[Shown, ...]


class PartTable(NamedTuple):
    """All children, part by part."""

    id: str
    title: str
    rows: tuple[PartRow, ...]

    @property
    def is_told(self) -> bool:
        """Whether there is anything to read in it."""
        return any(each.n not in (HIDDEN, 0) for row in self.rows for each in row.figures)


def part_tables(shown: Mapping[str, Shown], first: date) -> tuple[PartTable, ...]:
    """Every table among the figures of a year that begins on `first`."""
    tables: dict[str, dict[str, list[Shown]]] = {}
    for name, figure in shown.items():
        if name.startswith(BROKEN):
            _, table, part, _ = name.split(".", 3)
            tables.setdefault(table, {}).setdefault(part, []).append(figure)
    return tuple(
        PartTable(
            table,
            labels.table_title(table),
            tuple(PartRow(labels.table_row(part, first), tuple(figures)) for part, figures in rows.items()),
        )
        for table, rows in tables.items()
    )


class MoreGroup(NamedTuple):
    """Further figures that are read together: the parts of one, or one by itself."""

    title: str
    definition: str
    rows: tuple[PartRow, ...]
    has_parts: bool

    @property
    def is_told(self) -> bool:
        """Whether there is anything to read in it."""
        return any(each.n != HIDDEN for row in self.rows for each in row.figures)


def more_groups(shown: Mapping[str, Shown], first: date) -> tuple[MoreGroup, ...]:
    """Every further figure of a year that begins on `first`: whole ones, then by parts in which there is anybody."""
    groups: dict[str, list[PartRow]] = {}
    parted = set()
    for name, figure in shown.items():
        if name.startswith(BESIDE) and not name.startswith(BROKEN):
            own, part = split(name)
            group = f"{APART}{own}" if name.startswith(APART) else own
            rows = groups.setdefault(group, [])
            if part:
                parted.add(group)
            if not part or figure.n or figure.of:
                rows.append(PartRow(labels.label(name, first) if part else labels.called(name, first), (figure,)))
    found = (
        MoreGroup(labels.called(group, first), definition(group), tuple(rows), group in parted)
        for group, rows in groups.items()
        if rows
    )
    return tuple(sorted(found, key=lambda group: group.has_parts))
