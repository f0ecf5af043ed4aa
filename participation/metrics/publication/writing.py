"""Figures as other programs read them: JSON with names that stay, and CSV."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from participation.metrics.breakdowns.tables import Breakdown
from participation.metrics.figures import PATHWAY_PLAN, Figures
from participation.metrics.glossary.meanings import MEANINGS, definition
from participation.metrics.publication.notes import COMPARED
from participation.metrics.showing import Shown, as_shown
from participation.outcomes.codes import Code

LISTS = ("by_month", "by_quarter")
CODES = tuple(f"participation.{code}" for code in Code)
COLUMNS = ("figure", "n", "of", "rate", "definition")


def as_json(
    figures: Figures, shown: Mapping[str, Shown], said: Mapping[str, str], parts: Mapping[str, Breakdown] | None = None
) -> str:
    """One object: `views_given`, `participation` with `PN1` in it, and so on; `breakdowns` where they are given."""
    whole = {
        "year": figures.year,
        "from": figures.first.isoformat(),
        "to": figures.last.isoformat(),
        "counted_to": figures.until.isoformat(),
        "notes": list(said.values()),
        "definitions": {name: definition(name) for name in (*MEANINGS, *CODES)},
        **_nested(shown),
    }
    if parts is not None:
        whole["breakdowns"] = _broken_down(parts)
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _broken_down(tables: Mapping[str, Breakdown]) -> dict[str, Any]:
    return {
        dimension: {part: _by_path({name: as_shown(each) for name, each in row.items()}) for part, row in table.items()}
        for dimension, table in tables.items()
    }


def _nested(shown: Mapping[str, Shown]) -> dict[str, Any]:
    """Months and quarters as lists, in their order."""
    whole = _by_path(shown)
    for reviews in (whole["reviews"], whole[PATHWAY_PLAN]["reviews"]):
        reviews.update({periods: list(reviews[periods].values()) for periods in LISTS})
    return whole


def _by_path(shown: Mapping[str, Shown]) -> dict[str, Any]:
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


def _plain(figure: Shown) -> Any:
    if figure.of is None:
        return figure.n
    return {"n": figure.n, "of": figure.of, "rate": figure.rate}
