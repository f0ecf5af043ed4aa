"""Figures as they are shown: whole inside the service, without small numbers in what is published."""

from dataclasses import dataclass

from participation.metrics.composing import Figure
from participation.metrics.definitions import Rate
from participation.metrics.figures import Figures
from participation.metrics.publication import relations
from participation.metrics.publication.suppression import HIDDEN, hidden_in


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
    numbers = relations.numbers(figures.values)
    withheld = relations.left_out(numbers)
    known, sums = relations.with_differences({name: each for name, each in numbers.items() if name not in withheld})
    hidden = frozenset(withheld | hidden_in(known, sums, relations.costs(known)))
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
