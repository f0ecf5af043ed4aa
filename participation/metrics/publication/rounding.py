"""Rounding as the Department for Education rounds: counts to the nearest ten, shares to whole per cents. Pure.

What is rounded is what small numbers were taken out of already, so whoever reads it knows less than without rounding.
A share is of the numbers as they are; where shares and rounded counts together would tell those, none of them is said.
"""

from collections.abc import Collection
from fractions import Fraction
from math import floor

TEN = 10
ROUNDS_TO_NOUGHT = "k"
"""The Department's sign for a share that rounds to nought and is none."""
ENOUGH_VALUES = 3


def tens(number: int) -> int:
    """To the nearest ten, 5 upwards."""
    return (number + TEN // 2) // TEN * TEN


def whole_share(n: int, of: int) -> float | str:
    """A share as whole hundredths; of nought there is none."""
    hundredths = _per_cent(n, of)
    return ROUNDS_TO_NOUGHT if n and not hundredths else hundredths / 100


def would_tell(of: int, numbers: Collection[int]) -> bool:
    """Whether the shares of these numbers in one base leave the base, or one of them, fewer than three values.

    A nought is printed as nought, and its share tells nothing more.
    """
    found = [
        [_fitting(base, number, _per_cent(number, of)) for number in numbers if number]
        for base in _before_rounding(of)
        if base
    ]
    possible = [fitting for fitting in found if all(fitting)]
    values = (set().union(*fitting) for fitting in zip(*possible, strict=True))
    return bool(of) and (len(possible) < ENOUGH_VALUES or any(len(each) < ENOUGH_VALUES for each in values))


def _fitting(base: int, number: int, per_cent: int) -> set[int]:
    """What a number can be that is printed so, with that share of such a base."""
    return {each for each in _before_rounding(number) if each <= base and _per_cent(each, base) == per_cent}


def _before_rounding(number: int) -> range:
    """All that rounds to the same; what is printed is never 1 to 4, and nought is nought."""
    rounded = tens(number)
    return range(max(TEN // 2, rounded - TEN // 2), rounded + TEN // 2) if rounded else range(1)


def _per_cent(n: int, of: int) -> int:
    return floor(Fraction(100 * n, of) + Fraction(1, 2)) if of else 0
