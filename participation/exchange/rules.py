"""What the DfE's rules and plain sense ask of one review in the national return."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from participation.exchange.problems import quoted
from participation.outcomes.codes import CODES, contradiction
from participation.reviews.timetable import age_on


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a review breaks, at which column, and one plain sentence."""

    rule: str
    column: str
    message: str


def returned_day(day: date) -> str:
    """A day as the national return writes it."""
    return f"{day:%d/%m/%Y}"


def broken_by(code: str, born_on: date | None, held_on: date, today: date) -> Iterator[Broken]:
    """Every rule that a review breaks by its own code and days. Before its day it needs no code."""
    if code not in CODES and (code or held_on <= today):
        yield Broken("167", "REVIEW_CODE", f"Expected a code from PN0 to PN7, found {quoted(code)}.")
    if held_on > today:
        yield Broken("future", "REVIEW", f"A review counts once its day has come; {returned_day(held_on)} has not.")
    if born_on is None:
        return
    if held_on < born_on:
        yield Broken("born", "REVIEW", f"The review is before the child was born on {returned_day(born_on)}.")
    against_age = contradiction(code, born_on, held_on)
    if against_age:
        age = f"this child was {age_on(born_on, held_on)} on {returned_day(held_on)}"
        who = "under 4" if against_age == "440" else "of 4 or over"
        yield Broken(against_age, "REVIEW_CODE", f"{code} is for a child {who}; {age}.")


def broken_beside_episodes(is_short_breaks: bool | None) -> Broken | None:
    """Which rule a review breaks beside the episodes of its child; None stands for a child who has no episode."""
    if is_short_breaks is None:
        return Broken("1012", "CHILD", "This child has no episode, so there should be no review.")
    said = "Every episode of this child is one of a series of short breaks (V3, V4), which have no reviews."
    return Broken("399", "CHILD", said) if is_short_breaks else None
