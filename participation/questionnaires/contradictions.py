"""Answers of which one says that there is nothing, and another that there is something. Pure.

Nothing is refused and nothing is changed: whoever answers is shown both, and asked once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from participation.questionnaires.answers import Answers
from participation.questionnaires.missing import chosen
from participation.questionnaires.model import Option, Page, Question, Questionnaire
from participation.questionnaires.path import path


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An option that stands alone, chosen together with others."""

    page: Page
    question: Question
    alone: Option
    other: Option
    """The first of the others."""


def contradictions(questionnaire: Questionnaire, answers: Answers) -> Iterator[Contradiction]:
    """Every question that was answered with both, in the order of the questionnaire."""
    for page in path(questionnaire, answers):
        for question in page.questions:
            given = chosen(question, answers)
            alone = [option for option in given if option.alone]
            if alone and len(given) > 1:
                yield Contradiction(page, question, alone[0], next(each for each in given if each is not alone[0]))
