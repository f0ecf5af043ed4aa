"""What is hidden beside a small figure, and for which: each case says what a reader could have worked out."""

from collections import Counter
from collections.abc import Mapping

import pytest

from participation.metrics.publication.sums import Sum
from participation.metrics.publication.suppression import PATIENCE, Case, hidden_in

ROW = Sum("t", ("a", "b", "c", "d"))
SAME = Sum("again", ("t",))
"""One number in two places."""


def row(*parts: int, **others: int) -> dict[str, int]:
    """Up to four parts, their total, and what else there is."""
    return {**dict(zip(ROW.parts, parts, strict=False)), "t": sum(parts), **others}


def sums(figures: Mapping[str, int], *others: Sum) -> list[Sum]:
    return [Sum("t", tuple(name for name in ROW.parts if name in figures)), *others]


def away(case: Case) -> str:
    """What is hidden, with what each would give away if it is another: its own name says that it is itself."""
    told = hidden_in(case)
    return " ".join(name if name == secret else f"{name}({secret})" for name, secret in sorted(told.items()))


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        # One alone is what the others leave of the total.
        ((20, 2, 30, 40), "b c(b)"),
        # Two of 1 are 2 together, and 3 and 1 are 4: too few people, however they are shared out.
        ((9, 3, 12, 1), "b c(b) d"),
        # 4 and 1 are 5, and so may be 3 and 2 or 2 and 3.
        ((9, 4, 12, 1), "b d"),
        # 4 and 4 are 8, and nothing else that is small is.
        ((9, 4, 12, 4), "a(d) b d"),
        ((9, 4, 12, 3), "a(d) b d"),
        ((9, 4, 12, 2), "b d"),
        # With nobody else there, only the total is left to be hidden.
        ((4, 4), "a b t(a)"),
        ((1, 2, 0, 0), "a b t"),
        # A quarter of 3 or 4 with somebody in each month: nothing that could be hidden says less.
        ((1, 1, 1), "a b c t"),
    ],
)
def test_what_a_row_would_tell(parts: tuple[int, ...], hidden: str) -> None:
    figures = row(*parts)
    assert away(Case(figures, sums(figures))) == hidden


def test_a_sum_of_which_nothing_is_hidden_does_not_end_the_search() -> None:
    figures = row(9, 3, 12, 1, m=20, n=30, whole=50)
    assert away(Case(figures, [Sum("whole", ("m", "n")), *sums(figures)])) == "b c(b) d"


def test_the_company_is_the_next_in_place_and_not_by_name() -> None:
    figures = {"a": 4, "b": 4, "z": 9, "c": 30, "t": 47}
    assert away(Case(figures, [Sum("t", ("a", "b", "z", "c"))])) == "a b z(a)"


def test_the_same_number_elsewhere_is_hidden_with_it() -> None:
    figures = row(2, 30, 40, again=2)
    assert away(Case(figures, sums(figures, Sum("again", ("a",))))) == "a again b(a)"


def unprinted(*parts: int, costs: Mapping[str, int] | None = None, **others: int) -> Case:
    """A row whose total no page prints, although the same number is printed again, and part of a whole."""
    figures = row(*parts, again=sum(parts), **others)
    whole = [Sum("whole", ("again", "q"))] if others else []
    return Case(figures, sums(figures, SAME, *whole), {"t": 0, **(costs or {})})


def test_what_hides_the_total_is_hidden_where_nothing_nearer_is_left() -> None:
    assert away(unprinted(4, 4)) == "a again(a) b t(a)"


def test_what_is_hidden_further_off_gets_company_of_its_own() -> None:
    assert away(unprinted(4, 3, q=20, whole=27)) == "a again(a) b q(a) t(a)"


def twice(*parts: int) -> Case:
    """A row whose total no page prints, although two others are the same number."""
    figures = row(*parts, again=sum(parts), more=sum(parts))
    return Case(figures, sums(figures, SAME, Sum("more", ("t",))), {"t": 0})


def test_of_two_that_both_tell_both_are_hidden_where_only_one_value_is_left_and_none_where_two_are() -> None:
    assert away(twice(4, 4)) == "a again(a) b more(a) t(a)"
    assert away(twice(4, 3)) == "a b t(a)"


@pytest.mark.parametrize(
    ("costs", "hidden"),
    [
        ({"c": 3}, "a again(a) b q(a) t(a)"),
        ({"c": 1}, "a b c(a) t(a)"),
        # What would be hidden along with it is as dear as what stands nearer.
        ({"c": 3, "q": 3, "whole": 3}, "a b c(a) t(a)"),
    ],
)
def test_what_stands_further_off_is_hidden_instead_where_that_takes_less(costs: dict[str, int], hidden: str) -> None:
    assert away(unprinted(4, 4, 20, costs=costs, q=20, whole=48)) == hidden


def test_of_what_takes_as_much_what_stands_nearer_is_hidden() -> None:
    figures = {"z": 9, "p": 4, "a": 20, "q": 4, "t": 37}
    assert away(Case(figures, [Sum("t", ("z", "p", "a", "q"))])) == "a(p) p q"


def test_a_part_is_hidden_before_a_total() -> None:
    figures = row(4, 4, 20, x=10, y=11, ax=14, by=15)
    assert away(Case(figures, sums(figures, Sum("ax", ("a", "x")), Sum("by", ("b", "y"))))) == "a b c(a) x(a) y(b)"


def test_company_is_looked_for_where_least_is_hidden() -> None:
    figures = row(4, 2, 3, 20, f=4, g=30, h=40, u=78)
    assert away(Case(figures, sums(figures, Sum("u", ("a", "f", "g", "h"))))) == "a b c f g(a)"


def test_where_all_else_is_known_nothing_helps() -> None:
    figures = row(4, 5, same=5)
    known = Case(figures, sums(figures, Sum("t", ("a", "same"))), settled={"same": False})
    assert away(known) == "a b(a) t(a)"


def test_what_is_not_looked_for_any_more_counts_as_not_found() -> None:
    figures = row(9, 4, 12, 1)
    assert away(Case(figures, sums(figures), in_vain=Counter({"a": PATIENCE - 1}))) == "b d"
    assert away(Case(figures, sums(figures), in_vain=Counter({"a": PATIENCE}))) == "a(d) b c(d) d t(d)"


def test_what_was_hidden_stays_so_and_nobody_is_hidden_for_no_other_reason() -> None:
    figures = row(10, 20, 30)
    assert away(Case(figures, sums(figures), settled={"b": True})) == "b c(b)"
    assert away(Case(figures, sums(figures), withheld={"b"})) == "b c(b)"
    figures = row(10, 0, 30)
    assert away(Case(figures, sums(figures), withheld={"b"})) == ""
    assert away(Case(figures, sums(figures), settled={"b": True})) == "b c(b)"


def test_what_no_page_prints_and_is_not_small_gets_only_company_that_takes_nothing() -> None:
    figures = row(10, 20, 30)
    assert away(Case(figures, sums(figures), {"b": 0}, settled={"b": True})) == "b"
    assert away(Case(figures, sums(figures), {"b": 0, "a": 0}, settled={"b": True})) == "a(b) b"
    assert away(Case(row(10, 2, 30), sums(figures), {"b": 0})) == "b c(b)"
