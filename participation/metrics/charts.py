"""Where the bars of a chart stand. The table with it holds the numbers; a hidden number has no bar."""

from collections.abc import Sequence
from typing import NamedTuple

WIDTH = 360
HEIGHT = 150
TOP = 18
"""Room for the number above the highest bar."""
BOTTOM = 20
"""Room for the words below."""
GAP = 6


class Bar(NamedTuple):
    """One standing bar: its place in the drawing, and what it shows."""

    x: float
    y: float
    width: float
    height: float
    value: int | str

    @property
    def middle(self) -> float:
        """Where its words are centred."""
        return round(self.x + self.width / 2, 1)


def standing(values: Sequence[int | str]) -> tuple[Bar, ...]:
    """Bars side by side, the highest as high as the drawing."""
    highest = max((value for value in values if isinstance(value, int)), default=0) or 1
    step = WIDTH / max(1, len(values))
    return tuple(_bar(number * step, step - GAP, value, highest) for number, value in enumerate(values))


def _bar(x: float, width: float, value: int | str, highest: int) -> Bar:
    share = value / highest if isinstance(value, int) else 0
    height = round(share * (HEIGHT - TOP - BOTTOM), 1)
    return Bar(round(x + GAP / 2, 1), round(HEIGHT - BOTTOM - height, 1), round(width, 1), height, value)
