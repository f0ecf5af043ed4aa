"""Figures part by part: each table adds up to all reviews, each figure has its own base."""

import json
from datetime import date, timedelta
from typing import Any

from click.testing import CliRunner
from flask import Flask

from participation.children.models import DeprivationOfLiberty
from participation.db import session, transaction
from participation.metrics.breakdowns.queries import ReviewParts
from participation.metrics.breakdowns.tables import DIMENSIONS, breakdowns, counted
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.metrics.publication.broken_down import PARTS
from participation.operations.cli import cli
from participation.reviews.models import Review
from participation.staff.models import Staff
from tests import factories
from tests.databases import on_both
from tests.metrics.events import held, invited
from tests.metrics.test_page import desk_of
from tests.walking import words_of

DAY = date(2021, 6, 15)
NOBODY_KNOWS = ReviewParts(DAY, None, None, None, None, "", "", None, None, "en", None, None, False, None, None)


def a_review(**values: object) -> ReviewParts:
    return NOBODY_KNOWS._replace(**values)


def part_of(dimension: str, **values: object) -> str:
    (part,) = counted([a_review(**values)])[dimension]
    return part


def test_each_review_stands_in_one_part_of_each_table() -> None:
    assert {name: next(iter(table)) for name, table in counted([NOBODY_KNOWS]).items()} == {
        **dict.fromkeys(("age", "sex", "ethnicity", "unaccompanied", "disability"), "not_known"),
        **dict.fromkeys(("placed_outside", "over_20_miles"), "not_known"),
        "language": "english",
        "deprived_of_liberty": "no",
        "officer": "nobody",
        "level": "not_asked",
    }


def test_parts_begin_and_end_where_they_say() -> None:
    ages = [part_of("age", born_on=date(DAY.year - years, 6, 15)) for years in (3, 4, 7, 8, 11, 12, 15, 16, 17, 18)]
    assert ages == [
        *("under_4", "4_to_7", "4_to_7", "8_to_11", "8_to_11"),
        *("12_to_15", "12_to_15", "16_to_17", "16_to_17", "18_and_over"),
    ]
    assert part_of("age", born_on=date(DAY.year - 4, 6, 16)) == "under_4"
    assert [part_of("over_20_miles", miles_from_home=miles) for miles in (20.0, 20.1)] == ["no", "yes"]
    assert [part_of("ethnicity", ethnicity=code) for code in ("CHNE", "WBRI", "REFU")] == [
        "asian",
        "white",
        "not_known",
    ]
    assert [part_of("language", language=code) for code in ("en-GB", "ti")] == ["english", "other"]


def test_what_is_not_known_stands_last_and_yes_before_no() -> None:
    rows = [a_review(is_disabled=said, born_on=born) for said, born in ((None, None), (False, date(2008, 1, 1)))]
    rows.append(a_review(is_disabled=True, born_on=date(2016, 1, 1)))
    tables = counted(rows)
    assert list(tables["disability"]) == ["yes", "no", "not_known"]
    assert list(tables["age"]) == ["4_to_7", "12_to_15", "not_known"]


def test_each_figure_has_its_own_base() -> None:
    born = {"young": date(2019, 1, 1), "old": date(2010, 1, 1)}
    rows = [
        a_review(born_on=born["old"], code="PN1", due_on=DAY, seen_on=DAY, sex="2"),
        a_review(born_on=born["old"], code="PN7", due_on=DAY - timedelta(days=1), sex="2"),
        a_review(born_on=born["old"], code=None, seen_on=DAY + timedelta(days=1), sex="2"),
        a_review(born_on=born["young"], code="PN0", due_on=DAY, sex="2"),
    ]
    assert counted(rows)["sex"]["female"] == {
        "reviews.held": 4,
        "reviews.held_in_time": Rate(2, 3),
        "views_given": Rate(1, 2),
        "attended": Rate(1, 2),
        "took_no_part": Rate(1, 2),
        "seen_before_meeting": Rate(1, 3),
    }


def officer_address(id: str) -> str:
    return session().get_one(Staff, id).email


@on_both
def test_every_table_adds_up_to_the_figures_of_the_year(app: Flask) -> None:
    with app.app_context():
        officer, _ = factories.staff()
        officer_id = officer.id
        under_order = held(DAY, "PN1", officer=officer)
        for number, code in enumerate(["PN1", "PN6", "PN7", "PN0", ""]):
            invited(held(DAY + timedelta(days=number), code, due_on=DAY, officer=officer if number else None))
        held(DAY, "PN1", kind="pathway_plan")
        held(DAY, "PN1", born_on=None)
        with transaction() as writing:
            child = session().get_one(Review, under_order.id).child_id
            writing.add(DeprivationOfLiberty(child_id=child, started_on=DAY, ended_on=DAY + timedelta(days=1)))
        year = figures("2021-22")
        tables, address = breakdowns(year), officer_address(officer_id)
    assert set(tables) == set(DIMENSIONS)
    for table in tables.values():
        rows = list(table.values())
        assert sum(row["reviews.held"] for row in rows) == year.values["reviews.held"]
        for name in ("reviews.held_in_time", "views_given", "attended", "took_no_part", "seen_before_meeting"):
            whole = year.values[name]
            assert (sum(row[name].n for row in rows), sum(row[name].of for row in rows)) == (whole.n, whole.of)
    assert tables["deprived_of_liberty"]["yes"]["reviews.held"] == 1
    assert tables["officer"][address]["reviews.held"] == 5
    assert tables["level"]["short"]["reviews.held"] == 5


def test_the_program_gives_them_whole_and_published_without_officers_and_levels(app: Flask) -> None:
    def said(*more: str) -> dict[str, Any]:
        words = ["metrics", "--year", "2021-22", "--format", "json", *more]
        found: dict[str, Any] = json.loads(CliRunner().invoke(cli, words, obj=lambda **_: app).stdout)
        return found

    with app.app_context():
        held(DAY, "PN1")
    assert said()["breakdowns"]["age"]["8_to_11"]["views_given"] == {"n": 1, "of": 1, "rate": 1.0}
    assert said()["breakdowns"]["sex"]["not_known"]["reviews"]["held"] == 1
    assert said("--published")["breakdowns"].keys() == PARTS.keys()


def test_the_page_says_each_base_and_that_it_is_not_to_be_published(app: Flask) -> None:
    with app.app_context():
        held(DAY, "PN1")
        held(DAY, "PN7")
    page = words_of(desk_of(app).get("/staff/metrics/breakdowns?year=2021-22"))
    assert "Not to be published" in page
    assert "8 to 11 2 100.0% 2 of 2 50.0% 1 of 2 50.0% 1 of 2 50.0% 1 of 2 0.0% 0 of 2" in page
    assert "without an officer 2" in page
    assert desk_of(app).get("/staff/metrics/breakdowns?year=2021").status_code == 404


def test_of_a_year_without_reviews_one_sentence_stands_in_place_of_empty_tables(app: Flask) -> None:
    page = desk_of(app).get("/staff/metrics/breakdowns?year=1999-00")
    assert "No review of this year is held here" in words_of(page)
    assert "<table" not in page.text
