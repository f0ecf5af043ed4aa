"""Figures as they are shown: whole inside the service; published without small numbers, and rounded if chosen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from participation.metrics.composing import Figure
from participation.metrics.definitions import Rate
from participation.metrics.figures import BROKEN, Figures
from participation.metrics.publication import comparing, relations, rounding
from participation.metrics.publication.suppression import HIDDEN


@dataclass(frozen=True)
class Shown:
    """A count, or a rate with what it divides; HIDDEN in place of what nobody may work out."""

    n: int | str
    of: int | str | None = None
    """None: a count that divides nothing."""
    rate: float | str | None = None
    is_rounded: bool = False
    """Counts to the nearest ten, and the share to whole hundredths."""


def whole(figures: Figures) -> dict[str, Shown]:
    """Every figure as it was counted."""
    return {name: as_shown(figure) for name, figure in figures.values.items()}


def as_shown(figure: Figure) -> Shown:
    """One figure as it was counted."""
    return Shown(figure.n, figure.of, figure.rate) if isinstance(figure, Rate) else Shown(figure)


def published(figures: Figures, kept: Collection[str] | None = None, *, is_rounded: bool = False) -> dict[str, Shown]:
    """Every figure as anyone may see it; `kept` is what is kept back, where that is known already."""
    hidden = kept_back(figures) if kept is None else kept
    shown = {name: _shown(name, figure, hidden) for name, figure in figures.values.items()}
    return _rounded(shown) if is_rounded else shown


def kept_back(figures: Figures) -> dict[str, str]:
    """Which numbers are not published, also for what was before, and what each would give away."""
    return comparing.kept_back(numbers(figures), figures.editions)


def numbers(figures: Figures) -> dict[str, int]:
    """Every number of a year by name, printed or not."""
    return {**relations.numbers(figures.values), **figures.between}


def _rounded(shown: Mapping[str, Shown]) -> dict[str, Shown]:
    """What is told, as the Department rounds it; shares of one base are said together or not at all."""
    together: dict[tuple[str, int], set[int]] = {}
    for name, each in shown.items():
        if isinstance(each.n, int) and isinstance(each.of, int):
            together.setdefault((_whose(name), each.of), set()).add(each.n)
    telling = {base for base, numbers in together.items() if rounding.would_tell(base[1], numbers)}
    return {name: _round(each, is_told=(_whose(name), each.of) not in telling) for name, each in shown.items()}


def _whose(name: str) -> str:
    """All children, or one part of them."""
    return ".".join(name.split(".", 3)[:3]) if name.startswith(BROKEN) else ""


def _round(figure: Shown, *, is_told: bool) -> Shown:
    n = rounding.tens(figure.n) if isinstance(figure.n, int) else figure.n
    of = rounding.tens(figure.of) if isinstance(figure.of, int) else figure.of
    rate = figure.rate
    if isinstance(figure.n, int) and isinstance(figure.of, int) and figure.of:
        rate = rounding.whole_share(figure.n, figure.of) if is_told else HIDDEN
    return Shown(n, of, rate, is_rounded=True)


def _shown(name: str, figure: Figure, hidden: Collection[str]) -> Shown:
    if not isinstance(figure, Rate):
        return Shown(HIDDEN if name in hidden else figure)
    n, of = (HIDDEN if f"{name}.{part}" in hidden else getattr(figure, part) for part in ("n", "of"))
    # Where both stand there, hiding their share hides nothing.
    return Shown(n, of, HIDDEN if HIDDEN in (n, of) else figure.rate)
