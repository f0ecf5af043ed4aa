"""Services that nobody runs, review by review: with what the council knows of each child, to be broken down by it."""

import random
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from participation.metrics.breakdowns.queries import ReviewParts
from participation.metrics.figures import BROKEN, Figures
from participation.metrics.publication.broken_down import PART_OF, PARTS, broken_down
from participation.metrics.rows import Coded, HeldReviews
from participation.outcomes.codes import ATTENDED, Code
from tests.metrics.small_services import CODES, FIRST, of_reviews

WITHOUT_CODE = "participation.not_recorded"


def parted_service(chance: random.Random, size: int, slips: float = 0.0) -> list[ReviewParts]:
    """The reviews of a year; a share of the codes contradicts the age."""
    return [_review(chance, slips) for _ in range(size)]


def figures_of(rows: Sequence[ReviewParts], tables: Collection[str] = tuple(PARTS)) -> Figures:
    """The figures of that year, with these of the tables that may be published beside them."""
    days = [
        HeldReviews("", row.on, 1, row.due_on is not None, bool(row.due_on and row.on <= row.due_on), 0) for row in rows
    ]
    year = of_reviews(days, [_coded(row) for row in rows])
    values, between = broken_down(rows)
    return replace(
        year,
        values={**year.values, **{name: each for name, each in values.items() if name.split(".")[1] in tables}},
        between={**year.between, **{name: each for name, each in between.items() if name.split(".")[1] in tables}},
    )


def codes_of_parts(rows: Sequence[ReviewParts]) -> dict[str, int]:
    """What no page prints of any part and a reader would like to know: each single code."""
    found: Counter[str] = Counter()
    for row in rows:
        name = f"participation.{row.code}" if row.code else WITHOUT_CODE
        found.update(f"{BROKEN}{table}.{PART_OF[table](row)}.{name}" for table in PARTS)
    return dict(found)


def _coded(row: ReviewParts) -> Coded:
    is_under_4 = (
        row.code == Code.PN0 if row.born_on is None else row.born_on > date(row.on.year - 4, row.on.month, row.on.day)
    )
    came, seen = row.code in ATTENDED, bool(row.seen_on) and not is_under_4
    return Coded("", row.code, is_under_4, 1, 0, came and row.on.day == 1, seen, 0, row.born_on is None)


def _review(chance: random.Random, slips: float) -> ReviewParts:
    on = FIRST + timedelta(days=chance.randrange(365))
    on = on.replace(day=min(on.day, 28))
    age = chance.choices((2, 6, 9, 13, 16, 18), (13, 15, 17, 28, 26, 1))[0]
    code = Code.PN0 if age < 4 else chance.choices(CODES[1:], (40, 3, 2, chance.choice((0, 3)), 6, 16, 6, 2))[0]
    if chance.random() < slips:
        code = chance.choice(CODES[:-1])

    def one_of(choices: tuple[object, ...], often: tuple[int, ...]) -> object:
        return chance.choices(choices, often)[0]

    known = (True, False, None)
    return ReviewParts(
        "", on, None if chance.random() < 0.02 else on + timedelta(days=chance.choice((0, 0, 0, 0, 0, 0, -5))), code,
        on if chance.random() < 0.8 else None,
        None if chance.random() < 0.005 else date(on.year - age, 1 if age > 3 else 12, 1),
        one_of(("1", "2"), (45, 55)), one_of(("WBRI", "MOTH", "APKN", "BAFR", "OOTH", ""), (60, 10, 8, 14, 6, 2)),
        one_of(known, (10, 88, 2)), one_of(known, (15, 82, 3)), one_of(("en", "ar"), (88, 12)),
        one_of(known, (35, 60, 5)),
        one_of((5.0, 40.0, None), (70, 25, 5)), chance.random() < 0.04, None, None, None,
    )  # fmt: skip
