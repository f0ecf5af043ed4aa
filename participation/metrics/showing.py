"""Figures as they are shown: whole inside the service, without small numbers in what is published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from participation.metrics.composing import Figure
from participation.metrics.definitions import Rate
from participation.metrics.figures import APART, Figures
from participation.metrics.suppression import HIDDEN, Sum, hidden_in
from participation.outcomes.codes import ATTENDED, IN_RATES, VIEWS_GIVEN, Code

NEIGHBOURS = (Code.PN2, Code.PN3, Code.PN1, Code.PN4, Code.PN5, Code.PN6, Code.PN7)
"""The codes in the order in which one gives another company: so arranged the rare ones hide fewest others."""


@dataclass(frozen=True)
class Shown:
    """A count, or a rate with what it divides; HIDDEN in place of what nobody may work out."""

    n: int | str
    of: int | str | None = None
    """None: a count that divides nothing."""
    rate: float | str | None = None


def whole(figures: Figures) -> dict[str, Shown]:
    """Every figure as it was counted."""
    return {name: _shown(name, figure, frozenset()) for name, figure in figures.values.items()}


def published(figures: Figures) -> dict[str, Shown]:
    """Every figure as anyone may see it."""
    numbers = _numbers(figures.values)
    counted = [each for each in sums(figures.values) if numbers.keys() >= {each.total, *each.parts}]
    hidden = frozenset(hidden_in(numbers, counted))
    return {name: _shown(name, figure, hidden) for name, figure in figures.values.items()}


def _shown(name: str, figure: Figure, hidden: frozenset[str]) -> Shown:
    if not isinstance(figure, Rate):
        return Shown(HIDDEN if name in hidden else figure)
    n, of, rest = (f"{name}.{part}" for part in ("n", "of", "rest"))
    return Shown(
        HIDDEN if n in hidden else figure.n,
        HIDDEN if of in hidden else figure.of,
        HIDDEN if hidden & {n, of, rest} else figure.rate,
    )


def _numbers(values: Mapping[str, Figure]) -> dict[str, int]:
    """Every number that is shown or can be had by one subtraction, by name."""
    numbers: dict[str, int] = {}
    for name, figure in values.items():
        if isinstance(figure, Rate):
            numbers |= {f"{name}.n": figure.n, f"{name}.of": figure.of, f"{name}.rest": figure.of - figure.n}
        else:
            numbers[name] = figure
    return numbers


def sums(values: Mapping[str, Figure]) -> Iterator[Sum]:
    """Which numbers add up to which."""
    for name, figure in values.items():
        if isinstance(figure, Rate):
            yield Sum(f"{name}.of", (f"{name}.n", f"{name}.rest"))
    for before in ("", APART):
        for total, parts in _of_reviews():
            yield Sum(before + total, tuple(before + part for part in parts))
        yield from _of_respondents(before, values)
    yield from _of_words(values)


def _of_reviews() -> Iterator[Sum]:
    for quarter in range(1, 5):
        months = range(quarter * 3 - 2, quarter * 3 + 1)
        yield Sum(f"reviews.by_quarter.{quarter}", tuple(f"reviews.by_month.{month}" for month in months))
    yield Sum("reviews.held", tuple(f"reviews.by_quarter.{quarter}" for quarter in range(1, 5)))
    yield Sum("reviews.held", ("reviews.held_in_time.of", "reviews.without_due_date"))
    yield Sum("reviews.held", ("reviews.under_4", "seen_before_meeting.of"))
    yield Sum("reviews.held", ("participation.with_code", "participation.not_recorded"))
    yield Sum("participation.with_code", ("participation.PN0", "views_given.of"))
    for total, codes in (("attended.n", ATTENDED), ("views_given.n", VIEWS_GIVEN), ("views_given.of", IN_RATES)):
        yield Sum(total, tuple(f"participation.{code}" for code in NEIGHBOURS if code in codes))
    for one, same in (
        ("participation.total", "reviews.held"),
        ("reviews.rearranged.of", "reviews.held"),
        ("attended.of", "views_given.of"),
        ("took_no_part.of", "views_given.of"),
        ("took_no_part.n", "participation.PN7"),
        ("chaired.of", "attended.n"),
        ("invited_in_time.of", "seen_before_meeting.of"),
    ):
        yield Sum(one, (same,))


def _of_respondents(before: str, values: Mapping[str, Figure]) -> Iterator[Sum]:
    for name in values:
        stage, _, respondent = name.removeprefix(before).partition(".")
        if name.startswith(before) and stage in ("opened", "started", "sent", "on_time", "returned"):
            yield Sum(f"{name}.of", (f"{before}invited.{respondent}",))
        if name.startswith(before) and stage == "returned":
            yield Sum(f"{name}.n", (f"{before}sent.{respondent}.n",))


def _of_words(values: Mapping[str, Figure]) -> Iterator[Sum]:
    yield Sum("advocacy.asked", tuple(name for name in values if name.startswith("advocacy.asked_by.")))
    for step in ("referred", "contacted", "met"):
        yield Sum(f"advocacy.{step}.of", ("advocacy.asked",))
    for name, answered in values.items():
        if name.startswith("feedback.") and name.endswith(".answered"):
            question = name.removesuffix("answered")
            own = [other for other in values if other.startswith(question) and other != name]
            options = tuple(option for option in own if not option.endswith(".no_answer"))
            # Of several options chosen, one answer: then they do not add up to the answers.
            if sum(value for option in options if isinstance(value := values[option], int)) == answered:
                yield Sum(name, options)
