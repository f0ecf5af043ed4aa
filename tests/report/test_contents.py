"""What the report says: figures with what they divide, the years before, what does not add up, and nothing else."""

from datetime import date

import pytest
from flask import Flask

from participation import clock
from participation.metrics.dashboard import Dashboard, dashboard
from participation.metrics.figures import APART, collection_year_of
from participation.metrics.inside.tables import beside_the_year_before, cards
from participation.report.contents import PLAN, Chapter, Report, report
from participation.report.tables import FigureTable
from tests.metrics.events import at
from tests.metrics.published import YEARS, published_table

PRAISE = ("pleased", "proud", "excellent", "strong", "positive", "only", "unfortunately", "improve", "good work")


def chapter(of: Report, title: str) -> Chapter:
    return next(each for each in of.chapters if each.title == title)


def table(of: Report, caption: str) -> FigureTable:
    return next(each for chapter in of.chapters for each in chapter.tables if each.caption.startswith(caption))


def defined_inside() -> list[tuple[str, str]]:
    """What tables show that stay inside the service."""
    known = beside_the_year_before(collection_year_of("2021-22"))
    return [each for card in cards(known) for each in card.definitions]


@pytest.fixture
def of_the_year(app: Flask, page: Dashboard) -> Report:
    with app.app_context():
        return report(page)


@pytest.mark.usefixtures("published_years")
def test_the_table_that_a_service_published_comes_out_to_the_cell_and_its_rates_right(app: Flask) -> None:
    with app.app_context():
        made = report(dashboard("2021-22", is_published=False))
    codes = table(made, "How children took part")
    assert codes.columns[1:-1] == YEARS
    cells = {row[0].split()[0]: row[1:-1] for row in codes.rows if row[0].startswith("PN")}
    assert cells == {
        code: tuple(str(published_table()[year][code]) for year in YEARS) for code in published_table()["2021-22"]
    }
    sentences = chapter(made, "How children took part").sentences
    # That service printed 1.7%: 15 of all 882 reviews. Of the 751 reviews of children of 4 and over it is 2.0%.
    assert sentences[1].startswith("Neither came nor sent views: 2.0%, 15 of 751 reviews of children of 4 and over.")
    assert "Before: 2018-19: 15.9% (103 of 647); 2019-20: 5.5% (40 of 725); 2020-21: 2.1% (15 of 713)." in sentences[1]


def test_each_sentence_is_a_figure_with_what_it_divides_and_without_praise(of_the_year: Report) -> None:
    sentences = [sentence for each in of_the_year.chapters for sentence in each.sentences]
    assert len(sentences) == sum(len(plan.states) for plan in PLAN)
    assert [one for one in sentences for word in PRAISE if word in one.lower().replace("good practice", "")] == []
    assert "Held in time: 100.0%, 7 of 7 reviews that have a due date." in " ".join(sentences)
    assert "Challenges answered in time: nothing to count yet." in sentences


def test_each_question_of_the_feedback_has_its_own_base(of_the_year: Report) -> None:
    listened = table(of_the_year, "Did you feel listened to?")
    assert listened.caption.endswith("(5 answered)")
    assert listened.rows[:3] == (("Yes", "3", "60.0%"), ("Sort of", "1", "20.0%"), ("No", "1", "20.0%"))
    assert not [row for each in of_the_year.chapters for one in each.tables for row in one.rows if "_" in row[0]]


def test_what_does_not_add_up_is_said_by_how_much(of_the_year: Report) -> None:
    assert "2021-22: 7 reviews were held, 1 have a code, 6 are not recorded yet." in of_the_year.notes
    assert f"2021-22: Pathway plan reviews held besides, counted apart: {1}." in of_the_year.notes


def test_what_is_stated_is_defined_and_stated_once(app: Flask, of_the_year: Report) -> None:
    stated = [name for plan in PLAN for name in plan.states]
    assert len(set(stated)) == len(stated)
    with app.app_context():
        inside = defined_inside()
    assert len(of_the_year.definitions.rows) == len(stated) + len(inside)
    assert all(len(definition) > 20 for _, definition, _ in of_the_year.definitions.rows)
    assert [name for name in stated if name.startswith(APART)]


def test_small_numbers_stand_whole_with_a_warning_or_are_hidden(app: Flask, page: Dashboard) -> None:
    with app.app_context():
        whole, published = report(page), report(dashboard("2021-22", is_published=True))
    assert whole.warning.startswith("Not to be published")
    assert published.warning.startswith("“c” stands for 1 to 4")
    assert ("Yes", "3", "60.0%") in table(whole, "Did you feel listened to?").rows
    # Of a base that is hidden the noughts would say what everybody in it answered.
    assert [each for each in published.chapters for one in each.tables if "(c answered)" in one.caption] == []


def test_a_service_without_reviews_has_a_report_too(app: Flask) -> None:
    with app.app_context():
        made = report(dashboard("2021-22", is_published=False))
    assert "Reviews held: 0." in chapter(made, "Reviews, and whether they were in time").sentences[0]
    assert "No review of this year is held here, so every figure is nought." in made.notes


def test_a_running_year_says_nothing_of_the_months_to_come(app: Flask) -> None:
    with app.app_context(), clock.frozen(at(date(2021, 7, 2))):
        made = report(dashboard("2021-22", is_published=False))
    cells = [row[1] for row in table(made, "Reviews held by month").rows]
    assert cells == ["0", "0", "0", "0", *["–"] * 8]
    assert made.period == "Figures from 1 April 2021 to 2 July 2021, counted on 2 July 2021."
