"""Coded answers are opened once, added to counters and forgotten; what a child wrote is never counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation import clock
from participation.audit.actions import record
from participation.audit.models import AuditEntry
from participation.db import session, transaction
from participation.metrics.actions import count, count_waiting
from participation.metrics.definitions import Rate
from participation.metrics.figures import figures
from participation.metrics.models import ANSWERED, Tally
from participation.metrics.queries import waiting
from participation.people.models import Staff
from participation.submissions.models import Submission
from tests import factories
from tests.databases import on_both
from tests.metrics.events import at, held
from tests.preparing.sending import send

pytestmark = on_both
MEETING = date(2021, 6, 15)
BEFORE, AFTER = at(MEETING - timedelta(days=7)), at(MEETING + timedelta(days=2))
SECRET = "I did not like that my aunt was there"


def counters(**wanted: str) -> dict[tuple[str, str], int]:
    """What has been counted, by question and option."""
    rows = session().scalars(select(Tally).filter_by(**wanted))
    return {(row.question, row.option): row.count for row in rows}


def feedback(officer: Staff | None = None, **answers: str | list[str]) -> str:
    """What a child says after the review."""
    return send(held(MEETING, officer=officer), "after_review", **answers)


def test_each_question_of_the_feedback_has_its_own_base(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        feedback(listened_to="yes", right_length="too_long")
        feedback(listened_to="sort_of")
        feedback(right_length="too_long")
        assert count_waiting() == 3
        values = figures("2021-22").values
    assert values["feedback.listened_to.yes"] == 1
    assert values["feedback.listened_to.sort_of"] == 1
    assert values["feedback.listened_to.no"] == 0
    assert values["feedback.listened_to.answered"] == 2
    assert values["feedback.listened_to.no_answer"] == 1
    assert values["feedback.right_length.too_long"] == 2
    assert values["feedback.right_length.answered"] == 2
    assert values["feedback.understood.answered"] == 0


def test_counting_again_counts_nothing_twice(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        ids = [feedback(listened_to="yes"), feedback(listened_to="yes")]
        assert [count_waiting(), count_waiting(), count(ids)] == [2, 0, 0]
        assert counters()["listened_to", "yes"] == 2
        feedback(listened_to="yes")
        assert count_waiting() == 1
        assert counters()["listened_to", "yes"] == 3


def test_two_workers_at_once_count_each_answer_once(app: Flask) -> None:
    def work(_number: int) -> int:
        with app.app_context():
            return count_waiting()

    with clock.frozen(AFTER):
        with app.app_context():
            for _ in range(6):
                feedback(listened_to="yes", understood="no")
        with ThreadPoolExecutor(2) as workers:
            counted = list(workers.map(work, range(4)))
        with app.app_context():
            found = counters()
    assert sum(counted) == 6
    assert found["listened_to", "yes"] == found["understood", "no"] == 6


def test_several_options_are_one_answer(app: Flask) -> None:
    with clock.frozen(BEFORE), app.app_context():
        send(held(MEETING), "my_meeting", meeting_when=["morning", "weekend"])
        with clock.frozen(AFTER):
            count_waiting()
        found = counters()
    assert found["meeting_when", "morning"] == found["meeting_when", "weekend"] == 1
    assert found["meeting_when", ANSWERED] == 1


def test_no_word_that_a_child_wrote_is_in_a_counter(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        feedback(listened_to="no", be_better=SECRET)
        count_waiting()
        rows = session().scalars(select(Tally)).all()
        kept = [value for row in rows for value in vars(row).values() if isinstance(value, str)]
    assert "listened_to" in kept
    assert "be_better" not in kept
    assert not [value for value in kept if value in SECRET and " " in value]


def test_a_person_whom_a_child_named_is_nobody_in_the_counters(app: Flask) -> None:
    with clock.frozen(BEFORE), app.app_context():
        review = factories.review(None, MEETING)
        aunt = review.people[0].id
        send(review, "my_meeting", people_not=[aunt])
        with clock.frozen(AFTER):
            count_waiting()
        found = counters(question="people_not")
    assert found == {("people_not", "person"): 1, ("people_not", ANSWERED): 1}


def test_an_officer_stands_only_beside_feedback(app: Flask) -> None:
    with app.app_context(), clock.frozen(BEFORE):
        officer, _ = factories.staff()
        review = held(MEETING, officer=officer)
        send(review, "my_views", feel_today="happy")
        with clock.frozen(AFTER):
            feedback(officer, listened_to="yes")
            count_waiting()
        by = {(row.purpose, row.officer_id, row.month) for row in session().scalars(select(Tally))}
        assert by == {("my_views", "", "2021-06"), ("after_review", officer.id, "2021-06")}


def test_nothing_is_counted_before_the_day_of_the_review_because_it_may_move(app: Flask) -> None:
    with clock.frozen(BEFORE), app.app_context():
        review = held(MEETING)
        send(review, "my_views", feel_today="happy")
        assert count_waiting() == 0
        with transaction():
            review.meets_on = date(2021, 7, 1)
        with clock.frozen(at(date(2021, 7, 1), 9)):
            assert count_waiting() == 1
        assert counters(month="2021-07")["feel_today", "happy"] == 1


def test_what_is_not_counted_yet_is_named(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        feedback(listened_to="yes")
        assert figures("2021-22").values["feedback_waiting"] == 1
        count_waiting()
        assert figures("2021-22").values["feedback_waiting"] == 0


def test_what_cannot_be_opened_goes_on_waiting_and_holds_nothing_up(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with clock.frozen(AFTER), app.app_context():
        broken = feedback(listened_to="yes")
        with transaction() as writing:
            writing.get_one(Submission, broken).envelope = b"not an envelope"
        feedback(listened_to="yes")
        assert count_waiting() == 1
        assert waiting() == [broken]
        assert counters()["listened_to", "yes"] == 1
    assert broken in caplog.text


def test_that_an_answer_was_opened_to_be_counted_is_in_the_audit(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        sent = feedback(listened_to="yes")
        with transaction() as writing:
            record(writing, "somebody", "did", "something")
        count_waiting()
        last = session().scalars(select(AuditEntry).order_by(AuditEntry.number)).all()[-1]
    assert (last.actor, last.action, last.object) == ("system", "counted", f"submission/{sent}")


def test_children_say_whether_they_were_told_about_advocates_and_would_like_one(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        feedback(told_about_advocates="yes")
        feedback(told_about_advocates="no")
        send(held(MEETING), "my_advocate", wants_advocate="talk_to_advocate")
        count_waiting()
        values = figures("2021-22").values
    assert (values["advocacy.told_about"], values["advocacy.wants_one"]) == (Rate(1, 2), Rate(0, 1))
    assert values["advocacy.asked"] == 1
