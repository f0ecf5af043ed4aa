"""No count of fewer than five people can be worked out from what is published, not even by who knows how it is done."""

import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.metrics.publication.sums import Sum
from participation.metrics.publication.suppression import HIDDEN, published

Figures = dict[str, int]
Shown = dict[str, int | str]


def row(values: Iterable[int]) -> tuple[Figures, list[Sum]]:
    """Parts p0, p1, ... and their total t."""
    figures = {f"p{number}": value for number, value in enumerate(values)}
    return {**figures, "t": sum(figures.values())}, [Sum("t", tuple(figures))]


def table(rows: tuple[tuple[int, ...], ...]) -> tuple[Figures, list[Sum]]:
    """Cells x00, x01, ... with the totals of rows r0, ..., of columns c0, ... and of all, t."""
    height, width = range(len(rows)), range(len(rows[0]))
    figures = {f"x{i}{j}": rows[i][j] for i in height for j in width}
    figures |= {f"r{i}": sum(rows[i]) for i in height} | {f"c{j}": sum(each[j] for each in rows) for j in width}
    sums = [Sum(f"r{i}", tuple(f"x{i}{j}" for j in width)) for i in height]
    sums += [Sum(f"c{j}", tuple(f"x{i}{j}" for i in height)) for j in width]
    sums += [Sum("t", tuple(f"r{i}" for i in height)), Sum("t", tuple(f"c{j}" for j in width))]
    return {**figures, "t": sum(map(sum, rows))}, sums


