"""An officer names somebody whom the child trusts, and nobody who has a part in the review already."""

import pytest

from participation.reviews.models import PersonRole
from tests.arranging.conftest import MEETING
from tests.arranging.test_settling import of
from tests.casework.desk import Desk
from tests.walking import hidden_fields, words_of

PEOPLE = [
    ("foster_carer", "Jo Fletcher"),
    ("social_worker", "Ms Field"),
    ("school", "Ms Hobbs"),
    ("fostering_worker", "Ines"),
]


def name(desk: Desk, review_id: str, typed: str) -> tuple[int, str]:
    """Type a name and press; gives the words of the page that comes."""
    path = f"/staff/reviews/{review_id}/helper"
    data = {**hidden_fields(desk.browser.get(path)), "name": typed, "language": "en"}
    answer = desk.browser.post(path, data=data, follow_redirects=True)
    return answer.status_code, words_of(answer)


def helpers(desk: Desk, review_id: str) -> list[str]:
    with desk.app.app_context():
        return [each.name for each in of(review_id).people if each.role == PersonRole.HELPER]


@pytest.mark.parametrize("typed", ["Jo Fletcher", "jo  fletcher", "MS FIELD", "Amara", "Ines"])
def test_neither_carer_nor_social_worker_nor_officer_is_a_helper(desk: Desk, typed: str) -> None:
    maya = desk.review("Maya", MEETING, people=PEOPLE)
    status, words = name(desk, maya, typed)
    assert (status, "Their name: Please name somebody else" in words) == (422, True)
    assert helpers(desk, maya) == []


def test_somebody_at_school_may_be_one_and_is_named_once(desk: Desk) -> None:
    maya = desk.review("Maya", MEETING, people=PEOPLE)
    assert "Ms Hobbs gets a letter on how to help" in name(desk, maya, "Ms Hobbs")[1]
    assert "is named already" in name(desk, maya, "ms hobbs")[1]
    assert helpers(desk, maya) == ["Ms Hobbs"]
