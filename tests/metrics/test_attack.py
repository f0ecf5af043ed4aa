"""An integer program tries every world that agrees with what is published, and pins nobody down."""

import random
from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Flask

from participation.metrics.figures import APART, Figures, figures
from participation.metrics.rows import Coded, HeldReviews
from participation.metrics.showing import Shown, published
from tests.metrics.attacking import Attack, Knows, Publication, narrowed
from tests.metrics.events import held
from tests.metrics.reading import Relation
from tests.metrics.small_services import FIRST, of_reviews, small_service
from tests.metrics.test_published_year import counts, invented, true_numbers

SERVICES, PARTS = 200, 4


def publication(year: Figures, shown: Mapping[str, Shown]) -> Publication:
    """What there is to be worked out, and what is printed, of all reviews, asked and heard."""
    true = true_numbers(year)
    return Publication(true, {name: each for name, each in counts(dict(shown)).items() if name in true})


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_no_reader_pins_a_small_number_of_many_small_services(part: int) -> None:
    for seed in range(part, SERVICES, PARTS):
        year = small_service(random.Random(seed))  # noqa: S311  invented figures, not a secret
        shown = published(year)
        assert narrowed(publication(year, shown)) == {}, seed


@pytest.mark.long
@pytest.mark.parametrize("seed", range(9))
def test_no_reader_pins_a_small_number_in_any_table_of_a_year(app: Flask, seed: int) -> None:
    with app.app_context():
        year = invented(random.Random(seed), (120, 400, 40)[seed % 3])  # noqa: S311  invented figures, not a secret
        assert narrowed(publication(year, published(year))) == {}


def one_slip() -> Figures:
    """A service of 122 reviews: six of PN0 for children of 4 and over, and one child under 4 with another code."""
    days = [HeldReviews("", FIRST + timedelta(days=number * 29 % 365), 1, 0, 0, 0) for number in range(122)]
    codes = [("PN0", 1)] * 14 + [("PN0", 0)] * 6 + [("PN1", 1)] + [("PN1", 0)] * 29
    codes += [(f"PN{number}", 0) for number in range(2, 8) for _ in range(12)]
    return of_reviews(days, [Coded("", code, is_under_4, 1, 0, 0, 0, 0, 0) for code, is_under_4 in codes])


def test_the_one_child_under_4_with_another_code_is_not_found() -> None:
    year = one_slip()
    shown = published(year)
    assert narrowed(publication(year, shown)) == {}
    assert {name for name, each in shown.items() if each.n == "c"} == {"participation.contradicts_age"}


def test_shown_as_it_is_the_same_program_finds_that_child() -> None:
    year = one_slip()
    shown = published(year)
    shown["participation.contradicts_age"] = Shown(7)
    assert narrowed(publication(year, shown))["by_age.under_4.other_code"] == {1}


def test_the_program_halves_nobody() -> None:
    sums: list[Relation] = [("all", ("girls", "boys", "others")), ("girls", ("boys",))]
    true = {"all": 9, "girls": 4, "boys": 4, "others": 1}
    attack = Attack(true, {"all": 9}, Knows.WHICH_ARE_SMALL, sums)
    assert attack.values_of(["others"]) == {"others": {1, 3}}


def test_reviews_that_were_recorded_give_the_same_table(app: Flask) -> None:
    with app.app_context():
        for number, (code, age) in enumerate([("PN0", 3)] * 14 + [("PN0", 9)] * 6 + [("PN1", 3)] + [("PN1", 9)] * 30):
            on = FIRST + timedelta(days=number * 29 % 365)
            held(on, code, born_on=on.replace(year=on.year - age) - timedelta(days=9))
        year = figures("2025-26")
    corners = {name: number for name, number in year.between.items() if number and not name.startswith(APART)}
    assert corners == {
        "by_age.under_4.PN0": 14,
        "by_age.under_4.other_code": 1,
        "by_age.of_4.PN0": 6,
        "by_age.of_4.other_code": 30,
        "by_age.agrees": 44,
    }
    with app.app_context():
        assert narrowed(publication(year, published(year))) == {}
