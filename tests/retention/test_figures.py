"""The figures of a year stay as they were, whatever is deleted after it."""

from datetime import date, datetime, timedelta

from flask import Flask

from participation import clock
from participation.advocacy.models import AdvocacyStep
from participation.db import session, transaction
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.outcomes.models import Outcome
from participation.retention.actions import purge
from participation.staff.models import Role, Staff
from participation.submissions.models import Submission
from tests import factories
from tests.databases import on_both
from tests.metrics import events
from tests.retention import lives
from tests.retention.lives import BEFORE, DAY, YEAR, how_many


def a_year_of_reviews() -> None:
    """Read in time and late, asked for and answered, an advocate wanted and met; one draft that was never sent."""
    officer, _ = factories.staff()
    advocate, _ = factories.staff(Role.ADVOCATE)
    for day in range(3):
        review = factories.review(officer, date(2026, 3, 10) + timedelta(days=day))
        views, meeting = lives.sent(review), lives.sent(review, "my_meeting")
        request = lives.sent(review, "my_advocate")
        read(views, officer, BEFORE + DAY)
        read(meeting, officer, BEFORE + 30 * DAY)
        asked(views, BEFORE + 20 * DAY if day else None)
        step(request, advocate, ("taken", "contacted", "met")[: day + 1])
    lives.a_draft(factories.review(officer, date(2026, 3, 20)))


def read(id: str, who: Staff, at: datetime) -> None:
    events.read(session().get_one(Submission, id), who, at)


def asked(id: str, shown_at: datetime | None) -> None:
    events.asked_for(session().get_one(Submission, id), "want_different", shown_at)


def step(id: str, advocate: Staff, states: tuple[str, ...]) -> None:
    with transaction() as current:
        for state in states:
            current.add(AdvocacyStep(submission_id=id, state=state, by_id=advocate.id, at=clock.now()))


@on_both
def test_the_figures_are_the_same_after_the_words_are_gone(app: Flask) -> None:
    with app.app_context():
        with clock.frozen(BEFORE):
            a_year_of_reviews()
        with clock.frozen(BEFORE + YEAR):
            before = figures("2025-26").values
            assert purge()["sent"] == 9
            assert how_many(Submission, Outcome) == 0
            after = figures("2025-26").values
    assert dict(after) == dict(before)
    assert str(after["sent.child"]) == str(Rate(3, 4))
    assert str(after["started.child"]) == str(Rate(4, 4)), "a draft that was never sent was started"
    assert str(after["read_before_meeting"]) == str(Rate(3, 6))
    assert (after["advocacy.asked"], str(after["advocacy.met"])) == (3, str(Rate(1, 3)))
    assert str(after["answered"]) == str(Rate(2, 3))
