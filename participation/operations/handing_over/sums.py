"""Every figure that is a count, of some years: before is what is after, and what others gained."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import Session

from participation import clock
from participation.db import session
from participation.metrics.definitions import Rate
from participation.metrics.figures import Figures, figures
from participation.metrics.models import Tally
from participation.metrics.publication.notes import notes
from participation.metrics.publication.writing import as_csv
from participation.metrics.queries import days_held
from participation.metrics.showing import whole
from participation.operations.handing_over.box import Row
from participation.operations.handing_over.rules import table_of
from participation.reviews.timetable import collection_year, collection_year_days
from participation.service import ServiceRow

Sums = Mapping[str, int]


def years() -> list[str]:
    """From the first year in which a review was held to this one."""
    held = days_held()
    last = collection_year_days(collection_year(clock.today()))[0].year
    first = collection_year_days(collection_year(held[0]))[0].year if held else last
    return [collection_year(date(year, 4, 1)) for year in range(first, last + 1)]


def counted(of_years: Iterable[str], settings: tuple[Row, Row]) -> list[Figures]:
    """The figures now, as a council with these settings counts: what is in time is a council's own choice."""
    before = g.get("service")
    g.service = ServiceRow(id=1, settings=settings[0], for_staff=settings[1]).whole()
    session().expire_all()
    try:
        return [figures(year) for year in of_years]
    finally:
        g.pop("service")
        if before is not None:
            g.service = before


def sums(of_years: Iterable[Figures]) -> Sums:
    """Every number of these figures, and what is counted of answers now."""
    return {**dict(_numbers(of_years)), **_tally(session())}


def settings_here() -> tuple[Row, Row]:
    """By what figures are reckoned here."""
    row = session().get(ServiceRow, 1)
    return (row.settings, row.for_staff) if row else ({}, {})


def gained(after: Sums, before: Sums) -> Sums:
    """What came to be more or less."""
    return {name: more for name in {*after, *before} if (more := after.get(name, 0) - before.get(name, 0))}


def differing(before: Sums, after: Sums, gains: Iterable[Sums]) -> list[str]:
    """A sentence for each figure that does not add up."""
    together = Counter(after)
    for each in gains:
        together.update(each)
    return [
        f"{name}: {before.get(name, 0)} before, {together[name]} after in all councils together."
        for name in sorted({*before, *together})
        if before.get(name, 0) != together[name]
    ]


def tables_of_figures(of_years: Iterable[Figures]) -> dict[str, str]:
    """The figures of each year as a table, as this council's people have known them."""
    found = {}
    for each in of_years:
        shown = whole(each)
        found[each.year] = as_csv(each, shown, notes(each, shown))
    return found


def _numbers(of_years: Iterable[Figures]) -> Iterable[tuple[str, int]]:
    for each in of_years:
        for name, figure in each.values.items():
            if isinstance(figure, Rate):
                yield f"{each.year} {name}", figure.n
                yield f"{each.year} {name}, of", figure.of
            else:
                yield f"{each.year} {name}", figure


def _tally(current: Session) -> Sums:
    rows = current.execute(select(*table_of(Tally).primary_key.columns, Tally.count))
    return {f"answers {'.'.join(map(str, key))}": number for *key, number in rows}
