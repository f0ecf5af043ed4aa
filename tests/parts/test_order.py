"""Whatever is long is begun first, and nothing is lost by dealing it out."""

import pytest

from tests.parts.order import dealt

TESTS = [f"{'long' if number % 7 == 0 else 'short'} {number}" for number in range(101)]


def is_long(test: str) -> bool:
    return test.startswith("long")


@pytest.mark.parametrize("workers", [1, 2, 3, 8, 40, 101, 150])
def test_nothing_is_lost_or_doubled(workers: int) -> None:
    assert sorted(dealt(TESTS, is_long, workers)) == sorted(TESTS)


def test_each_of_two_workers_begins_with_half_of_the_long_ones() -> None:
    order = dealt(TESTS, is_long, 2)
    for share in (order[:50], order[50:]):
        long = [test for test in share if is_long(test)]
        assert share[: len(long)] == long
        assert len(long) in (7, 8)


def test_the_others_stay_with_their_neighbours() -> None:
    others = [test for test in dealt(TESTS, is_long, 3) if not is_long(test)]
    assert others == [test for test in TESTS if not is_long(test)]


def test_where_nothing_is_long_nothing_moves() -> None:
    assert dealt(TESTS, lambda _test: False, 4) == TESTS


def test_a_test_that_is_marked_is_begun_first_or_last(pytester: pytest.Pytester) -> None:
    marked = "import pytest\n@pytest.mark.last\ndef test_c(): pass\n"
    pytester.makepyfile(marked + "def test_a(): pass\n@pytest.mark.long\ndef test_b(): pass\n")
    done = pytester.runpytest("-p", "tests.parts.order", "--collect-only", "-q")
    assert [line.partition("::")[2] for line in done.outlines if "::" in line] == ["test_b", "test_a", "test_c"]
