"""Tables part by part stand beside the figures of the year, and the program with all of them pins nobody down."""

import random
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from participation.metrics.breakdowns.queries import ReviewParts
from participation.metrics.figures import BROKEN, Figures
from participation.metrics.publication.broken_down import PARTS
from participation.metrics.rows import Edition
from participation.metrics.showing import Shown, kept_back, numbers, published
from tests.metrics import attacking
from tests.metrics.attacking import Attack, Knows, narrowed
from tests.metrics.events import at
from tests.metrics.parted_services import codes_of_parts, figures_of, parted_service
from tests.metrics.reading import HIDDEN, SMALL
from tests.metrics.small_services import LAST
from tests.metrics.test_attack import publication
from tests.metrics.test_two_publications import in_care

SOME = ("quarter", "age", "ethnicity")


def service_of(seed: int, *sizes: int) -> list[ReviewParts]:
    """Of every third, some codes contradict the age."""
    chance = random.Random(seed)  # noqa: S311  invented figures, not a secret
    return parted_service(chance, chance.choice(sizes), 0.01 if seed % 3 == 0 else 0.0)


def in_tables(shown: Collection[str]) -> set[str]:
    return {name for name in shown if name.startswith(BROKEN)}


@pytest.mark.long
@pytest.mark.parametrize("seed", [1])
def test_no_reader_of_all_tables_and_of_the_year_pins_a_small_number(seed: int) -> None:
    rows = service_of(seed, 150, 300)
    year = figures_of(rows)
    both = publication(year, published(year))
    assert narrowed(both) == {}
    codes = {name for name, number in codes_of_parts(rows).items() if number in SMALL}
    attack = Attack(*both, Knows.THE_RULES)
    assert {name: values for name, values in attack.values_of(sorted(codes)).items() if len(values) < 3} == {}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 7))
def test_no_reader_of_some_tables_and_of_the_year_pins_a_small_number(seed: int) -> None:
    year = figures_of(service_of(seed, 40, 100, 250, 380), SOME)
    assert narrowed(publication(year, published(year))) == {}, seed


def test_where_only_the_small_ones_are_hidden_the_same_program_finds_them() -> None:
    year = figures_of(service_of(1, 100), ("sex", "ethnicity"))
    kept = {name for name, number in numbers(year).items() if number in SMALL and name.startswith(BROKEN)}
    found = narrowed(publication(year, published(year, {*kept, *kept_back(replace_tables(year))})))
    assert len(in_tables(found)) > 10


def replace_tables(year: Figures) -> Figures:
    """The year without them."""
    values, between = (
        {name: each for name, each in of.items() if not name.startswith(BROKEN)} for of in (year.values, year.between)
    )
    return replace(year, values=values, between=between)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(2))
def test_no_table_takes_anything_from_the_figures_of_the_year(seed: int) -> None:
    year = figures_of(service_of(seed, 60, 200))
    alone = kept_back(replace_tables(year))
    assert {name: secret for name, secret in kept_back(year).items() if not name.startswith(BROKEN)} == alone


def test_a_column_is_told_only_where_the_year_shows_all_that_it_adds_up_to() -> None:
    rows = [row._replace(due_on=row.on) for row in service_of(1, 300)]
    rows[:3] = [row._replace(due_on=row.on - timedelta(days=1)) for row in rows[:3]]
    shown = published(figures_of(rows))
    assert HIDDEN in (shown["reviews.held_in_time"].n, shown["reviews.held_in_time"].of)
    told = {name: each for name, each in shown.items() if name.startswith(BROKEN)}
    in_time = [each for name, each in told.items() if name.endswith("held_in_time")]
    assert {each.n for each in in_time} == {each.of for each in in_time} == {HIDDEN}
    assert {each.n for name, each in told.items() if name.startswith(f"{BROKEN}sex.") and "reviews.held" in name} > {
        HIDDEN
    }


