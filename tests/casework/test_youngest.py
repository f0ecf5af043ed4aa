"""What a young child chose among pictures, and what the grown-up beside them saw, as the officer meets it."""

from datetime import date

import pytest

from tests.casework.desk import Desk
from tests.casework.maya import MEETING
from tests.document import Document, Element
from tests.walking import words_of

SEEN = "She laughs in the bath"


@pytest.fixture
def mia(desk: Desk) -> str:
    """The review of a child of six."""
    return desk.review("Mia", MEETING, born_on=date(2020, 2, 1))


def blocks(desk: Desk, review_id: str) -> dict[str, Element]:
    page = Document.read(desk.open(review_id).text)
    return {next(part.all("h2")).text: part for part in page.all("section") if any(part.all("h2"))}


@pytest.mark.parametrize("given", ["officer", "meeting"])
def test_what_a_grown_up_saw_is_never_shown_as_the_childs_words(desk: Desk, mia: str, given: str) -> None:
    desk.receive(mia, "my_views", helped_by="carer", understands="no", seen_happy=SEEN, share_seen_happy=given)
    words, pack = words_of(desk.open(mia)), words_of(desk.open(mia, "/pack"))
    assert "Mia has written nothing yet. What the grown-up beside them wrote What you saw" in words
    assert SEEN in words
    assert (SEEN in pack) is (given == "meeting")
    beside = "Mia gave no words to the meeting. What the grown-up beside them wrote"
    assert (beside in pack) is (given == "meeting")


def test_each_answer_of_a_young_child_stands_with_its_question(desk: Desk, mia: str) -> None:
    desk.receive(
        mia,
        "my_views",
        hurts_today="yes",
        why_in_care="no",
        free_time="no",
        share_why_in_care="meeting",
        share_free_time="meeting",
    )
    found = blocks(desk, mia)
    assert "Health Does something hurt today? Yes" in found["By topic"].text
    assert "Does something hurt today? Yes" in found["Read first"].text
    pack = words_of(desk.open(mia, "/pack"))
    assert "Why in care Do you know why you live here? No" in pack
    assert "Do you get to do things you like? No" in pack


def test_a_young_child_who_wants_to_talk_is_seen_by_their_officer(desk: Desk, mia: str) -> None:
    desk.receive(mia, "my_views", see_officer="talk_to_officer", share_see_officer="meeting")
    assert "Mia would like to talk No time was named." in blocks(desk, mia)["Mia would like to talk"].text
    assert "Do you want to talk with your officer?" not in words_of(desk.open(mia, "/pack"))
