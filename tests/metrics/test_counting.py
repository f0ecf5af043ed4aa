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
from participation.submissions.models import Submission
from tests import factories
from tests.casework.sending import send
from tests.databases import on_both
from tests.metrics.events import at, held

pytestmark = on_both
MEETING = date(2021, 6, 15)
BEFORE, AFTER = at(MEETING - timedelta(days=7)), at(MEETING + timedelta(days=2))
SECRET = "I did not like that my aunt was there"


def counters(**wanted: str) -> dict[tuple[str, str], int]:
    """What has been counted, by question and option."""
    rows = session().scalars(select(Tally).filter_by(**wanted))
    return {(row.question, row.option): row.count for row in rows}


def feedback(**answers: str | list[str]) -> str:
    """What a child says after the review."""
    return send(held(MEETING), "after_review", **answers)


def five_times(purpose: str = "after_review", **answers: str | list[str]) -> list[str]:
    """Answers that five different children give."""
    return [send(held(MEETING), purpose, **answers) for _ in range(5)]


def test_each_question_of_the_feedback_has_its_own_base(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        feedback(listened_to="yes", right_length="too_long")
        feedback(listened_to="sort_of")
        for _ in range(3):
            feedback(right_length="too_long")
        assert count_waiting() == 5
        values = figures("2021-22").values
    assert values["feedback.listened_to.yes"] == 1
    assert values["feedback.listened_to.sort_of"] == 1
    assert values["feedback.listened_to.no"] == 0
    assert values["feedback.listened_to.answered"] == 2
    assert values["feedback.listened_to.no_answer"] == 3
    assert values["feedback.right_length.too_long"] == 4
    assert values["feedback.right_length.answered"] == 4
    assert values["feedback.understood.answered"] == 0


def test_counting_again_counts_nothing_twice(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        ids = five_times(listened_to="yes")
        assert [count_waiting(), count_waiting(), count(ids)] == [5, 0, 0]
        assert counters()["listened_to", "yes"] == 5
        five_times(listened_to="yes")
        assert count_waiting() == 5
        assert counters()["listened_to", "yes"] == 10


def test_what_fewer_than_five_children_said_waits_so_that_no_counter_is_one_childs_answer(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        ids = [feedback(listened_to="no") for _ in range(4)]
        assert [count_waiting(), count(ids)] == [0, 0]
        assert counters() == {}
        feedback(listened_to="yes")
        assert count_waiting() == 5
        late = feedback(listened_to="no")
        assert [count_waiting(), count([late])] == [0, 0]
        assert counters()["listened_to", "no"] == 4
        assert figures("2021-22").values["feedback_waiting"] == 1


def test_one_child_who_writes_five_times_is_one_child(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        child = held(MEETING)
        for _ in range(5):
            send(child, "after_review", listened_to="no")
        assert count_waiting() == 0


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
        five_times("my_meeting", meeting_when=["morning", "weekend"])
        with clock.frozen(AFTER):
            count_waiting()
        found = counters()
    assert found["meeting_when", "morning"] == found["meeting_when", "weekend"] == 5
    assert found["meeting_when", ANSWERED] == 5


def test_no_word_that_a_child_wrote_is_in_a_counter(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        five_times(listened_to="no", be_better=SECRET)
        assert count_waiting() == 5
        rows = session().scalars(select(Tally)).all()
        kept = [value for row in rows for value in vars(row).values() if isinstance(value, str)]
    assert "listened_to" in kept
    assert "be_better" not in kept
    assert not [value for value in kept if value in SECRET and " " in value]


def test_a_person_whom_a_child_named_is_nobody_in_the_counters(app: Flask) -> None:
    with clock.frozen(BEFORE), app.app_context():
        for _ in range(5):
            review = factories.review(None, MEETING)
            send(review, "my_meeting", guests=[f"{review.people[0].id}:no"])
        with clock.frozen(AFTER):
            count_waiting()
        found = counters(question="guests")
    assert found == {("guests", "person_no"): 5, ("guests", ANSWERED): 5}


def test_no_officer_stands_beside_a_counter(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        officer, _ = factories.staff()
        for _ in range(5):
            send(held(MEETING, officer=officer), "after_review", listened_to="yes")
        assert count_waiting() == 5
        kept = [value for row in session().scalars(select(Tally)) for value in vars(row).values()]
        assert "2021-22" in kept
        assert officer.id not in kept


def test_nothing_is_counted_before_the_day_of_the_review_because_it_may_move(app: Flask) -> None:
    with clock.frozen(BEFORE), app.app_context():
        reviews = [held(MEETING) for _ in range(5)]
        for review in reviews:
            send(review, "my_views", feel_today="happy")
        assert count_waiting() == 0
        with transaction():
            for review in reviews:
                review.meets_on = date(2022, 4, 1)
        with clock.frozen(at(date(2022, 4, 1), 9)):
            assert count_waiting() == 5
        assert counters(year="2022-23")["feel_today", "happy"] == 5


def test_what_is_not_counted_yet_is_named(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        five_times(listened_to="yes")
        assert figures("2021-22").values["feedback_waiting"] == 5
        count_waiting()
        assert figures("2021-22").values["feedback_waiting"] == 0


def test_what_cannot_be_opened_goes_on_waiting_and_holds_nothing_up(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with clock.frozen(AFTER), app.app_context():
        broken = feedback(listened_to="yes")
        with transaction() as writing:
            writing.get_one(Submission, broken).envelope = b"not an envelope"
        five_times(listened_to="yes")
        assert count_waiting() == 5
        assert session().scalars(select(Submission.id).where(Submission.counted_at.is_(None))).all() == [broken]
        assert counters()["listened_to", "yes"] == 5
    assert broken in caplog.text


def test_that_an_answer_was_opened_to_be_counted_is_in_the_audit(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        sent = five_times(listened_to="yes")
        with transaction() as writing:
            record(writing, "somebody", "did", "something")
        count_waiting()
        last = session().scalars(select(AuditEntry).order_by(AuditEntry.number)).all()[-5:]
    assert {(each.actor, each.action) for each in last} == {("system", "counted")}
    assert {each.object for each in last} == {f"submission/{id}" for id in sent}


def test_children_say_whether_they_knew_before_that_they_can_have_an_advocate(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        five_times("my_advocate", wants_advocate="yes", knew_advocates="yes")
        five_times("my_advocate", wants_advocate="no", knew_advocates="no")
        count_waiting()
        assert figures("2021-22").values["advocacy.knew_before"] == Rate(5, 10)


def test_children_say_whether_they_were_told_about_advocates_and_would_like_one(app: Flask) -> None:
    with clock.frozen(AFTER), app.app_context():
        five_times(told_about_advocates="yes")
        five_times(told_about_advocates="no")
        five_times("my_advocate", wants_advocate="talk_to_advocate")
        count_waiting()
        values = figures("2021-22").values
    assert (values["advocacy.told_about"], values["advocacy.wants_one"]) == (Rate(5, 10), Rate(0, 5))
    assert values["advocacy.asked"] == 5
