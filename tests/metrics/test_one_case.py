"""What is known of a figure before any is hidden, and who can keep it company: one case at a time."""

import pytest

from participation.metrics.publication.sums import Sum
from participation.metrics.publication.suppression import Case

ROW = Sum("t", ("a", "b", "c"))
FIGURES = {"a": 10, "b": 2, "c": 30, "t": 42}


def company(case: Case, name: str, *hidden: str) -> list[str]:
    return list(case.company(name, ROW, {name, *hidden}))


def test_company_is_looked_for_from_the_next_part_round_to_the_one_before_and_last_is_the_total() -> None:
    case = Case(FIGURES, [ROW])
    assert company(case, "b") == ["c", "a", "t"]
    assert company(case, "a") == ["b", "c", "t"]
    assert company(case, "c") == ["a", "b", "t"]
    assert company(case, "t") == ["a", "b", "c"]
    assert company(case, "b", "c") == ["a", "t"]


@pytest.mark.parametrize("stranger", ["A", "z"])
def test_a_sum_in_which_a_figure_does_not_stand_gives_it_no_company(stranger: str) -> None:
    assert company(Case({**FIGURES, stranger: 2}, [ROW]), stranger) == []


def test_what_takes_least_from_the_reader_is_company_first_even_the_total() -> None:
    assert company(Case(FIGURES, [ROW], {"a": 2, "c": 2}), "b") == ["t", "c", "a"]
    assert company(Case(FIGURES, [ROW], {"a": 0}), "b") == ["a", "c", "t"]


def test_what_everybody_knows_is_no_company() -> None:
    assert company(Case(FIGURES, [ROW], settled={"c": False}), "b") == ["a", "t"]
    assert company(Case(FIGURES, [ROW], settled={"c": True}), "b") == ["c", "a", "t"]
    assert company(Case({**FIGURES, "c": 0, "t": 12}, [ROW]), "b") == ["a", "t"]


def test_nobody_in_what_no_page_prints_is_company_after_somebody_in_it() -> None:
    case = Case({**FIGURES, "c": 0, "t": 12}, [ROW], {"a": 0, "c": 0})
    assert company(case, "b") == ["a", "c", "t"]


def test_nobody_is_known_where_it_is_printed_or_part_of_nobody() -> None:
    sums = [Sum("none", ("n", "m")), Sum("some", ("n", "k", "p"))]
    case = Case({"n": 0, "m": 0, "k": 0, "p": 0, "none": 0, "some": 9}, sums, {"n": 0, "m": 0, "k": 0})
    known = {name for name in case.figures if case.is_known_nought(name)}
    assert known == {"n", "m", "p", "none"}


def test_a_small_figure_stays_small_and_no_other_becomes_small() -> None:
    case = Case({"a": 1, "b": 4, "c": 5, "d": 9, "e": 60})
    assert [case.possible(name) for name in case.figures] == [(1, 4), (1, 4), (5, 13), (5, 17), (52, 68)]


def test_what_no_page_prints_may_be_nobody_or_few_but_a_small_one_is_small() -> None:
    case = Case({"a": 3, "b": 7, "c": 0, "d": 60}, costs=dict.fromkeys("abcd", 0))
    assert [case.possible(name) for name in case.figures] == [(1, 4), (0, 15), (0, 8), (52, 68)]


def test_what_is_hidden_whatever_it_is_may_be_small_or_not_but_is_somebody() -> None:
    case = Case({"a": 3, "b": 7, "c": 60}, withheld="abc")
    assert [case.possible(name) for name in case.figures] == [(1, 11), (1, 15), (52, 68)]


def test_what_is_printed_is_guarded_and_of_the_rest_what_is_small() -> None:
    case = Case({"a": 60, "b": 2, "c": 60, "d": 0, "e": 4, "f": 5}, costs={"a": 1, **dict.fromkeys("bcdef", 0)})
    assert [name for name in case.figures if case.is_guarded(name)] == ["a", "b", "e"]


def quarter(*months: int, **known: bool) -> list[int]:
    """How many values the quarter must have, and each of its months."""
    figures = {**dict(zip("abc", months, strict=True)), "t": sum(months)}
    case = Case(figures, [ROW], settled=known)
    return [case.enough(name) for name in "tabc"]


def test_three_values_are_enough_or_as_many_as_are_left_when_all_is_hidden() -> None:
    assert quarter(2, 20, 30) == [3, 3, 3, 3]
    assert quarter(1, 1, 1) == [2, 2, 2, 2]
    assert quarter(1, 2, 0) == [3, 3, 3, 1]
    assert quarter(3, 0, 0) == [3, 3, 1, 1]
    assert quarter(1, 1, 30, c=False, t=False) == [1, 1, 1, 1]
    assert quarter(1, 2, 30, c=False, t=False) == [1, 2, 2, 1]
