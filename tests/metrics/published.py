"""A table of participation that a service published, and reviews of invented children that make the same table."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import insert

from participation.children.models import Child
from participation.db import new_id, transaction
from participation.outcomes.models import Participation
from participation.reviews.models import Review

TABLE = Path(__file__).parent.parent / "data" / "annual_reports" / "thurrock_participation.csv"
YEARS = ("2018-19", "2019-20", "2020-21", "2021-22")
RECORDED_AT = datetime(2022, 6, 1, tzinfo=UTC)
_numbers = count(1)


def published_table() -> dict[str, dict[str, int]]:
    """Year, code, reviews."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {year: {row["code"]: int(row[year]) for row in rows} for year in YEARS}


def hold_the_reviews_of(year: str, *, without_code: int = 0) -> None:
    """A review for each that the table counts, of a child of the right age, from the year's first day to its last."""
    codes = [code for code, number in published_table()[year].items() for _ in range(number)]
    hold_reviews([*codes, *[""] * without_code], list(_days(year)))


def hold_reviews(codes: list[str], days: list[date]) -> None:
    """Reviews with these codes, spread over these days; "" is a review that nobody has given a code."""
    children, reviews, coded = [], [], []
    for number, code in enumerate(codes):
        on = days[number * (len(days) - 1) // max(1, len(codes) - 1)]
        child, review, reference = new_id(), new_id(), f"invented-{next(_numbers)}"
        born_on = _birthday(on, 3 if code == "PN0" else 4 + number % 14)
        children.append({"id": child, "reference": reference, "born_on": born_on})
        reviews.append({"id": review, "reference": reference, "child_id": child, "meets_on": on, "due_on": on})
        if code:
            coded.append({"review_id": review, "code": code, "recorded_at": RECORDED_AT})
    with transaction() as session:
        for table, rows in ((Child, children), (Review, reviews), (Participation, coded)):
            session.execute(insert(table), rows)


def _birthday(on: date, age: int) -> date:
    """The day of birth of somebody who is as many years old on a day, and not one day more or, at 3, one day less."""
    if age == 3:
        return date(on.year - 4, on.month, min(on.day, 28)) + timedelta(days=4)
    return date(on.year - age, on.month, min(on.day, 28))


def _days(year: str) -> Iterator[date]:
    first, last = date(int(year[:4]), 4, 1), date(int(year[:4]) + 1, 3, 31)
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
