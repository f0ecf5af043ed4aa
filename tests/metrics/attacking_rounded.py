"""The reader with an integer program, before a year that is printed rounded: counts are spans, and shares are rows."""

import math
from collections.abc import Mapping

from participation.metrics.showing import Shown
from tests.metrics.attacking import Attack, Knows
from tests.metrics.reading import HIDDEN, SMALL
from tests.metrics.test_published_year import counts

HALF_OF_TEN, TO_NOUGHT = 5, "k"


class RoundedAttack(Attack):
    """All worlds of which just this would be printed."""

    def __init__(self, true: Mapping[str, int], rounded: Mapping[str, Shown], knows: Knows) -> None:
        # What is left of a rounded rate is printed by nobody: to subtract tens tells next to nothing.
        shown = {name: HIDDEN if name.endswith(".rest") else each for name, each in counts(dict(rounded)).items()}
        super().__init__(true, {name: each for name, each in shown.items() if name in true}, knows)
        for name, each in rounded.items():
            if f"{name}.n" in self.columns and each.rate not in (None, HIDDEN) and each.of:
                self._share(name, each.rate)

    def _bounds(self, name: str) -> tuple[int, int]:
        """To the nearest ten, 5 upwards; nobody prints 1 to 4, so nought is nought."""
        low, high = super()._bounds(name)
        if self.shown.get(name, HIDDEN) == HIDDEN or not high:
            return low, high
        return max(SMALL[-1] + 1, low - HALF_OF_TEN), high + HALF_OF_TEN - 1

    def _share(self, name: str, rate: float | str | None) -> None:
        """So many hundredths, rounded: between half a hundredth less, and half a hundredth more and not quite."""
        hundredths = 0 if rate == TO_NOUGHT else round(float(rate or 0) * 100)
        columns = [self.columns[f"{name}.n"], self.columns[f"{name}.of"]]
        self.solver.addRow(0, math.inf, 2, columns, [200.0, 1.0 - 2 * hundredths])
        self.solver.addRow(-math.inf, -1, 2, columns, [200.0, -1.0 - 2 * hundredths])

    @property
    def told(self) -> list[str]:
        """Every number that is printed, rounded, and is not nought."""
        return [name for name, each in self.shown.items() if each not in (HIDDEN, 0)]
