"""Rounded as the Department rounds, what is published tells no more than without: not even its own numbers."""

import random
from collections.abc import Iterator
from fractions import Fraction
from math import floor

import pytest

from participation.metrics.publication.rounding import tens, whole_share, would_tell


def test_counts_go_to_the_nearest_ten_and_shares_to_whole_per_cents() -> None:
    assert [tens(number) for number in (0, 5, 14, 15, 94, 95)] == [0, 10, 10, 20, 90, 100]
    assert [whole_share(n, of) for n, of in ((730, 751), (1, 2), (5, 8), (0, 9), (5, 1200))] == [
        0.97,
        0.5,
        0.63,
        0,
        "k",
    ]


def what_fits(of: int, numbers: list[int]) -> Iterator[tuple[int, list[list[int]]]]:
    """Each base, with what each number can be in it, of which just this would be printed."""
    numbers = [number for number in numbers if number]
    for base in (each for each in range(5, 400) if tens(each) == tens(of)):
        may_be = [[n for n in range(5, base + 1) if tens(n) == tens(number)] for number in numbers]
        fitting = [
            [n for n in found if printed(n, base) == printed(number, of)]
            for number, found in zip(numbers, may_be, strict=True)
        ]
        if all(fitting):
            yield base, fitting


def printed(n: int, base: int) -> int:
    return floor(Fraction(100 * n, base) + Fraction(1, 2))


@pytest.mark.parametrize("seed", range(60))
def test_a_share_is_said_where_it_leaves_three_values_to_its_base_and_to_each_number_and_nowhere_else(
    seed: int,
) -> None:
    chance = random.Random(seed)  # noqa: S311  invented figures, not a secret
    of = chance.randint(5, 200)
    numbers = [chance.choice((0, of, chance.randint(5, of))) for _ in range(chance.randint(1, 4))]
    found = dict(what_fits(of, numbers))
    values = [set().union(*fitting) for fitting in zip(*found.values(), strict=True)]
    assert would_tell(of, numbers) == (len(found) < 3 or any(len(each) < 3 for each in values))


def test_the_share_of_a_small_base_would_tell_both() -> None:
    assert would_tell(13, [7])
    assert not would_tell(751, [730, 482, 15])
