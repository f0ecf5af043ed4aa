"""That a child knows what an advocate is comes from the record of a visit: into their path, and into the figures."""

from datetime import UTC, date, datetime

from flask import Flask

from participation import clock
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from tests.between.writing import written_down
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import words_of

NOW = datetime(2026, 3, 20, 10, 0, tzinfo=UTC)
KNOWS = "Knows what an advocate is:"


@on_both
def test_the_newest_visit_at_which_it_was_asked_stands_in_the_childs_path(app: Flask) -> None:
    with clock.frozen(NOW):
        desk = Desk(app)
        maya, ella = desk.review("Maya", date(2026, 3, 10)), desk.review("Ella", date(2026, 3, 10))
        assert KNOWS not in words_of(desk.open(maya))
        written_down(desk, maya, knows_advocacy="no")
        assert f"{KNOWS} no, Mon 2 Mar" in words_of(desk.open(maya))
        written_down(desk, maya, knows_advocacy="yes", made_on=date(2026, 3, 5))
        written_down(desk, maya, knows_advocacy="not_asked", made_on=date(2026, 3, 6))
        assert f"{KNOWS} yes, Thu 5 Mar" in words_of(desk.open(maya))
        assert KNOWS not in words_of(desk.open(ella))


def test_visits_at_which_it_was_asked_are_counted(app: Flask) -> None:
    with clock.frozen(NOW):
        desk = Desk(app)
        maya = desk.review("Maya", date(2026, 3, 10))
        for each in ("yes", "yes", "no", "not_asked"):
            written_down(desk, maya, knows_advocacy=each)
        with app.app_context():
            assert figures("2025-26").values["advocacy.knows_how"] == Rate(2, 3)
