"""What is due after a review is marked by one press, on a day that can be, and taken back within a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation import clock, db, service
from participation.afterwards.actions import NotThen, mark_done, take_back
from participation.afterwards.models import Act, ActRecipient, ReviewAct
from participation.afterwards.queries import done_after_one
from participation.audit.models import AuditEntry
from participation.children.models import Child
from participation.disclosure.queries import rows_about
from participation.retention.erasure import erase
from participation.reviews.models import Person, Review
from participation.service import ServiceRow
from participation.staff.models import Staff
from tests import factories
from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import hidden_fields, words_of

MEETING = date(2026, 3, 3)
MORNING = datetime(2026, 3, 9, 8, 55, tzinfo=UTC)
TODAY = MORNING.date()


@pytest.fixture(autouse=True)
def six_days_later() -> Iterator[None]:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def desk(app: Flask) -> Desk:
    """Amara's."""
    return Desk(app)


def press(desk: Desk, review: str, act: str, **typed: Any) -> TestResponse:
    page = desk.open(review)
    given = {f"{act}-{name}": value for name, value in {"done_on": TODAY.isoformat(), **typed}.items()}
    return desk.browser.post(f"/staff/reviews/{review}/after/{act}", data={**hidden_fields(page), **given})


def people_of(desk: Desk, review: str) -> dict[str, str]:
    with desk.app.app_context():
        found = db.session().scalars(select(Person).where(Person.review_id == review))
        return {person.name: person.id for person in found}


def test_one_press_marks_it_for_today_and_says_who_did_it(desk: Desk) -> None:
    review = desk.review("Maya", MEETING)
    assert "due by Tue 10 Mar: 1 day" in words_of(desk.open(review))
    answer = press(desk, review, "decisions")
    assert (answer.status_code, answer.location) == (303, f"/staff/reviews/{review}#after")
    page = words_of(desk.open(review))
    assert "Done on Mon 9 Mar marked by Amara" in page
    assert "Decisions: marked as done." in page


def test_the_list_of_those_who_were_sent_it_is_kept(desk: Desk) -> None:
    review = desk.review("Maya", MEETING, people=[("foster_carer", "Jo"), ("school", "Ms Field"), ("parent", "Mum")])
    people = people_of(desk, review)
    page = desk.open(review).text
    assert page.count(" checked") >= len(people), "all are ticked: most often that is so"
    assert press(desk, review, "distribution", sent_to=[people["Jo"], people["Mum"]]).status_code == 303
    assert "It went to: Carer, Jo · Parent, Mum" in words_of(desk.open(review))


def test_whoever_has_no_part_in_the_review_any_more_and_whoever_is_of_another_is_not_sent_it(desk: Desk) -> None:
    review, other = desk.review("Maya", MEETING), desk.review("Leo", MEETING)
    gone, stranger = people_of(desk, review)["Jo"], people_of(desk, other)["Jo"]
    with desk.app.app_context(), db.transaction() as session:
        session.get_one(Person, gone).ending_id = "0" * 26
    for person in (gone, stranger):
        assert press(desk, review, "distribution", sent_to=[person]).status_code == 422
    assert "Carer, Jo" not in desk.open(review).text


@pytest.mark.parametrize(
    ("act", "typed", "sentence"),
    [
        ("letter", {"done_on": "2026-03-02"}, "Please give a day from the meeting to today."),
        ("letter", {"done_on": "2026-03-10"}, "Please give a day from the meeting to today."),
        ("letter", {"done_on": "soon"}, "Please give a day."),
        ("distribution", {"sent_to": []}, "Please tick who was sent it."),
    ],
)
def test_what_cannot_be_comes_back_with_a_sentence_and_nothing_is_kept(
    desk: Desk, act: str, typed: dict[str, Any], sentence: str
) -> None:
    review = desk.review("Maya", MEETING)
    answer = press(desk, review, act, **typed)
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert str(typed.get("done_on", "")) in answer.text
    with desk.app.app_context():
        assert done_after_one(review) == {}