def test_while_a_code_contradicts_an_age_no_age_is_told_and_nobody_seen_before_the_meeting() -> None:
    rows = service_of(1, 300)
    slip = next(number for number, row in enumerate(rows) if row.code != "PN0")
    rows[slip] = rows[slip]._replace(code="PN0")
    shown = published(figures_of(rows))
    told = {name for name, each in shown.items() if name.startswith(BROKEN) and each.n != HIDDEN}
    assert not any(name.startswith(f"{BROKEN}age.") or name.endswith("seen_before_meeting") for name in told)
    assert any(name.endswith("views_given") for name in told)


def test_a_service_that_recorded_every_code_and_due_date_reads_most_of_its_tables() -> None:
    rows = parted_service(random.Random(1), 1000)  # noqa: S311  invented figures, not a secret
    rows = [row._replace(due_on=row.due_on or row.on, code=row.code or "PN1") for row in rows]
    cells = [each for name, each in published(figures_of(rows)).items() if name.startswith(BROKEN)]
    assert sum(HIDDEN not in (each.n, each.of) for each in cells) > len(cells) * 3 / 5


def out(year: Figures) -> Edition:
    """This year, published."""
    return Edition(at(LAST), numbers(year), kept_back(year))


def put_right(rows: Sequence[ReviewParts], how_many: int) -> list[ReviewParts]:
    """After publication somebody corrects the ethnic group of so many, and one code."""
    changed = [row._replace(ethnicity="WBRI" if row.ethnicity != "WBRI" else "BAFR") for row in rows[:how_many]]
    return [*changed, *rows[how_many:-1], rows[-1]._replace(code="PN5" if rows[-1].code != "PN5" else "PN6")]


@pytest.mark.long
@pytest.mark.parametrize("seed", [2])
def test_no_reader_of_two_publications_pins_a_small_number_or_a_small_change_of_a_part(seed: int) -> None:
    rows = service_of(seed, 150)
    before, now = (figures_of(each, ("sex", "ethnicity")) for each in (rows, put_right(rows, seed)))
    beside = replace(now, editions=(out(before),))
    assert narrowed(in_care(now, beside), in_care(before, before)) == {}


def test_what_has_changed_in_a_table_is_told_no_more_and_what_has_not_is_told_as_before() -> None:
    rows = service_of(1, 300)
    before = figures_of(rows)
    changed = [rows[0]._replace(ethnicity="WBRI" if rows[0].ethnicity != "WBRI" else "BAFR"), *rows[1:]]
    again = published(replace(figures_of(changed), editions=(out(before),)))
    first = published(before)
    ethnic = {name for name in in_tables(first) if name.startswith(f"{BROKEN}ethnicity.")}
    assert {again[name].n for name in ethnic if "reviews.held" in name} == {HIDDEN}
    assert {name: again[name] for name in first.keys() - ethnic} == {
        name: first[name] for name in first.keys() - ethnic
    }


def test_neither_officers_nor_levels_of_questions_are_ever_published() -> None:
    assert {"officer", "level"} & {*PARTS} == set()


def test_two_publications_that_are_the_same_hide_the_same() -> None:
    year = figures_of(service_of(2, 200))
    assert kept_back(replace(year, editions=(out(year),))) == kept_back(year)


def a_row(shown: dict[str, Shown], table: str, part: str) -> dict[str, Shown]:
    before = f"{BROKEN}{table}.{part}."
    return {name.removeprefix(before): each for name, each in shown.items() if name.startswith(before)}


def test_a_part_of_one_child_is_hidden_in_every_column() -> None:
    rows = [row._replace(sex="1") for row in service_of(1, 300)]
    rows[0] = rows[0]._replace(sex="2")
    shown = published(figures_of(rows))
    assert {each.n for each in a_row(shown, "sex", "male").values() if each.n} == {HIDDEN}
    assert attacking.HIDDEN in {each.n for each in a_row(shown, "sex", "female").values()}
