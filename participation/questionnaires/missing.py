"""Answers that come to nothing without another on their page: to be rung needs a number. Pure.

Nothing is refused and nothing is changed: whoever answers is asked once for what is missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from participation.questionnaires.answers import Answers
from participation.questionnaires.model import Option, Page, Question, Questionnaire
from participation.questionnaires.path import path


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that was left out, though something chosen on its page needs it."""

    page: Page
    question: Question
    chosen_in: Question
    option: Option
    """The first that needs it."""


def missing(questionnaire: Questionnaire, answers: Answers) -> Iterator[Missing]:
    """Every question that is needed and was left out, in the order of the questionnaire."""
    for page in path(questionnaire, answers):
        for left_out in (each for each in page.questions if not answers.values.get(each.id)):
            needing = ((asked, option) for asked in page.questions for option in chosen(asked, answers))
            first = next(((asked, option) for asked, option in needing if option.needs == left_out.id), None)
            if first:
                yield Missing(page, left_out, *first)


def chosen(question: Question, answers: Answers) -> tuple[Option, ...]:
    """The options that were chosen in this question."""
    value = answers.values.get(question.id, "")
    ids = (value,) if isinstance(value, str) else value
    return tuple(option for option in question.options if option.id in ids)
