"""Sorting words only sort: with the lists and without the same things come, by the same time, in another order."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from participation import clock, service
from participation.casework.models import MissedWord
from participation.casework.queries import own_reviews
from participation.casework.rows import rows_of
from participation.db import session
from participation.escalation.actions import climb_unread
from participation.outbox.models import Notice
from participation.service.sorting_words import DEFAULTS, cleaned, found
from participation.staff.models import Role, Staff
from participation.submissions.models import Submission
from tests import factories
from tests.casework.conftest import MORNING
from tests.casework.desk import Desk
from tests.contact.conftest import settle
from tests.databases import on_both
from tests.document import Document
from tests.walking import hidden_fields, let_in, words_of

SAID = [
    ("Maya", "en", "He is hitting me"),
    ("Leo", "en", "My room is loud"),
    ("Sara", "ar", "أنا خائفة هنا"),
    ("Tesfay", "ti", "ሰላም"),
]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He HITS me", "hit*"),
        ("I am not\nsafe", "not safe"),
        ("I dont feel safe", "dont feel safe"),
        ("I don’t feel safe", "dont feel safe"),
        ("scard of him", "scard"),
        ("he has a 🔪", "🔪"),
        ("يضربني كل يوم", "*ضرب*"),
        ("أَخَافُ منه", "*أخاف*"),
        ("I want to kíll", "kill*"),
    ],
)
def test_a_word_is_found_as_people_write_it(text: str, word: str) -> None:
    every = [each for words in DEFAULTS.values() for each in words]
    assert word in found(text, every)


@pytest.mark.parametrize("text", ["a white shirt", "I like the beach", "the diet", "my begun story", "", "🙂"])
def test_a_word_inside_another_is_not_found(text: str) -> None:
    assert found(text, DEFAULTS["en"]) == ()


@given(st.text(), st.lists(st.text(max_size=12), max_size=5))
def test_whatever_is_typed_into_a_list_or_a_letter_breaks_nothing(text: str, typed: list[str]) -> None:
    assert set(found(text, cleaned("\n".join(typed)))) <= set(cleaned("\n".join(typed)))


def test_a_list_is_kept_as_it_is_typed_each_word_once() -> None:
    assert cleaned(" hit* \nhit*,  not   safe،\n*\n🔪") == ("hit*", "not safe", "🔪")


def received(desk: Desk) -> dict[str, str]:
    """What four children have sent: the submission's id of each name."""
    return {
        name: desk.receive(
            desk.review(name, date(2026, 3, 20)), "my_views", language=language, where_i_live_words=words
        )
        for name, language, words in SAID
    }


def seen(app: Flask, desk: Desk, lists: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, list[str]], set[str]]:
    """With these lists: what has come for each review, and what climbs, when. And which reviews are moved up."""
    with app.app_context():
        settle(sorting_words=lists)
        amara = session().get_one(Staff, desk.staff_id)
        rows = rows_of(amara, own_reviews(amara), clock.today())
        came = {
            row.review.child.preferred_name: [f"{each.state} {each.sent_at}" for each in row.come]
            + [f"unread since {row.unread_since}"]
            for row in rows
        }
        return came, {row.review.child.preferred_name for row in rows if row.is_moved_up}


@on_both
def test_with_the_lists_and_without_the_same_things_come_by_the_same_time(app: Flask, desk: Desk) -> None:
    received(desk)
    every = {code: DEFAULTS.get(code, ("x",)) for code in ("en", "ar", "ti")}
    none = dict.fromkeys(every, ("zzzzzz",))
    with clock.frozen(MORNING + timedelta(days=1, minutes=1)):
        with_lists, up = seen(app, desk, every)
        without, nothing_up = seen(app, desk, none)
    assert with_lists == without
    assert all("unread since 2026" in came[-1] for came in with_lists.values())
    assert (up, nothing_up) == ({"Maya", "Sara"}, set())


