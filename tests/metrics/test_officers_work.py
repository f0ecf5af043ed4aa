"""Visits, midway reviews and challenges as they are counted, and as anyone may see them: on both databases."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from participation import clock, db
from participation.challenges.actions import ChallengeAnswer, go_further, note_answer
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.metrics.glossary import labels
from participation.metrics.showing import published
from participation.staff.models import Staff
from tests.between.writing import written_down
from tests.casework.desk import Desk
from tests.challenges.raising import raised
from tests.databases import on_both

pytestmark = on_both
NOW = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
YEAR, HELD = "2025-26", date(2025, 6, 2)


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


def counted(app: Flask) -> dict[str, object]:
    with app.app_context(), clock.frozen(NOW):
        return dict(figures(YEAR).values)


def test_visits_are_counted_by_kind_and_children_once(app: Flask, desk: Desk) -> None:
    with clock.frozen(NOW):
        seen, alone = desk.review("Maya", HELD), desk.review("Leo", HELD)
        desk.review("Zoe", HELD)
        for kind, made_on in (("visit", HELD), ("visit", date(2025, 4, 1)), ("midway", date(2025, 9, 1))):
            written_down(desk, seen, kind=kind, made_on=made_on)
        written_down(desk, alone, kind="observation", made_on=date(2026, 3, 9))
        written_down(desk, alone, kind="visit", made_on=date(2025, 3, 31))
    values = counted(app)
    kinds = {kind: values[f"visits.{kind}"] for kind in ("visit", "midway", "observation", "pathway")}
    assert kinds == {"visit": 2, "midway": 1, "observation": 1, "pathway": 0}
    assert values["visits.total"] == 4
    assert values["visits.children_seen"] == Rate(2, 3)
    assert values["midway.done"] == Rate(1, 3)


def test_a_challenge_counts_once_at_its_highest_level_and_each_level_by_its_days(app: Flask, desk: Desk) -> None:
    with clock.frozen(NOW):
        review = desk.review("Maya", HELD)
        late = raised(desk, review, category="drift", raised_on=date(2026, 2, 2))
        good = raised(desk, review, category="education", agency="school", raised_on=date(2026, 2, 2))
        raised(desk, review, category="report", raised_on=date(2026, 3, 6))
        raised(desk, review, kind="good_practice")
        raised(desk, review, category="health", raised_on=date(2025, 3, 31))
        with app.app_context():
            officer = db.session().get_one(Staff, desk.staff_id)
            assert go_further(officer, late, 0)
            assert note_answer(officer, good, ChallengeAnswer(date(2026, 2, 9), "partly"))
    values = counted(app)
    told = {name: each for name, each in values.items() if name.startswith("challenge.") and each != 0}
    assert told == {
        "challenge.formal_1.drift": 1,
        "challenge.informal.education": 1,
        "challenge.informal.report": 1,
        "challenge.raised": 3,
        "challenge.by_agency.local_authority": 2,
        "challenge.by_agency.school": 1,
        "challenge.outcome.partly": 1,
        "challenge.with_outcome": Rate(1, 3),
        "challenge.answered_in_time": Rate(1, 2),
        "challenge.good_practice": 1,
    }


def test_few_are_hidden_in_what_is_published_and_every_figure_has_a_name(app: Flask, desk: Desk) -> None:
    with clock.frozen(NOW):
        raised(desk, desk.review("Maya", HELD))
    with app.test_request_context(), clock.frozen(NOW):
        shown = published(figures(YEAR))
        told = {name: each.n for name, each in shown.items() if name.startswith("challenge.")}
        assert "challenge.informal.report" in told
        assert set(told.values()) == {"c"}
        assert labels.label("challenge.informal.drift", HELD) == "Informal: team manager: Drift and delay"
        assert labels.label("visits.pathway", HELD) == "About the pathway plan"
        assert labels.label("challenge.by_agency.police", HELD) == "Police"
        assert labels.label("challenge.outcome.no_change", HELD) == "No change"
