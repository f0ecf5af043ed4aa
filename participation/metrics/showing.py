"""Figures as they are shown: whole inside the service, without small numbers in what is published."""

from collections.abc import Collection
from dataclasses import dataclass

from participation.metrics.composing import Figure
from participation.metrics.definitions import Rate
from participation.metrics.figures import Figures
from participation.metrics.publication import comparing, relations
from participation.metrics.publication.suppression import HIDDEN


@dataclass(frozen=True)
class Shown:
    """A count, or a rate with what it divides; HIDDEN in place of what nobody may work out."""

    n: int | str
    of: int | str | None = None
    """None: a count that divides nothing."""
    rate: float | str | None = None


def whole(figures: Figures) -> dict[str, Shown]:
    """Every figure as it was counted."""
    return {name: as_shown(figure) for name, figure in figures.values.items()}


def as_shown(figure: Figure) -> Shown:
    """One figure as it was counted."""
    return Shown(figure.n, figure.of, figure.rate) if isinstance(figure, Rate) else Shown(figure)


def published(figures: Figures, kept: Collection[str] | None = None) -> dict[str, Shown]:
    """Every figure as anyone may see it; `kept` is what is kept back, where that is known already."""
    hidden = kept_back(figures) if kept is None else kept
    return {name: _shown(name, figure, hidden) for name, figure in figures.values.items()}


def kept_back(figures: Figures) -> dict[str, str]:
    """Which numbers are not published, also for what was before, and what each would give away."""
    return comparing.kept_back(numbers(figures), figures.editions)


def numbers(figures: Figures) -> dict[str, int]:
    """Every number of a year by name, printed or not."""
    return {**relations.numbers(figures.values), **figures.between}


def _shown(name: str, figure: Figure, hidden: Collection[str]) -> Shown:
    if not isinstance(figure, Rate):
        return Shown(HIDDEN if name in hidden else figure)
    n, of = (HIDDEN if f"{name}.{part}" in hidden else getattr(figure, part) for part in ("n", "of"))
    # Where both stand there, hiding their share hides nothing.
    return Shown(n, of, HIDDEN if HIDDEN in (n, of) else figure.rate)