@on_both
def test_what_climbs_does_not_know_of_the_lists(app: Flask, desk: Desk) -> None:
    ids = set(received(desk).values())
    with app.app_context():
        factories.staff(Role.MANAGER)
    for lists in (DEFAULTS, {}):
        with app.app_context(), clock.frozen(MORNING + timedelta(hours=23, minutes=59)):
            settle(sorting_words=lists)
            assert climb_unread() == 0
    with app.app_context(), clock.frozen(MORNING + timedelta(hours=24)):
        climb_unread()
        told = session().scalars(select(Notice.key).where(Notice.about == "unread")).all()
        assert {key.split("/")[1] for key in told} == ids


def test_the_list_says_why_and_never_which_word(app: Flask, desk: Desk) -> None:
    received(desk)
    shown = next(
        section.text
        for section in Document.read(desk.browser.get("/staff/").text).all("section")
        if section["aria-labelledby"] == "first"
    )
    for name, why in (("Maya", "a word"), ("Sara", "a word"), ("Tesfay", "a language without a word list")):
        assert name in shown
        assert f"sorted up because of {why}" in shown
    assert "Leo" not in shown
    assert "hit" not in shown


def test_what_nobody_keeps_a_list_for_is_sorted_up_and_with_a_list_it_is_not(app: Flask, desk: Desk) -> None:
    received(desk)
    with app.app_context():
        settle(sorting_words={**DEFAULTS, "ti": ("ሓደጋ",)})
    assert "a language without a word list" not in desk.list()


def test_the_page_of_the_review_shows_the_word_to_who_has_opened_it(desk: Desk) -> None:
    review = desk.review("Maya", date(2026, 3, 20))
    desk.receive(review, "my_views", where_i_live_words="He is hitting me")
    page = words_of(desk.open(review))
    assert "sorted up because of a word" in page
    assert "“hit*”" in page


@on_both
def test_one_press_says_that_something_was_missed_and_managers_see_it(app: Flask, desk: Desk) -> None:
    review = desk.review("Leo", date(2026, 3, 20))
    item = desk.receive(review, "my_views", where_i_live_words="he does the thing with the belt")
    token = hidden_fields(desk.open(review))["csrf_token"]
    assert desk.browser.post(f"/staff/submissions/{item}/missed", data={"csrf_token": token}).status_code == 303
    typed = {"csrf_token": token, "word": "  the   belt "}
    answer = desk.browser.post(f"/staff/submissions/{item}/missed", data=typed, follow_redirects=True)
    assert "Noted." in words_of(answer)
    assert answer.request.path == f"/staff/reviews/{review}"
    with app.app_context():
        assert [each.word for each in session().scalars(select(MissedWord))] == ["the belt"]
        _, secret = factories.staff(Role.MANAGER, email="grace@example.org")
    grace = let_in(app, "grace@example.org", secret)
    assert "the belt en, Mon 9 Mar, Amara" in words_of(grace.get("/staff/settings"))


def test_nobody_notes_anything_of_what_they_may_not_read(app: Flask, desk: Desk) -> None:
    item = desk.receive(desk.review("Leo", date(2026, 3, 20)), "my_views", where_i_live="good")
    ben = Desk(app, "ben@example.org")
    token = hidden_fields(ben.browser.get("/staff/"))["csrf_token"]
    assert ben.browser.post(f"/staff/submissions/{item}/missed", data={"csrf_token": token}).status_code == 404


def test_what_is_unread_too_long_is_red_in_the_officers_list(desk: Desk) -> None:
    friday = datetime(2026, 3, 6, 16, 20, tzinfo=UTC)
    review = desk.review("Leo", date(2026, 3, 20))
    with clock.frozen(friday):
        desk.receive(review, "my_views", where_i_live="good")
    assert "Unread since" not in desk.list(), "over the weekend the time stands still"
    desk.__dict__.pop("browser")  # by then she has to sign in again
    with clock.frozen(datetime(2026, 3, 9, 16, 20, tzinfo=UTC)):
        assert "Unread since Fri 6 Mar 16:20" in desk.list()


def test_the_sorting_keeps_nothing_in_the_database(app: Flask, desk: Desk) -> None:
    received(desk)
    desk.list()
    with app.app_context():
        columns = {column.name for column in Submission.__table__.columns}
        assert not {name for name in columns if "sort" in name or "first" in name or "urgent" in name}
        assert service.current().sorting_words
