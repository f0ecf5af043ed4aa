"""A year beside the year before, and what stays inside the service."""

from datetime import date, timedelta

import pytest
from flask import Flask

from participation import clock
from participation.metrics.dashboard import dashboard
from participation.metrics.showing import Shown
from participation.report.changes import change
from participation.report.contents import report, to_report
from tests.metrics.events import at, held, invited
from tests.report.test_contents import chapter, table

DAY = date(2021, 6, 15)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        # Printed as +7.9% and as +3%: both were cut, not rounded.
        (Shown(864), Shown(933), "+8.0%"),
        (Shown(1473), Shown(1529), "+3.8%"),
        (Shown(933), Shown(864), "-7.4%"),
        (Shown(0), Shown(5), "–"),
        (Shown("c"), Shown(5), "c"),
        (Shown(5), Shown("c"), "c"),
        (Shown(850, 864, 0.984), Shown(933, 933, 1.0), "+1.6 points"),
        (Shown(3, 4, 0.75), Shown(1, 2, 0.5), "-25.0 points"),
        (Shown("c", 9, "c"), Shown(9, 9, 1.0), "c"),
        (Shown(0, 0, None), Shown(9, 9, 1.0), "–"),
    ],
)
def test_a_change_is_in_per_cent_of_a_count_and_in_points_of_a_share(
    app: Flask, before: Shown, now: Shown, said: str
) -> None:
    with app.test_request_context():
        assert change(before, now) == said


@pytest.mark.usefixtures("published_years")
def test_the_year_stands_beside_the_year_before(app: Flask) -> None:
    with app.app_context():
        made = report(to_report("2021-22", is_published=False))
    rows = {row[0]: row[1:] for row in table(made, "Beside the year before").rows}
    assert rows["Reviews held"] == ("864", "882", "+2.1%")
    assert rows["Neither came nor sent views"] == ("2.1% (15 of 713)", "2.0% (15 of 751)", "-0.1 points")


def test_a_running_year_is_not_set_beside_a_whole_one(app: Flask) -> None:
    with app.app_context(), clock.frozen(at(DAY)):
        held(DAY - timedelta(days=365), "PN1")
        made = report(to_report("2021-22", is_published=False))
    assert not [each for part in made.chapters for each in part.tables if each.caption == "Beside the year before"]


def test_what_stays_inside_stands_in_its_chapter_and_in_no_report_that_is_published(app: Flask) -> None:
    with app.app_context():
        invited(held(DAY, "PN1", due_on=DAY - timedelta(days=1)), "school")
        whole, published = (report(dashboard("2021-22", is_published=each)) for each in (False, True))
    assert table(whole, "Held late, by reason").rows == (("the date was not moved", "0", "1"),)
    assert table(whole, "Forms of adults, agency by agency").rows[0][0] == "Schools: no agency noted"
    assert chapter(whole, "Children and their officers").tables
    captions = {each.caption for part in published.chapters for each in part.tables}
    assert captions.isdisjoint({"Held late, by reason", "In time by quarter", "Forms of adults, agency by agency"})
    assert "Children and their officers" not in [each.title for each in published.chapters]
    assert len(published.definitions.rows) < len(whole.definitions.rows)
