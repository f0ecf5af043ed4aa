"""What carers, parents and partners say about a review: managers read it, its officer sees nothing of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from participation import clock
from participation.casework.queries import answered
from participation.db import session
from participation.feedback.actions import note_bands
from participation.reviews.models import Review
from participation.staff.models import Role
from tests import factories
from tests.casework.desk import Desk
from tests.contact.conftest import settle
from tests.databases import on_both
from tests.walking import hidden_fields, let_in, words_of

MEETING = date(2026, 2, 3)
AFTER, OVER = datetime(2026, 2, 10, 9, tzinfo=UTC), datetime(2026, 4, 29, 9, tzinfo=UTC)
ADULTS = {"foster_carer": "carer_after", "parent": "parent_after", "school": "partner_after"}
WORDS = "Tell me before the day"


@pytest.fixture(autouse=True)
def after_the_meeting() -> Iterator[None]:
    with clock.frozen(AFTER):
        yield


@pytest.fixture
def amara(app: Flask) -> Desk:
    return Desk(app)


def from_adults(amara: Desk) -> dict[str, str]:
    """What one of each kind says about Amara's review; the ids by their part."""
    review = amara.review("Maya", MEETING, people=[(role, f"Jo {role}") for role in ADULTS])
    return {
        role: amara.receive(review, purpose, role, listened_to="no", child_heard="yes", be_better=f"{WORDS}, {role}")
        for role, purpose in ADULTS.items()
    }


@on_both
def test_a_manager_reads_it_where_children_are_read_and_marks_it_with_themes(app: Flask, amara: Desk) -> None:
    sent = from_adults(amara)
    with app.app_context():
        _, secret = factories.staff(Role.MANAGER, email="grace@example.org")
        settle(feedback_themes=("Told too late",))
    grace = let_in(app, "grace@example.org", secret)
    assert "Amara 3 3" in words_of(grace.get("/staff/feedback"))
    address = f"/staff/feedback/{amara.staff_id}/2026-01"
    page = grace.get(address)
    for role, id in sent.items():
        assert f"{WORDS}, {role}" in page.text
        whole = words_of(grace.get(f"/staff/submissions/{id}"))
        assert "Was this child heard in the review? Yes" in whole
    ticks = {f"themes_{id}": ["Told too late"] for id in sent.values()}
    assert grace.post(f"{address}/themes", data={**hidden_fields(page), **ticks}).status_code == 303
    grace.post(f"{address}/read", data={**hidden_fields(page), "submission": list(sent.values())})
    listed = words_of(grace.get("/staff/feedback"))
    assert "Told too late 3" in listed
    assert "Amara 3 0" in listed


def test_of_one_parent_of_two_children_each_counts_once_with_what_they_said_last(app: Flask, amara: Desk) -> None:
    dawn = [("parent", "Dawn")]
    maya, leo = (amara.review(name, MEETING, people=dawn) for name in ("Maya", "Leo"))
    for hours, words in enumerate(("Not told", "Told late")):
        with clock.frozen(AFTER + timedelta(hours=hours)):
            last = amara.receive(maya, "parent_after", "parent", told_in_time="no", be_better=words)
    amara.receive(leo, "parent_after", "parent", told_in_time="yes")
    with app.app_context():
        _, secret = factories.staff(Role.MANAGER, email="grace@example.org")
    grace = let_in(app, "grace@example.org", secret)
    page = words_of(grace.get(f"/staff/feedback/{amara.staff_id}/2026-01"))
    assert "Were you told in good time about the review? No 1 · Yes 1" in page
    assert "Told late What should be better next time? · Parent, Dawn, about Maya, Tue 10 Feb" in page
    assert "Not told What should be better next time? · Parent, Dawn, about Maya, said before, Tue 10 Feb" in page
    assert "Parent, Dawn, about Leo" in page
    assert "Parent, Dawn, about Maya" in words_of(grace.get(f"/staff/submissions/{last}"))


def test_its_officer_reads_none_of_it_by_any_address_and_it_becomes_no_band(app: Flask, amara: Desk) -> None:
    sent = from_adults(amara)
    for id in sent.values():
        assert amara.browser.get(f"/staff/submissions/{id}").status_code == 404
    assert amara.browser.get(f"/staff/feedback/{amara.staff_id}/2026-01").status_code == 404
    for path in ("/staff/", "/staff/feedback"):
        assert WORDS not in amara.browser.get(path).text
    for name in ("Ella", "Leo", "Ada", "Ben"):
        review = amara.review(name, MEETING, people=[("parent", f"Jo {name}")])
        amara.receive(review, "after_review", listened_to="yes")
        amara.receive(review, "parent_after", "parent", listened_to="no")
    with clock.frozen(OVER), app.app_context():
        assert note_bands() == 0, "four children are too few, however many adults there are"


def test_it_is_no_answer_to_the_letter_and_her_page_of_the_review_shows_nothing_of_it(app: Flask, amara: Desk) -> None:
    review = amara.review("Maya", MEETING, people=[("parent", "Jo Reed")])
    amara.receive(review, "parent_after", "parent", be_better=WORDS)
    assert WORDS not in amara.open(review).text
    for purpose, came in (("", 0), ("parent_view", 1)):
        if purpose:
            amara.receive(review, purpose, "parent", going_well="She laughs")
        with app.app_context():
            assert len(answered([session().get_one(Review, review)])) == came


def test_bands_of_children_are_in_the_words_that_children_were_asked(app: Flask, amara: Desk) -> None:
    for name in ("Ella", "Leo", "Ada", "Ben", "Zoe"):
        amara.receive(amara.review(name, MEETING), "after_review", listened_to="yes")
    with clock.frozen(OVER), app.app_context():
        assert note_bands() == 1
    with clock.frozen(OVER):
        seen = words_of(amara.browser.get("/staff/feedback"))
    assert "Did you feel listened to?" in seen
    assert "Did you feel heard?" not in seen
