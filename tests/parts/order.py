"""Long tests first, so that no worker begins one when the others have nothing left; what slows the others last."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

Test = TypeVar("Test")


def dealt(tests: Sequence[Test], is_long: Callable[[Test], bool], workers: int) -> list[Test]:
    """The tests in an order whose equal shares, one for each worker, each begin with their share of the long ones.

    What stays together is what a worker has prepared once for several tests.
    """
    long, others = [test for test in tests if is_long(test)], [test for test in tests if not is_long(test)]
    order: list[Test] = []
    for workers_left in range(workers, 0, -1):
        share = (len(long) + len(others)) // workers_left
        first = min(share, max(len(long) // workers_left, share - len(others)))
        order += [*long[:first], *others[: share - first]]
        long, others = long[first:], others[share - first :]
    return order


def pytest_configure(config: pytest.Config) -> None:
    """Make the markers known."""
    config.addinivalue_line("markers", "long: takes more than a few seconds, so it is begun before the others")
    config.addinivalue_line("markers", "last: slows whatever comes after it in the same process")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deal them out. xdist gives each worker one run of neighbours to begin with."""
    workers = getattr(config, "workerinput", {"workercount": 1})["workercount"]
    last = [item for item in items if item.get_closest_marker("last")]
    others = [item for item in items if not item.get_closest_marker("last")]
    items[:] = dealt(others, lambda item: item.get_closest_marker("long") is not None, workers) + last
