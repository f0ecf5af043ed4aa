"""Maya's review, with what she and her carer sent."""

from datetime import date

import pytest

from tests.casework.desk import Desk

MEETING = date(2026, 3, 10)
LOUD = "My room is nice but it is loud at night"
LAUGHS = "I dont want Sam to come because he laughs when I talk"


@pytest.fixture
def maya(desk: Desk) -> str:
    """Maya's review, with who is around her."""
    people = [("foster_carer", "Jo"), ("school", "Ms Field"), ("social_worker", "Sam")]
    return desk.review("Maya", MEETING, people=people)
