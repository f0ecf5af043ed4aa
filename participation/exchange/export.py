"""The reviews file of the national return: what may go into it, and what breaks its rules."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

from participation.children.numbers import number_key
from participation.exchange.cells import is_reference
from participation.exchange.rules import Broken, broken_beside_episodes, broken_by, returned_day
from participation.files import whole_file

COLUMNS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")
NEVER_WRITTEN = {"duplicate", "future", "year", "child"}
"""What is no held review of the year, or no number of a child, stays out of the file even when it is forced."""

AS_ANY_FILE = 0o666
"""Whoever sends the return in may be another account than the one that writes it: its umask says who may read."""


@dataclass(frozen=True, slots=True)
class Returned:
    """One review as the file holds it; the code is empty where none is recorded."""

    child: str
    born_on: date | None
    held_on: date
    code: str

    def __str__(self) -> str:
        return f"{self.child}, {returned_day(self.held_on)}"


Checked = tuple[Returned, list[Broken]]


def checked(reviews: Iterable[Returned], year: tuple[date, date], today: date) -> Iterator[Checked]:
    """Each review with the rules that it breaks. They come child by child and day by day."""
    first, last = year
    before: Returned | None = None
    for review in reviews:
        broken = list(broken_by(review.code, review.born_on, review.held_on, today))
        if before and (before.child, before.held_on) == (review.child, review.held_on):
            broken.append(Broken("duplicate", "REVIEW", "One child on one day is one review; this is the second."))
        if not first <= review.held_on <= last:
            broken.append(Broken("year", "REVIEW", f"The year is {returned_day(first)} to {returned_day(last)}."))
        if review.born_on is None:
            broken.append(Broken("born", "DOB", "The child's day of birth is not known."))
        if not is_reference(review.child):
            broken.append(Broken("child", "CHILD", "Expected letters and digits as the child's number."))
        yield review, broken
        before = review


def doubted(reviews: Iterable[Returned], had_episodes: Mapping[str, bool] | None) -> Iterator[tuple[Returned, Broken]]:
    """The reviews about which the DfE asks beside the episodes, which are not ours to settle.

    Of those who had some, by number as numbers are compared, it is given whether all were short breaks. Where nobody
    gave any episodes nothing is said.
    """
    if had_episodes is None:
        return
    for review in reviews:
        broken = broken_beside_episodes(had_episodes.get(number_key(review.child)))
        if broken:
            yield review, broken


def may_be_written(broken: Iterable[Broken]) -> bool:
    """Whether a forced file holds a review in spite of the rules that it breaks: the officer's code stays as it is."""
    return not NEVER_WRITTEN & {rule.rule for rule in broken}


def write(reviews: Iterable[Returned], path: Path) -> None:
    """Write the file whole or not at all."""
    rows = StringIO(newline="")
    writer = csv.writer(rows)
    writer.writerow(COLUMNS)
    for review in reviews:
        born = returned_day(review.born_on) if review.born_on else ""
        writer.writerow((review.child, born, returned_day(review.held_on), review.code))
    with whole_file(path, AS_ANY_FILE, over=True) as file:
        file.write(rows.getvalue().encode())
