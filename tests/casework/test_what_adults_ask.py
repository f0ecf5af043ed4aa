"""How adults want to take part, and to whom what they wrote may be passed on, before the officer's eyes."""

from datetime import date

import pytest

from tests.casework.desk import Desk
from tests.databases import on_both
from tests.walking import words_of

pytestmark = on_both
DAY = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("speak_before", "Speak to the officer alone, before it"),
        ("part", "Come for part of it"),
    ],
)
def test_how_a_parent_wants_to_take_part_and_what_helps_them_is_before_the_officer(
    desk: Desk, wanted: str, said: str
) -> None:
    review = desk.review("Maya", DAY, people=[("parent", "Dawn")])
    desk.receive(review, "parent_view", "parent", how_to_take_part=wanted, easier=["interpreter", "apart"])
    page = words_of(desk.open(review))
    assert said in page
    assert "An interpreter" in page
    assert "Not being in the same room as somebody" in page


@pytest.mark.parametrize("respondent", ["school", "health", "youth_justice"])
def test_to_whom_a_partners_words_may_be_passed_on_stands_beside_them(desk: Desk, respondent: str) -> None:
    review = desk.review("Maya", DAY, people=[(respondent, "Ms Hobbs")])
    words = "Her father has not heard of the move"
    passed_on = {"share_with_child": "yes", "share_with_parents": "no", "share_words": words}
    desk.receive(review, "partner_view", respondent, **passed_on)
    page = words_of(desk.open(review))
    assert "Is it fine if the officer tells this child what you wrote? Yes" in page
    assert "Is it fine if the officer tells the parents what you wrote? No" in page
    assert words in page
