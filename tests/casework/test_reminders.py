"""What was to be read first is not forgotten once it has been read."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from participation import clock
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.document import Document
from tests.walking import words_of

TODAY = MORNING.date()
MARK = "said not to feel safe on Mon 9 Mar; read"


def test_an_answer_that_was_read_first_leaves_a_lasting_mark(desk: Desk) -> None:
    wren = desk.review("Wren", TODAY + timedelta(days=10))
    desk.receive(wren, "my_views", feel_safe="no")
    assert MARK not in desk.list()
    first = words_of(desk.read(wren))
    assert "Read first" in first
    assert MARK not in first
    assert MARK in desk.list()
    for day in (1, 10):
        with clock.frozen(MORNING + timedelta(days=day)):
            desk.sign_in_again()
            assert "Read first" not in desk.list()
            assert MARK in desk.list()
            page = words_of(desk.open(wren))
            assert MARK in page
            assert "Keep in mind" in page
            assert "Do you feel safe? No" in page
    with clock.frozen(MORNING + timedelta(days=11)):
        desk.sign_in_again()
        assert MARK not in desk.list(), "the meeting has been"
        assert "Keep in mind" in words_of(desk.open(wren))


def test_said_after_the_meeting_it_stays_as_long_as_the_review_is_listed(desk: Desk) -> None:
    wren = desk.review("Wren", TODAY - timedelta(days=1))
    desk.receive(wren, "my_views", feel_safe="no")
    desk.read(wren)
    with clock.frozen(MORNING + timedelta(days=30)):
        desk.sign_in_again()
        assert MARK in desk.list()


@pytest.mark.parametrize(
    ("purpose", "respondent", "typed", "mark"),
    [
        ("my_views", "child", {"feel_safe": "not_always"}, "said not always to feel safe on Mon 9 Mar; read"),
        ("my_views", "child", {"helped_by": "told_what_to_say"}, "said that somebody told them what to say on"),
        ("carer_view", "foster_carer", {"home_may_end": "yes"}, "Carer said that the home may end on Mon 9 Mar; read"),
        ("parent_view", "parent", {"worried_about_safety": "yes"}, "Parent said they worry about safety on"),
    ],
)
def test_each_answer_has_words_of_its_own(
    desk: Desk, purpose: str, respondent: str, typed: dict[str, str], mark: str
) -> None:
    id = desk.review("Wren", TODAY, people=[("foster_carer", "Jo"), ("parent", "Mum")])
    desk.receive(id, purpose, respondent, **typed)
    desk.read(id)
    assert mark in desk.list()


def test_a_mark_stands_once_with_the_day_it_was_said_last(desk: Desk) -> None:
    wren = desk.review("Wren", TODAY + timedelta(days=10))
    desk.receive(wren, "my_views", feel_safe="no")
    with clock.frozen(datetime(2026, 3, 11, 9, tzinfo=UTC)):
        desk.receive(wren, "my_views", feel_safe="no")
        desk.receive(wren, "my_views", feel_safe="yes")
        desk.read(wren)
        assert "said not to feel safe on Wed 11 Mar; read" in desk.list()
        assert desk.list().count("said not to feel safe") == 1


def test_only_who_has_read_it_sees_the_mark(app: Flask, desk: Desk) -> None:
    wren = desk.review("Wren", TODAY)
    desk.receive(wren, "my_views", feel_safe="no")
    desk.open(wren, "/pack")
    assert MARK not in desk.list()
    ben = Desk(app, "ben@example.org")
    assert "said not to feel safe" not in ben.list()


def test_something_new_to_be_read_first_makes_the_box_loud_again(desk: Desk) -> None:
    wren = desk.review("Wren", TODAY + timedelta(days=10))
    desk.receive(wren, "my_views", feel_safe="no")
    desk.read(wren)
    desk.receive(wren, "my_views", helped_by="told_what_to_say")
    assert "Wren" in desk.sections()["Read first"]
    assert MARK in desk.list()
    headings = [each.text for each in Document.read(desk.open(wren).text).all("h2")]
    assert headings[0] == "Read first"
    assert "Keep in mind" not in headings