def test_before_the_meeting_nothing_is_due(desk: Desk) -> None:
    review = desk.review("Maya", TODAY + timedelta(days=1))
    assert "Due after the meeting" not in words_of(desk.open(review))
    with desk.app.app_context(), pytest.raises(LookupError):
        mark_done(db.session().get_one(Staff, desk.staff_id), review, Act.LETTER, TODAY)


def test_it_is_taken_back_by_the_same_person_within_a_day(app: Flask, desk: Desk) -> None:
    review = desk.review("Maya", MEETING)
    press(desk, review, "distribution", sent_to=list(people_of(desk, review).values()))
    address = f"/staff/reviews/{review}/after/distribution/take-back"
    with clock.frozen(MORNING + timedelta(hours=23)):
        desk.sign_in_again()
        answer = desk.browser.post(address, data=hidden_fields(desk.open(review)))
        assert answer.status_code == 303
        assert "it is still to do" in words_of(desk.open(review))
        press(desk, review, "letter")
    with clock.frozen(MORNING + timedelta(hours=48)):
        desk.sign_in_again()
        page = desk.open(review)
        assert "Take it back" not in words_of(page)
        assert desk.browser.post(address.replace("distribution", "letter"), data=hidden_fields(page)).status_code == 404


@on_both
def test_pressed_twice_the_first_stands_and_both_acts_are_audited(app: Flask) -> None:
    with app.app_context():
        amara, ben = factories.staff()[0], factories.staff()[0]
        review = factories.review(amara, MEETING)
        assert mark_done(amara, review.id, Act.LETTER, TODAY, [person.id for person in review.people])
        assert not mark_done(amara, review.id, Act.LETTER, MEETING)
        assert done_after_one(review.id)["letter"].done_on == TODAY
        with pytest.raises(LookupError):
            mark_done(ben, review.id, Act.DECISIONS, TODAY)
        with pytest.raises(NotThen):
            mark_done(amara, review.id, Act.DECISIONS, MEETING - timedelta(days=1))
        assert not take_back(ben, review.id, Act.LETTER)
        assert take_back(amara, review.id, Act.LETTER)
        assert db.session().scalars(select(ActRecipient)).all() == []
        acts = db.session().execute(
            select(AuditEntry.action, AuditEntry.purpose).where(AuditEntry.object == f"review/{review.id}")
        )
        assert list(map(tuple, acts)) == [("marked as done", "letter"), ("marked as not done", "letter")]


def test_an_access_request_holds_what_was_done_and_who_was_sent_it(app: Flask) -> None:
    with app.app_context():
        amara, _ = factories.staff()
        review = factories.review(amara, MEETING)
        mark_done(amara, review.id, Act.DISTRIBUTION, TODAY, [review.people[0].id])
        rows = rows_about(review.child_id)
        assert [row["act"] for row in rows["review_act"]] == ["distribution"]
        assert [row["person_id"] for row in rows["act_recipient"]] == [review.people[0].id]


@on_both
def test_with_a_child_goes_what_was_done_after_their_reviews(app: Flask) -> None:
    with app.app_context():
        amara, _ = factories.staff()
        review = factories.review(amara, MEETING)
        mark_done(amara, review.id, Act.DISTRIBUTION, TODAY, [review.people[0].id])
        with db.transaction() as session:
            erase(session, Child, [review.child_id])
            assert session.scalars(select(ReviewAct)).all() == session.scalars(select(Review)).all() == []


def test_the_days_that_the_service_has_set_are_those_that_count(desk: Desk) -> None:
    review = desk.review("Maya", MEETING)
    with desk.app.app_context(), db.transaction() as session:
        session.merge(ServiceRow.of(replace(service.current(), decisions_days=2, record_days=10)))
        service.forget()
    page = words_of(desk.open(review))
    assert "due by Thu 5 Mar: 2 days late" in page
    assert "due by Tue 17 Mar: 6 days" in page
    assert "due by Tue 31 Mar: 16 days" in page
