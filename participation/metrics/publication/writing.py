"""Figures as other programs read them: JSON with names that stay, and CSV."""

import csv
import io
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from participation.metrics.breakdowns.tables import Breakdown
from participation.metrics.figures import PATHWAY_PLAN, Figures
from participation.metrics.glossary.inside_meanings import ABOUT_INSIDE
from participation.metrics.glossary.meanings import MEANINGS, definition, split
from participation.metrics.inside.average import Average
from participation.metrics.inside.figures import AgencyReturns, InsideFigure, InsideYear
from participation.metrics.publication.notes import COMPARED
from participation.metrics.showing import Shown, as_shown
from participation.outcomes.codes import Code

LISTS = ("by_month", "by_quarter", "in_time_by_month", "in_time_by_quarter")
CODES = tuple(f"participation.{code}" for code in Code)
COLUMNS = ("figure", "n", "of", "rate", "definition")


class WholeFigures(NamedTuple):
    """What stands beside the figures inside the service, and in nothing that is published."""

    parts: Mapping[str, Breakdown]
    inside: InsideYear


def as_json(
    figures: Figures, shown: Mapping[str, Shown], said: Mapping[str, str], also: WholeFigures | None = None
) -> str:
    """One object: `views_given`, `participation` with `PN1` in it, and so on; what stays inside where it is given."""
    whole = {
        "year": figures.year,
        "from": figures.first.isoformat(),
        "to": figures.last.isoformat(),
        "counted_to": figures.until.isoformat(),
        "notes": list(said.values()),
        "definitions": {name: definition(name) for name in _defined(shown, is_whole=also is not None)},
        **_nested(shown, also.inside.values if also else {}),
    }
    if also is not None:
        whole["breakdowns"] = _broken_down(also.parts)
        whole["returns_by_agency"] = [_agency(each) for each in also.inside.agencies]
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _defined(shown: Collection[str], *, is_whole: bool) -> Iterator[str]:
    said = {split(name)[0] for name in shown}
    return (name for name in (*MEANINGS, *CODES) if is_whole or name not in ABOUT_INSIDE or name in said)


def _broken_down(tables: Mapping[str, Breakdown]) -> dict[str, Any]:
    return {
        dimension: {part: _by_path({name: as_shown(each) for name, each in row.items()}) for part, row in table.items()}
        for dimension, table in tables.items()
    }


def _agency(each: AgencyReturns) -> dict[str, Any]:
    rates = {name: _plain(as_shown(getattr(each, name))) for name in ("returned", "on_time")}
    return {"respondent": each.respondent, "agency": each.agency, **rates}


def _nested(shown: Mapping[str, Shown], inside: Mapping[str, InsideFigure]) -> dict[str, Any]:
    """Months and quarters as lists, in their order."""
    averages = {name: each for name, each in inside.items() if isinstance(each, Average)}
    others = {name: as_shown(each) for name, each in inside.items() if not isinstance(each, Average)}
    whole = _by_path({**shown, **others, **averages})
    for reviews in (whole["reviews"], whole[PATHWAY_PLAN]["reviews"]):
        reviews.update({periods: list(reviews[periods].values()) for periods in LISTS if periods in reviews})
    return whole


def _by_path(shown: Mapping[str, Shown | Average]) -> dict[str, Any]:
    """`reviews.held` as `held` in `reviews`."""
    whole: dict[str, Any] = {}
    for name, figure in shown.items():
        *path, last = name.split(".")
        inner = whole
        for step in path:
            inner = inner.setdefault(step, {})
        inner[last] = _plain(figure)
    return whole


def as_csv(_figures: Figures, shown: Mapping[str, Shown], said: Mapping[str, str]) -> str:
    """One row a figure, and a warning that must stand with them.

    What a count does not divide, and what nothing can be divided by, is empty.
    """
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows((name, each.n, each.of, each.rate, definition(name)) for name, each in shown.items())
    rows.writerows((f"note.{name}", None, None, None, sentence) for name, sentence in said.items() if name == COMPARED)
    return file.getvalue().removesuffix("\n")


def _plain(figure: Shown | Average) -> Any:
    if isinstance(figure, Average):
        return {"n": figure.n, "of": figure.of, "mean": figure.mean}
    if figure.of is None:
        return figure.n
    return {"n": figure.n, "of": figure.of, "rate": figure.rate}
