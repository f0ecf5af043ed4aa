"""What is asked can be read at the age that it is for: measured over the sentences, by two formulas."""

import sys
from types import ModuleType

import pytest

from participation.questionnaires.model import Questionnaire
from participation.questionnaires.wording import words_in
from tests.questionnaires.shipped import LIBRARY

# textstat looks up its list of easy words by what setuptools no longer has; neither formula here asks for that list.
sys.modules.setdefault("pkg_resources", ModuleType("pkg_resources"))

import textstat  # noqa: E402

AGE = {"pictures": 8, "short": 8, "full": 9, "leaving_care": 9, "adult": 12}
AGE_IN_FIRST_GRADE = 6
"""Both formulas give the grade of an American school, which begins at six."""
NEWEST = [each for each in LIBRARY.all() if each is LIBRARY.latest(each.purpose, each.level)]


def sentences(questionnaire: Questionnaire) -> str:
    """Every sentence once. A label of a word or two is none, and would make each text look easier than it is."""
    texts = dict.fromkeys(words.text for words in words_in(questionnaire))
    return " ".join(text for text in texts if text.endswith((".", "?", "!")))


def reading_age(text: str) -> float:
    """The age, in years, at which a text can be read: the higher one of the two."""
    grade = max(textstat.flesch_kincaid_grade(text), textstat.automated_readability_index(text))
    return float(grade) + AGE_IN_FIRST_GRADE - 1


@pytest.mark.parametrize("questionnaire", NEWEST, ids=lambda each: each.name)
def test_a_questionnaire_can_be_read_at_its_age(questionnaire: Questionnaire) -> None:
    assert reading_age(sentences(questionnaire)) <= AGE[questionnaire.level]


def test_what_officials_write_is_too_hard() -> None:
    assert reading_age("Following consultation, appropriate accommodation necessitates multidisciplinary review.") > 12
    assert reading_age("It is to be read by an officer who stands in, and considered before the meeting.") > 9
