"""What sums say about numbers that are not known."""

import pytest

from participation.metrics.publication.officers_work import few_works
from participation.metrics.publication.sums import Bounds, Sum, by_name, narrowed, outwards, solution

ROW = [Sum("t", ("a", "b"))]
TABLE = [Sum("r", ("a", "b")), Sum("c", ("a", "d"))]


def left(bounds: Bounds, sums: list[Sum]) -> Bounds:
    return narrowed(bounds, sums, by_name(sums))


def test_a_total_and_one_part_tell_the_other() -> None:
    assert left({"t": (9, 9), "a": (4, 4), "b": (0, 20)}, ROW) == {"t": (9, 9), "a": (4, 4), "b": (5, 5)}


def test_parts_bound_their_total_and_the_total_its_parts() -> None:
    assert left({"t": (0, 99), "a": (1, 4), "b": (2, 3)}, ROW)["t"] == (3, 7)
    assert left({"t": (5, 6), "a": (0, 9), "b": (1, 4)}, ROW)["a"] == (1, 5)
    assert left({"t": (5, 6), "a": (-4, 4), "b": (3, 9)}, ROW)["a"] == (-4, 3)


def test_what_one_sum_says_is_told_on_to_the_next() -> None:
    bounds = {"r": (9, 9), "a": (0, 20), "b": (2, 2), "c": (10, 10), "d": (0, 20)}
    assert left(bounds, TABLE) == {"r": (9, 9), "a": (7, 7), "b": (2, 2), "c": (10, 10), "d": (3, 3)}
    assert narrowed(bounds, TABLE[1:], by_name(TABLE))["b"] == (2, 2)
    assert narrowed(bounds, [], by_name(TABLE)) == bounds


def test_what_cannot_be_leaves_nothing() -> None:
    assert left({"t": (5, 5), "a": (6, 9), "b": (0, 1)}, ROW) == {}
    assert left({"t": (5, 5), "a": (4, 4), "b": (1, 1)}, ROW) == {"t": (5, 5), "a": (4, 4), "b": (1, 1)}


def test_bounds_that_were_given_stay_as_they_are() -> None:
    bounds = {"t": (9, 9), "a": (4, 4), "b": (0, 20)}
    left(bounds, ROW)
    assert bounds["b"] == (0, 20)


def test_a_solution_is_the_nearest_that_fits_and_there_may_be_none() -> None:
    near = {"t": 10, "a": 4, "b": 6}
    assert solution({"t": (10, 10), "a": (0, 9), "b": (0, 9)}, by_name(ROW), near) == near
    assert solution({"t": (10, 10), "a": (5, 9), "b": (0, 9)}, by_name(ROW), near) == {"t": 10, "a": 5, "b": 5}
    assert solution({"t": (30, 30), "a": (0, 9), "b": (0, 9)}, by_name(ROW), near) == {}
    assert solution({"t": (9, 9), "a": (4, 4), "b": (4, 4)}, by_name(ROW), near) == {}, "settled, and fits no sum"


def test_a_search_gives_up_in_the_end() -> None:
    parity = [Sum("t", ("a", "b")), Sum("u", ("a", "b2")), Sum("b", ("b2", "n"))]
    odd = {"t": (1, 999), "a": (0, 999), "b": (0, 999), "u": (0, 999), "b2": (0, 999), "n": (0, 999)}
    assert solution(odd, by_name(parity), dict.fromkeys(odd, 3))


def pairs(count: int) -> dict[str, int]:
    """So many rows of which nobody knows how they are shared out: one choice each."""
    rows = [Sum(f"t{number}", (f"a{number}", f"b{number}")) for number in range(count)]
    bounds = {name: (10, 10) if name.startswith("t") else (0, 10) for name in by_name(rows)}
    return solution(bounds, by_name(rows), dict.fromkeys(bounds, 5))


def test_it_gives_up_after_sixty_steps() -> None:
    assert len(pairs(59)) == 59 * 3
    assert pairs(60) == {}


def test_what_has_fewest_values_left_is_tried_first() -> None:
    same = [f"n{number}" for number in range(50)]
    rest = [Sum("t", ("rest", *same)), *(Sum(name, ("n0",)) for name in same[1:])]
    bounds = {"t": (50 * 204,) * 2, "rest": (0, 200), **dict.fromkeys(same, (200, 204))}
    found = solution(bounds, by_name(rest), {**dict.fromkeys(same, 202), "rest": 75})
    assert (found["rest"], found["n0"]) == (100, 202)


def test_values_are_tried_from_the_middle_outwards() -> None:
    assert outwards(3, (1, 5)) == [3, 2, 4, 1, 5]
    assert outwards(9, (1, 3)) == [3, 2, 1]


@pytest.mark.parametrize("whole", ["challenge.raised", "visits.total", "complaints.total"])
def test_of_a_few_nothing_is_published_not_even_what_was_never_done(whole: str) -> None:
    part = f"{whole.partition('.')[0]}.of_one_kind"
    assert few_works({whole: 4, part: 0, "reviews.held": 4}) == {whole, part}
    assert few_works({whole: 5, part: 0}) == set()
    assert few_works({whole: 0, part: 0}) == set()
