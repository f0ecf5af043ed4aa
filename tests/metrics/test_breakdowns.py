"""Figures part by part: each table adds up to all reviews, each figure has its own base."""

import json
from datetime import date, datetime, timedelta
from typing import Any

from click.testing import CliRunner
from flask import Flask

from participation.children.models import DeprivationOfLiberty
from participation.db import new_id, session, transaction
from participation.invitations.models import Invitation
from participation.metrics.breakdowns.queries import ReviewParts
from participation.metrics.breakdowns.tables import DIMENSIONS, breakdowns, in_order
from participation.metrics.definitions import Rate
from participation.metrics.figures import collection_year_of, figures
from participation.metrics.publication.broken_down import PARTS
from participation.operations.cli import cli
from participation.reviews.models import Review
from participation.staff.models import Staff
from participation.submissions.traces import Trace
from tests import factories
from tests.databases import on_both
from tests.metrics.events import at, beside_the_code, held, invited, sent
from tests.metrics.test_page import desk_of
from tests.walking import words_of

DAY = date(2021, 6, 15)
NOBODY_KNOWS = ReviewParts(
    "1", DAY, None, None, None, None, "", "", None, None, "en", None, None, False, None, None, None
)


def part_of(dimension: str, **values: object) -> str:
    return DIMENSIONS[dimension](NOBODY_KNOWS._replace(**values))


def test_each_review_stands_in_one_part_of_each_table() -> None:
    assert {dimension: part_of(dimension) for dimension in DIMENSIONS} == {
        **dict.fromkeys(("age", "sex", "ethnicity", "unaccompanied", "disability"), "not_known"),
        **dict.fromkeys(("placed_outside", "over_20_miles"), "not_known"),
        "language": "english",
        "deprived_of_liberty": "no",
        "officer": "nobody",
        "level": "not_asked",
        "questionnaire": "not_answered",
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
    assert in_order({"not_known", "no", "yes"}) == ["yes", "no", "not_known"]
    assert in_order({"12_to_15", "not_known", "4_to_7"}) == ["4_to_7", "12_to_15", "not_known"]
    assert in_order({"full_v2", "not_answered", "short_v1", "full_v1", "pictures_v1"}) == [
        *("pictures_v1", "short_v1", "full_v1", "full_v2", "not_answered"),
    ]


def test_each_figure_has_its_own_base(app: Flask) -> None:
    with app.app_context():
        held(DAY, "PN1", sex="2")
        held(DAY, "PN7", due_on=DAY - timedelta(days=1), sex="2")
        seen_late = held(DAY, "PN6", due_on=None, sex="2")
        held(DAY, due_on=None, sex="2")
        held(DAY, "PN0", born_on=date(2019, 1, 1), sex="2")
        beside_the_code(seen_late, seen_before_on=DAY + timedelta(days=1))
        assert breakdowns(collection_year_of("2021-22"))["sex"]["female"] == {
            "reviews.held": 5,
            "reviews.held_in_time": Rate(2, 3),
            "views_given": Rate(2, 3),
            "attended": Rate(1, 3),
            "took_no_part": Rate(1, 3),
            "seen_before_meeting": Rate(0, 4),
        }


def test_a_child_stands_where_they_answered_and_stays_there_when_the_words_are_gone(app: Flask) -> None:
    with app.app_context():
        before = at(DAY - timedelta(days=9))
        letters = {name: invited(held(DAY, "PN6")) for name in ("short", "full", "gone", "older", "meeting")}
        invited(held(DAY, "PN7"))
        sent(letters["short"], before - timedelta(days=1), level="pictures")
        sent(letters["short"], before, version=2)
        sent(letters["full"], before, level="full")
        sent(letters["meeting"], before, "my_meeting")
        with transaction() as writing:
            for name, said in (("gone", ("my_views", "short", 2)), ("older", ("", "", None))):
                writing.add(trace_of(letters[name], before, *said))
        tables = breakdowns(collection_year_of("2021-22"))
    assert {part: row["reviews.held"] for part, row in tables["questionnaire"].items()} == {
        "short_v2": 2,
        "full_v1": 1,
        "not_known": 1,
        "not_answered": 2,
    }


def trace_of(letter: Invitation, at: datetime, purpose: str, level: str, version: int | None) -> Trace:
    """What is left of something that was sent."""
    return Trace(
        id=new_id(), review_id=letter.review_id, invitation_id=letter.id, respondent="child", kind="views", sent_at=at,
        purpose=purpose, level=level, version=version, asks_for_advocate=False, deleted_at=at,
    )  # fmt: skip


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
        tables, address = breakdowns(collection_year_of("2021-22")), officer_address(officer_id)
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
    assert "8 to 11 2021-22 2 100.0% 2 of 2 50.0% 1 of 2 50.0% 1 of 2 50.0% 1 of 2 0.0% 0 of 2" in page
    assert "without an officer 2021-22 2" in page
    assert desk_of(app).get("/staff/metrics/breakdowns?year=2021").status_code == 404


def test_of_a_year_without_reviews_one_sentence_stands_in_place_of_empty_tables(app: Flask) -> None:
    page = desk_of(app).get("/staff/metrics/breakdowns?year=1999-00")
    assert "No review of this year is held here" in words_of(page)
    assert "<table" not in page.text


def test_below_each_part_stand_the_two_years_before_and_another_year_is_one_press_away(app: Flask) -> None:
    with app.app_context():
        for year in (2018, 2019, 2020, 2021):
            held(date(year, 6, 15), "PN1" if year == 2021 else "PN7", sex="2")
        held(date(2020, 6, 15), "PN1", sex="1")
    page = desk_of(app).get("/staff/metrics/breakdowns?year=2021-22")
    words = words_of(page).partition("By sex")[2].partition("By ethnic group")[0]
    assert "female 2021-22 1 100.0% 1 of 1 100.0% 1 of 1" in words
    assert "2020-21 1 100.0% 1 of 1 0.0% 0 of 1" in words
    assert "2019-20 1 100.0% 1 of 1 0.0% 0 of 1" in words
    assert "2018-19" not in words
    assert words.index("male 2020-21") > words.index("2019-20"), "nobody of this part this year, and one before"
    assert "/staff/metrics/breakdowns?year=2018-19" in page.text
