"""From what children chose to what their officer may know of it: bands, in periods that never overlap. Pure.

An officer who knows which children came this week could read one child's answer off a figure that moves. So a period
is whole quarters, long enough that five different children spoke, and it is noted once nothing more can come. A band
covers a third: whatever the number of children, none of the three tells exactly how many chose something.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from participation.reviews.timetable import add_months

ENOUGH = 5
"""Different children, before an officer learns anything."""
FEW, SOME, MOST = "few", "some", "most"
MONTHS = 3


class Given(NamedTuple):
    """That a child said something about an officer, and in which quarter the review was."""

    submission_id: str
    child_id: str
    quarter: date


class Quarters(NamedTuple):
    """Whole quarters in which enough children spoke."""

    first_on: date
    last_on: date
    given: tuple[Given, ...]


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, day.month - (day.month - 1) % MONTHS, 1)


def end_of(quarter: date) -> date:
    """The last day of a quarter that is named by its first."""
    return add_months(quarter, MONTHS) - timedelta(days=1)


def periods(given: Iterable[Given]) -> Iterator[Quarters]:
    """Quarters taken together until enough different children spoke in them; what is left over waits for more."""
    together: list[Given] = []
    by_quarter = sorted(given, key=lambda each: each.quarter)
    for quarter in sorted({each.quarter for each in by_quarter}):
        together += (each for each in by_quarter if each.quarter == quarter)
        if len({each.child_id for each in together}) >= ENOUGH:
            yield Quarters(together[0].quarter, end_of(quarter), tuple(together))
            together = []


def bands(answers: Sequence[Mapping[str, Collection[str]]]) -> dict[str, dict[str, str]]:
    """By question and option, how many of the children chose it; each child's options by question come once.

    A question that fewer than enough children answered is left out.
    """
    found: dict[str, dict[str, str]] = {}
    for question in sorted({question for child in answers for question, chosen in child.items() if chosen}):
        chosen = [child[question] for child in answers if child.get(question)]
        if len(chosen) >= ENOUGH:
            options = sorted({option for child in chosen for option in child})
            found[question] = {
                option: band(sum(option in child for child in chosen), len(chosen)) for option in options
            }
    return found


def band(chose: int, of: int) -> str:
    """Few or none, some, most or all: by thirds."""
    return FEW if 3 * chose < of else MOST if 3 * chose > 2 * of else SOME
