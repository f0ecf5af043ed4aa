"""Everything that is published of a year at once, further figures and rounding too: the program pins nobody down."""

import random
from dataclasses import replace

import pytest

from participation.metrics.figures import BROKEN, Figures
from participation.metrics.publication.more import BESIDE
from participation.metrics.rows import Edition
from participation.metrics.showing import Shown, kept_back, numbers, published
from tests.metrics.attacking import Knows, narrowed
from tests.metrics.attacking_rounded import RoundedAttack
from tests.metrics.events import at
from tests.metrics.further_services import InventedReview, figures_beside, further_service
from tests.metrics.reading import SMALL
from tests.metrics.small_services import LAST
from tests.metrics.test_attack import publication
from tests.metrics.test_published_year import true_numbers
from tests.metrics.test_two_publications import in_care

SIZES = (25, 60, 100, 150)
TABLES = ("order", "moved", "quarter")
FEW = 2
"""Of an insider's worlds two must be left."""


def service_of(seed: int) -> tuple[random.Random, list[InventedReview]]:
    chance = random.Random(seed)  # noqa: S311  invented figures, not a secret
    return chance, further_service(chance, chance.choice(SIZES))


def without_other_tables(year: Figures) -> Figures:
    """With the tables that further figures hang together with, and no other."""

    def is_kept(name: str) -> bool:
        return not name.startswith(BROKEN) or name.split(".")[1] in TABLES

    return replace(
        year,
        values={name: each for name, each in year.values.items() if is_kept(name)},
        between={name: each for name, each in year.between.items() if is_kept(name)},
    )


@pytest.mark.long
@pytest.mark.parametrize("seed", [20, 24, 28, 35])
def test_no_reader_of_the_year_its_tables_and_its_further_figures_pins_a_small_number(seed: int) -> None:
    year = figures_beside(*service_of(seed))
    assert narrowed(publication(year, published(year))) == {}


@pytest.mark.long
def test_where_only_the_small_ones_of_them_are_hidden_the_same_program_finds_some() -> None:
    year = without_other_tables(figures_beside(*service_of(2)))
    kept = {name for name in kept_back(year) if not name.startswith(BESIDE)}
    few = {name for name, number in numbers(year).items() if number in SMALL and name.startswith(BESIDE)}
    found = narrowed(publication(year, published(year, {*kept, *few})))
    assert [name for name in found if name.startswith(BESIDE[1:])]


@pytest.mark.long
@pytest.mark.parametrize("seed", [24, 35])
def test_no_reader_of_two_publications_pins_a_small_number_or_a_small_change_of_them(seed: int) -> None:
    _, rows = service_of(seed)
    changed = [rows[0]._replace(is_distributed=not rows[0].is_distributed), *rows[1:]]
    changed[3] = changed[3]._replace(turn=changed[3].turn._replace(why="place"))
    before, now = (
        without_other_tables(figures_beside(random.Random(seed), each))  # noqa: S311  invented figures, not a secret
        for each in (rows, changed)
    )
    out = Edition(at(LAST), numbers(before), kept_back(before))
    assert narrowed(in_care(now, replace(now, editions=(out,))), in_care(before, before)) == {}


@pytest.mark.long
@pytest.mark.parametrize("seed", [20, 24])
@pytest.mark.parametrize("knows", [Knows.WHICH_ARE_SMALL, Knows.THE_RULES])
def test_no_reader_of_a_rounded_year_pins_a_small_number(seed: int, knows: Knows) -> None:
    year = figures_beside(*service_of(seed))
    attack = RoundedAttack(true_numbers(year), published(year, is_rounded=True), knows)
    enough = FEW if knows == Knows.WHICH_ARE_SMALL else 3
    assert {name: values for name, values in attack.values(enough).items() if len(values) < enough} == {}
    assert len(attack.secrets) > 100


def test_the_same_program_knows_what_rounding_leaves() -> None:
    true = {"attended.n": 23, "attended.of": 47, "attended.rest": 24}
    attack = RoundedAttack(true, {"attended": Shown(20, 50, None, is_rounded=True)}, Knows.THE_RULES)
    assert all(len(values) == 3 for values in attack.values_of(attack.told).values())
    bounds = {name: attack._bounds(name) for name in attack.told}
    assert bounds == {"attended.n": (15, 24), "attended.of": (45, 54)}


def test_a_share_of_a_small_base_tells_it_both_numbers() -> None:
    true = {"attended.n": 7, "attended.of": 13, "attended.rest": 6}
    attack = RoundedAttack(true, {"attended": Shown(10, 10, 0.54, is_rounded=True)}, Knows.THE_RULES)
    assert attack.values_of(attack.told) == {"attended.n": {7}, "attended.of": {13}}
