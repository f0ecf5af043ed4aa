"""What is due after a review counts as in time by the working days that the service has set, of all reviews held."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from click.testing import CliRunner
from flask import Flask

from participation import clock, service
from participation.afterwards.models import Act, ReviewAct
from participation.db import transaction
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.metrics.glossary.meanings import definition
from participation.operations.cli import cli
from participation.reviews.models import Review
from participation.service import ServiceRow
from participation.staff.models import Staff
from tests import factories
from tests.databases import on_both
from tests.metrics.events import held

MEETING = date(2021, 6, 15)
"""A Tuesday: 5 working days after it is 22 June, 15 are 6 July, 20 are 13 July."""
NAMES = ("decisions_in_time", "letters_in_time", "distributed_in_time")


def done(review: Review, by: Staff, days: Mapping[Act, date]) -> None:
    """What was marked after a review."""
    with transaction() as session:
        for act, on in days.items():
            session.add(ReviewAct(review_id=review.id, act=act, done_on=on, by_id=by.id, entered_at=clock.now()))


def counted() -> list[object]:
    values = figures("2021-22").values
    return [values[name] for name in NAMES]


@on_both
def test_each_act_is_in_time_up_to_its_own_last_day_and_what_nobody_marked_is_not(app: Flask) -> None:
    with app.app_context():
        amara, _ = factories.staff()
        last = {Act.DECISIONS: date(2021, 6, 22), Act.LETTER: date(2021, 7, 6), Act.DISTRIBUTION: date(2021, 7, 13)}
        done(held(MEETING), amara, last)
        done(held(MEETING), amara, {act: date(2021, 7, 14) for act in Act})
        held(MEETING)
        done(held(MEETING, kind="pathway_plan"), amara, last)
        done(held(date(2020, 6, 15)), amara, {act: date(2020, 6, 16) for act in Act})
        assert counted() == [Rate(1, 3)] * 3
        assert figures("2021-22").values["pathway_plan.letters_in_time"] == Rate(1, 1)


def test_the_days_that_the_service_sets_are_counted_and_said(app: Flask) -> None:
    with app.app_context():
        amara, _ = factories.staff()
        done(held(MEETING), amara, {act: date(2021, 6, 29) for act in Act})
        assert counted() == [Rate(0, 1), Rate(1, 1), Rate(1, 1)]
        with transaction() as session:
            session.merge(ServiceRow.of(replace(service.current(), decisions_days=10, record_days=9)))
        service.forget()
        assert counted() == [Rate(1, 1), Rate(0, 1), Rate(1, 1)]
        assert "within 10 working days" in definition("decisions_in_time")


def test_they_stand_in_the_file_that_other_programs_read(app: Flask) -> None:
    with app.app_context():
        amara, _ = factories.staff()
        done(held(MEETING), amara, {Act.LETTER: MEETING})
    found = CliRunner().invoke(cli, ["metrics", "--year", "2021-22", "--format", "json"], obj=lambda **_: app)
    written = json.loads(found.output)
    assert [written[name] for name in NAMES] == [
        {"n": 0, "of": 1, "rate": 0.0},
        {"n": 1, "of": 1, "rate": 1.0},
        {"n": 0, "of": 1, "rate": 0.0},
    ]