def shares(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to share up to a total among so many parts."""
    for values in itertools.product(range(total + 1), repeat=parts):
        if sum(values) <= total:
            yield values


def fewest_values(worlds: Iterable[tuple[Figures, list[Sum]]]) -> int:
    """How many values the most exposed hidden figure has, for a reader who runs this very method on every world."""
    alike: dict[tuple[int | str, ...], list[Figures]] = defaultdict(list)
    for figures, sums in worlds:
        alike[tuple(published(figures, sums).values())].append(figures)
    return min(
        len({tuple(world.values())[place] for world in possible})
        for shown, possible in alike.items()
        for place, value in enumerate(shown)
        if value == HIDDEN
    )


@pytest.mark.long
@pytest.mark.parametrize(("parts", "total"), [(2, 40), (3, 20), (4, 12)])
def test_no_hidden_part_of_a_row_is_narrowed_below_three_values(parts: int, total: int) -> None:
    assert fewest_values(map(row, shares(total, parts))) >= 3


@pytest.mark.long
def test_no_hidden_cell_of_a_table_with_totals_is_narrowed_below_three_values() -> None:
    assert fewest_values(table((values[:2], values[2:])) for values in shares(10, 4)) >= 3


def test_no_hidden_part_of_a_rate_is_narrowed_below_three_values() -> None:
    worlds = (
        ({"n": n, "of": of, "rest": of - n}, [Sum("of", ("n", "rest"))]) for of in range(41) for n in range(of + 1)
    )
    assert fewest_values(worlds) >= 3


def fitting(shown: Shown, figures: Figures) -> Iterator[Figures]:
    """The tables of two rows and three columns that agree with what is shown, among those near the true one."""
    cells = [f"x{i}{j}" for i in range(2) for j in range(3)]
    guesses = [
        range(max(1, figures[cell] - 2), figures[cell] + 3) if shown[cell] == HIDDEN else (figures[cell],)
        for cell in cells
    ]
    for values in itertools.product(*guesses):
        world, _ = table((values[:3], values[3:]))
        if all(value in (HIDDEN, world[name]) for name, value in shown.items()):
            yield world


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_trying_every_table_that_fits_does_not_find_a_hidden_cell(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  invented figures, not a secret
    values = tuple(chance.choice((0, 1, 2, 3, 4, 5, 7, 9, 12)) for _ in range(6))
    figures, sums = table((values[:3], values[3:]))
    shown = published(figures, sums)
    possible = list(fitting(shown, figures))
    for name, value in shown.items():
        assert value != HIDDEN or len({world[name] for world in possible}) >= 3


def test_naive_hiding_would_give_the_count_away_and_this_does_not() -> None:
    assert published(*row((7, 2, 11))) == {"p0": 7, "p1": "c", "p2": "c", "t": 20}


def test_a_count_of_five_or_nought_or_alone_in_no_sum_needs_no_company() -> None:
    assert published({"a": 5, "b": 0, "c": 4, "d": 1}) == {"a": 5, "b": 0, "c": "c", "d": "c"}
    assert published(*row((5, 0, 15))) == {"p0": 5, "p1": 0, "p2": 15, "t": 20}


def test_two_small_counts_that_their_sum_would_give_away_get_company() -> None:
    assert published(*row((1, 1, 9, 30))) == {"p0": "c", "p1": "c", "p2": "c", "p3": 30, "t": 41}
    assert published(*row((4, 4, 9, 30))) == {"p0": "c", "p1": "c", "p2": "c", "p3": 30, "t": 47}
    assert published(*row((1, 3, 9, 30))) == {"p0": "c", "p1": "c", "p2": "c", "p3": 30, "t": 43}
    assert published(*row((3, 2, 9, 30))) == {"p0": "c", "p1": "c", "p2": 9, "p3": 30, "t": 44}


def test_where_nothing_else_can_be_hidden_the_total_is() -> None:
    assert published(*row((1, 1, 0))) == {"p0": "c", "p1": "c", "p2": 0, "t": "c"}
    assert published(*row((4, 4))) == {"p0": "c", "p1": "c", "t": "c"}


def test_in_a_table_each_hidden_cell_has_company_in_its_row_and_in_its_column() -> None:
    figures, sums = table(((2, 20, 30), (40, 50, 60), (70, 80, 90)))
    hidden = {name for name, value in published(figures, sums).items() if value == HIDDEN}
    assert hidden == {"x00", "x01", "x10", "x11"}


def test_a_rate_that_leaves_fewer_than_five_hides_what_would_tell() -> None:
    rate = {"n": 748, "of": 751, "rest": 3}
    assert published(rate, [Sum("of", ("n", "rest"))]) == {"n": "c", "of": 751, "rest": "c"}


def test_a_total_that_is_hidden_alone_gets_the_first_of_its_parts_as_company() -> None:
    figures = {"a": 10, "b": 20, "t": 30, "u": 2, "s": 32}
    shown = published(figures, [Sum("t", ("a", "b")), Sum("s", ("t", "u"))])
    assert shown == {"a": "c", "b": 20, "t": "c", "u": "c", "s": 32}


def test_figures_that_are_the_same_number_are_hidden_together() -> None:
    figures, sums = row((2, 30, 40))
    shown = published({**figures, "same": 2}, [*sums, Sum("same", ("p0",))])
    assert (shown["p0"], shown["same"]) == ("c", "c")


def participation(codes: tuple[int, ...]) -> tuple[Figures, list[Sum]]:
    """A year's codes with the rates that are made of them: the same reviews added up in several ways."""
    figures = {f"PN{number}": value for number, value in enumerate(codes)}
    sums = [
        Sum("attended", ("PN2", "PN3", "PN1", "PN4")),
        Sum("views", ("PN2", "PN3", "PN1", "PN5", "PN6")),
        Sum("held", ("PN0", "of")),
        Sum("of", ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")),
        Sum("of", ("views", "no views")),
        Sum("of", ("attended", "not attended")),
    ]
    figures["of"] = sum(codes[1:])
    figures |= {"held": sum(codes), "attended": sum(codes[1:5]), "views": sum(codes[1:4]) + sum(codes[5:7])}
    figures |= {"no views": figures["of"] - figures["views"], "not attended": figures["of"] - figures["attended"]}
    return figures, sums


@pytest.mark.parametrize(
    ("codes", "hidden"),
    [
        ((131, 471, 3, 2, 6, 12, 242, 15), {"PN2", "PN3"}),
        # Attended less PN1 and PN4 is PN2 and PN3; views less those is PN5 and PN6: so PN5 alone would stand bare.
        ((100, 372, 3, 2, 5, 3, 159, 103), {"PN2", "PN3", "PN5", "PN6"}),
        ((151, 459, 0, 0, 10, 20, 209, 15), set()),
    ],
)
def test_years_that_a_service_published_keep_their_rates(codes: tuple[int, ...], hidden: set[str]) -> None:
    shown = published(*participation(codes))
    assert {name for name, value in shown.items() if value == HIDDEN} == hidden


@pytest.mark.parametrize(
    "codes",
    [
        (0, 50, 4, 2, 7, 12, 24, 15),
        (30, 50, 40, 30, 9, 12, 24, 3),
        (30, 50, 2, 30, 9, 12, 24, 60),
        (30, 50, 20, 30, 9, 3, 24, 60),
    ],
)
def test_the_rates_of_a_year_together_do_not_give_away_a_code(codes: tuple[int, ...]) -> None:
    figures, sums = participation(codes)
    shown = published(figures, sums)
    guesses = [
        range(max(1, code - 3), code + 4) if shown[f"PN{number}"] == HIDDEN else (code,)
        for number, code in enumerate(codes)
    ]
    worlds = [participation(guess)[0] for guess in itertools.product(*guesses)]
    possible = [world for world in worlds if all(value in (HIDDEN, world[name]) for name, value in shown.items())]
    assert HIDDEN in shown.values()
    for name, value in shown.items():
        assert value != HIDDEN or len({world[name] for world in possible}) >= 3


@pytest.mark.parametrize("total", [10, 12])
def test_sums_that_do_not_add_up_are_refused(total: int) -> None:
    with pytest.raises(ValueError, match="t is not the sum of a, b"):
        published({"a": 5, "b": 6, "t": total}, [Sum("t", ("a", "b"))])


small_rows = st.lists(st.integers(0, 30), min_size=1, max_size=6)


@given(small_rows)
def test_every_small_count_is_hidden_noughts_are_shown_and_what_is_shown_is_true(values: list[int]) -> None:
    figures, sums = row(values)
    for name, value in published(figures, sums).items():
        assert value in (HIDDEN, figures[name])
        assert value == HIDDEN if figures[name] in range(1, 5) else figures[name] or value == 0


@given(st.lists(st.integers(8, 90), min_size=3, max_size=6), st.integers(1, 4), st.integers(0, 5))
def test_the_company_is_chosen_by_place_so_that_it_says_nothing_of_size(
    values: list[int], small: int, place: int
) -> None:
    place %= len(values)
    values[place] = small
    shown = published(*row(values))
    company = (place + 1) % len(values)
    assert [name for name, value in shown.items() if value == HIDDEN] == sorted([f"p{place}", f"p{company}"])
