"""What is counted together, so that no counter shows what one child said."""

from datetime import date

from participation.metrics.actions import BATCH, _batches
from participation.metrics.counting import bundles
from participation.metrics.rows import Uncounted


def waiting(child: str, level: str = "short", on: date = date(2021, 6, 1)) -> Uncounted:
    return Uncounted(child, child, on, "after_review", level, 1)


def test_a_bundle_has_five_different_children_under_the_same_counters() -> None:
    four, five = [waiting(child) for child in "abcd"], [waiting(child, "full") for child in "abcde"]
    assert list(bundles([*four, *five])) == [five]
    assert list(bundles([*four, waiting("e", on=date(2021, 3, 31))])) == []
    assert list(bundles([*four, waiting("a"), waiting("b")])) == []


def test_no_batch_is_small() -> None:
    for number in (5, BATCH - 1, BATCH, BATCH + 1, 3 * BATCH + 1):
        pieces = list(_batches([str(each) for each in range(number)]))
        assert sum(map(len, pieces)) == number
        assert min(map(len, pieces)) >= min(number, BATCH)
