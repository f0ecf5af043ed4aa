"""The page of figures: for managers only, whole or fit to be published, and never slower for more reviews."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from participation import clock
from participation.db import engine
from participation.metrics.charts import HEIGHT, WIDTH, standing
from participation.metrics.figures import figures
from participation.staff.models import Role
from tests import factories
from tests.metrics.events import held
from tests.metrics.published import YEARS, hold_reviews, hold_the_reviews_of
from tests.walking import let_in, words_of

MEETING = date(2021, 6, 15)


def desk_of(app: Flask, role: Role = Role.MANAGER) -> FlaskClient:
    """Somebody of this role, signed in."""
    with app.app_context():
        staff, secret = factories.staff(role)
        email = staff.email
    return let_in(app, email, secret)


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    with app.app_context():
        event.listen(engine(), "before_cursor_execute", note)
        yield asked
        event.remove(engine(), "before_cursor_execute", note)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SUPPORT, Role.ADVOCATE])
def test_only_managers_see_figures(app: Flask, role: Role) -> None:
    assert desk_of(app, role).get("/staff/metrics").status_code == 404
    assert app.test_client().get("/staff/metrics").status_code == 303


def test_four_years_stand_side_by_side_and_the_table_says_what_does_not_match(app: Flask) -> None:
    with app.app_context():
        for year in YEARS:
            hold_the_reviews_of(year, without_code=51 if year == "2021-22" else 0)
    page = desk_of(app).get("/staff/metrics?year=2021-22")
    words = words_of(page)
    assert "PN7 Did not come and conveyed nothing 103 40 15 15 2.0%" in words
    assert "Children of 4 and over 647 725 713 751 100.0%" in words
    assert "All reviews held 747 867 864 933" in words
    assert "2021-22 933 reviews were held, 882 have a code, 51 are not recorded yet." in words
    assert "97.2% 730 of 751 reviews of children of 4 and over" in words
    assert "PN1, PN2, PN3, PN5 and PN6, of PN1 to PN7." in words


def test_the_page_opens_at_the_newest_year_that_had_reviews(app: Flask) -> None:
    with app.app_context():
        held(date(2019, 5, 1), "PN1")
        held(MEETING, "PN1")
    desk = desk_of(app)
    assert "Figures for 2021-22" in words_of(desk.get("/staff/metrics"))
    assert "Figures for 2019-20" in words_of(desk.get("/staff/metrics?year=2019-20"))
    assert "/staff/metrics?year=2020-21" in desk.get("/staff/metrics").text


def test_a_service_without_reviews_has_a_page_too(app: Flask) -> None:
    assert "nothing to count yet" in words_of(desk_of(app).get("/staff/metrics"))


@pytest.mark.parametrize("year", ["2021", "2021-23", "<b>", "9999-00"])
def test_what_is_no_year_is_not_there(app: Flask, year: str) -> None:
    assert desk_of(app).get("/staff/metrics", query_string={"year": year}).status_code == 404


def test_of_what_is_to_come_nothing_is_said(app: Flask) -> None:
    with clock.frozen(datetime(2021, 6, 20, 9, tzinfo=UTC)):
        desk = desk_of(app)
        this, next_year = (words_of(desk.get(f"/staff/metrics?year={year}")) for year in ("2021-22", "2022-23"))
    assert "April to June 2021 Apr 0 May 0 Jun 0 0 July to September 2021 Jul – Aug – Sept – –" in this
    assert "The year is not over: counted up to 20 June 2021." in this
    assert "The year has not begun." in next_year
    assert "not over" not in next_year


def test_for_publication_the_same_page_hides_what_is_small(app: Flask) -> None:
    with app.app_context():
        hold_the_reviews_of("2021-22")
    desk = desk_of(app)
    whole, published = (words_of(desk.get(f"/staff/metrics?year=2021-22{more}")) for more in ("", "&published=1"))
    assert "Came and showed their views without speech 2 0.3%" in whole
    assert "Came and showed their views without speech c c" in published
    assert "Fit to be published" in published


def test_pathway_plan_reviews_stand_apart_on_the_page(app: Flask) -> None:
    with app.app_context():
        held(MEETING, "PN1")
        held(MEETING, "PN6", kind="pathway_plan")
    words = words_of(desk_of(app).get("/staff/metrics"))
    assert "Pathway plan reviews, 18 to 21 Reviews held 1" in words
    assert "All reviews held 1" in words


def test_more_reviews_do_not_ask_the_database_more_often(app: Flask) -> None:
    with statements(app) as few:
        figures("2021-22")
    settings_read_once = 1
    with app.app_context():
        hold_reviews(["PN0", "PN1", "PN6", ""] * 20, [MEETING, date(2022, 2, 1)])
        held(MEETING, "PN1", kind="pathway_plan")
    with statements(app) as many:
        figures("2021-22")
    assert len(many) == len(few) - settings_read_once
    assert len(many) <= 17


def test_bars_are_as_high_as_their_numbers_and_a_hidden_number_has_none() -> None:
    low, hidden, high = standing([30, "c", 60])
    assert high.height == 2 * low.height
    assert (hidden.height, hidden.value) == (0, "c")
    assert high.x + high.width <= WIDTH
    assert all(bar.y + bar.height <= HEIGHT for bar in (low, hidden, high))
    assert [bar.height for bar in standing([0, 0])] == [0, 0]
