"""Who asks to be rung is asked for a number, once and gently."""

import pytest

from participation.questionnaires.answers import Answers
from participation.questionnaires.missing import missing
from participation.questionnaires.path import path
from tests.questionnaires.shipped import LIBRARY


@pytest.mark.parametrize("level", ["short", "full"])
@pytest.mark.parametrize("way", ["call", "message", "trusted_person"])
def test_a_way_that_needs_a_number_or_a_name_misses_it_until_it_is_there(level: str, way: str) -> None:
    asked = LIBRARY.latest("my_advocate", level)
    answers = Answers({"wants_advocate": "yes", "contact_how": ("school", way)})
    (found,) = missing(asked, answers)
    assert (found.question.id, found.option.id) == ("contact_details", way)
    assert found.page in path(asked, answers)
    assert not any(missing(asked, Answers({**answers.values, "contact_details": "07700 900123"})))


def test_a_way_that_needs_nothing_misses_nothing() -> None:
    asked = LIBRARY.latest("my_advocate", "short")
    assert not any(missing(asked, Answers({"wants_advocate": "yes", "contact_how": ("school", "visit")})))
