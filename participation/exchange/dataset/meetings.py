"""The reviews of one child in the dataset: which were held, which is to come, what was called off. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from participation.outcomes.codes import CODES


class ReviewRow(NamedTuple):
    """One row of the table of reviews."""

    line: int
    review: str
    """`clar_cla_review_id`, or "" where there is none."""
    due_on: date | None
    day: date | None
    is_cancelled: bool
    code: str
    """PN0 to PN7, or ""."""

    def packed(self) -> str:
        """In a few letters: there may be a million of them."""
        due, day = (each.toordinal() if each else 0 for each in (self.due_on, self.day))
        return f"{self.line} {due} {day} {int(self.is_cancelled)} {self.code or '-'} {self.review}\n"

    @classmethod
    def unpacked(cls, text: str) -> "ReviewRow":
        """What was packed."""
        line, due, day, cancelled, code, review = text.split(" ", 5)
        due_on, held_on = (date.fromordinal(int(each)) if each != "0" else None for each in (due, day))
        return cls(int(line), review, due_on, held_on, cancelled == "1", "" if code == "-" else code)


@dataclass(slots=True)
class Meeting:
    """A review that stands, and the rows of those that were called off for it."""

    row: ReviewRow
    instead_of: list[ReviewRow] = field(default_factory=list)
    """In the order of their days."""


@dataclass(slots=True)
class Meetings:
    """What a child's rows come to."""

    held: list[Meeting] = field(default_factory=list)
    """In the order of their days."""
    to_come: list[Meeting] = field(default_factory=list)
    cancelled: list[ReviewRow] = field(default_factory=list)
    """Called off, and no other review was held for the same last day."""
    overtaken: list[ReviewRow] = field(default_factory=list)
    """Without a day, and a later review was held or another is to come."""


def meetings(rows: Iterable[ReviewRow], today: date) -> Meetings:
    """Put a child's rows in order.

    A row without a day says only when a review is due, whether it is marked as cancelled or not: one system marks each
    review so that was begun and not yet held, another those that were called off, and in both one is due by that day.
    """
    ordered = sorted(rows, key=lambda row: (row.day or date.max, row.due_on or date.max, row.line))
    found, without_day = Meetings(), [row for row in ordered if row.day is None]
    for row in ordered:
        if row.day and not row.is_cancelled:
            (found.held if row.day <= today else found.to_come).append(Meeting(row))
    last_on = found.held[-1].row.day if found.held else None
    kept = {each.row.due_on for each in (*found.held, *found.to_come)}
    ahead = [row for row in without_day if row.due_on and row.due_on not in kept]
    ahead = [row for row in ahead if last_on is None or (row.due_on and row.due_on > last_on)]
    if ahead and not found.to_come:
        found.to_come.append(Meeting(ahead[0]))
    standing = {each.row for each in found.to_come}
    for row in without_day:
        if row not in standing:
            (found.cancelled if row.is_cancelled else found.overtaken).append(row)
    for row in ordered:
        if row.day and row.is_cancelled:
            _called_off(found, row)
    return found


def _called_off(found: Meetings, row: ReviewRow) -> None:
    later = (each for each in (*found.held, *found.to_come) if (each.row.day or date.max) >= (row.day or date.min))
    moved_to = next((each for each in later if row.due_on and each.row.due_on == row.due_on), None)
    if moved_to:
        moved_to.instead_of.append(row)
    else:
        found.cancelled.append(row)


def code_in(text: str) -> str | None:
    """The code that a cell begins with; "" of an empty one, None where there are only words, or two codes."""
    code = text[:3].upper()
    if code in CODES and not text[3:4].isalnum() and not any(each in text[3:].upper() for each in CODES - {code}):
        return code
    return None if text else ""
