"""What a manager is told who publishes a year: not while it runs, and of each “c” why it is there."""

import csv
import io
from datetime import date, timedelta

import pytest
from flask import Flask

from participation import clock
from tests.metrics.events import at, held
from tests.metrics.test_commands import read_json, run
from tests.metrics.test_page import desk_of
from tests.walking import words_of

IN_JUNE = date(2021, 6, 15)
WARNING = "Two publications of a year that is not over can be compared: what differs may be one child."


def hold_with_slips(app: Flask) -> list[str]:
    """Forty reviews, and two whose codes contradict the age; their ids."""
    with app.app_context():
        for number in range(40):
            held(IN_JUNE - timedelta(days=number), ("PN1", "PN6", "PN7", "PN5")[number % 4])
        return [held(IN_JUNE, "PN0").id, held(IN_JUNE, "PN1", born_on=date(2019, 1, 1)).id]


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_a_year_that_is_not_over_is_not_published(app: Flask, form: str) -> None:
    with clock.frozen(at(IN_JUNE)):
        refused = run(app, "--year", "2021-22", "--published", "--format", form)
    assert refused.exit_code == 1
    assert refused.output.startswith("2021-22 is not over: two publications of a running year could be compared")
    assert refused.output.count("\n") == 1


def test_the_day_after_its_last_it_is(app: Flask) -> None:
    with clock.frozen(at(date(2022, 4, 1))):
        assert read_json(app, "--year", "2021-22", "--published")["notes"] == []


def test_published_all_the_same_it_says_so_in_what_is_published(app: Flask) -> None:
    with clock.frozen(at(IN_JUNE)):
        words = ("--year", "2021-22", "--published", "--running-year")
        assert read_json(app, *words)["notes"][0] == WARNING
        assert f"! {WARNING}" in run(app, *words).output
        rows = list(csv.DictReader(io.StringIO(run(app, *words, "--format", "csv").output)))
    assert (rows[-1]["figure"], rows[-1]["definition"]) == ("note.compared", WARNING)


def test_whole_figures_of_a_running_year_are_shown_without_a_warning(app: Flask) -> None:
    with clock.frozen(at(IN_JUNE)):
        assert WARNING not in read_json(app, "--year", "2021-22")["notes"]


def test_the_page_shows_no_figure_of_a_running_year_for_publication(app: Flask) -> None:
    hold_with_slips(app)
    with clock.frozen(at(IN_JUNE)):
        desk = desk_of(app)
        words = words_of(desk.get("/staff/metrics?year=2021-22&published=1"))
        assert "Reviews held" in words_of(desk.get("/staff/metrics?year=2021-22"))
    assert "It can be published from 1 April 2022." in words
    assert "Reviews held" not in words


def test_each_c_has_its_reason_beside_the_table_and_not_in_it(app: Flask) -> None:
    hold_with_slips(app)
    shown = run(app, "--year", "2021-22", "--published")
    assert "c  Of children under 4: 1 to 4" in shown.stderr
    assert "c  Code against age: hidden unless it is nought" in shown.stderr
    assert "subtracting it would tell: " in shown.stderr
    assert "1 to 4\n" not in shown.stdout
    assert run(app, "--year", "2021-22", "--published", "--format", "csv").stderr == ""


def test_a_manager_reads_why_and_opens_the_reviews_to_put_right(app: Flask) -> None:
    slips = hold_with_slips(app)
    desk = desk_of(app)
    page = desk.get("/staff/metrics?year=2021-22&published=1")
    assert "1 to 4 Of children under 4 · How children took part: PN0" in words_of(page)
    assert "PN0, and the child was 4 or over" in words_of(page)
    assert "PN1, and the child was under 4" in words_of(page)
    assert all(f'href="/staff/reviews/{slip}"' in page.text for slip in slips)
    assert "the child was under 4" not in words_of(desk.get("/staff/metrics?year=2021-22"))
