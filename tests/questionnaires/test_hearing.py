"""What of somebody's answers may be said in the meeting, as a child is told it and as the pack is made."""

import pytest

from participation.questionnaires.answers import EACH, IN_THE_MEETING, ONLY_OFFICER, Answers
from participation.questionnaires.hearing import heard_in_all, stay_with_officer
from participation.questionnaires.model import Questionnaire
from tests.questionnaires.shipped import LIBRARY

PICTURES, SHORT, FULL = (LIBRARY.latest("my_views", level) for level in ("pictures", "short", "full"))
MEETING = LIBRARY.latest("my_meeting", "short")
MAPS = [PICTURES, SHORT, FULL]

each_map = pytest.mark.parametrize("asked", MAPS, ids=lambda each: each.name)


@each_map
def test_what_was_said_about_feeling_safe_stays_with_the_officer_whatever_is_given(asked: Questionnaire) -> None:
    answers = Answers({"feel_safe": "no", "feel_today": "sad"}, {"feel_today": IN_THE_MEETING})
    assert heard_in_all(asked, answers) == EACH
    assert [page.about for page in stay_with_officer(asked, answers)] == ["safe"]


def test_all_can_be_said_where_all_was_given_and_who_helped_counts_as_nothing() -> None:
    answers = Answers({"feel_today": "sad", "helped_by": "carer"}, {"feel_today": IN_THE_MEETING})
    assert heard_in_all(SHORT, answers) == IN_THE_MEETING
    assert stay_with_officer(SHORT, answers) == ()


def test_nothing_is_said_where_nothing_was_given() -> None:
    assert heard_in_all(SHORT, Answers({"feel_today": "sad"})) == ONLY_OFFICER
    assert heard_in_all(SHORT, Answers({"feel_safe": "no"})) == ONLY_OFFICER
    assert heard_in_all(SHORT, Answers({"feel_safe": "no"}, {"feel_safe": IN_THE_MEETING})) == ONLY_OFFICER


def test_where_the_meeting_is_can_be_said_there_and_who_must_not_come_cannot() -> None:
    assert heard_in_all(MEETING, Answers({"meeting_where": "home"})) == IN_THE_MEETING
    both = Answers({"meeting_where": "home", "not_in_front_words": "My stepdad"})
    assert heard_in_all(MEETING, both) == EACH
    assert [page.id for page in stay_with_officer(MEETING, both)] == ["not_in_front"]
