"""Questions about the same people: nobody can come, stay away and come for a part. Pure.

Nothing is refused and nothing is changed: whoever answers is shown what they said before, and asked once.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from participation.questionnaires.answers import Answers
from participation.questionnaires.kinds import KINDS, People
from participation.questionnaires.model import Option, Page, Question, Questionnaire
from participation.questionnaires.path import path

_Asked = list[tuple[Page, Question]]


@dataclass(frozen=True)
class NamedTwice:
    """Somebody who was chosen in more than one question about people."""

    person: Option
    pages: tuple[Page, ...]
    """Where, in the order of the questionnaire."""


def named_before(questionnaire: Questionnaire, answers: Answers, question: Question) -> Mapping[str, tuple[Page, ...]]:
    """For a question about people: by person, the pages of the other such questions in which they are chosen."""
    others = [(page, other) for page, other in _about_people(questionnaire, answers) if other.id != question.id]
    named = ((option.id, tuple(_choosing(others, answers, option))) for option in question.options if option.is_person)
    return {id: pages for id, pages in named if pages}


def named_twice(questionnaire: Questionnaire, answers: Answers) -> tuple[NamedTwice, ...]:
    """Everybody who is chosen in more than one question about people."""
    asked = _about_people(questionnaire, answers)
    people = {option.id: option for _, question in asked for option in question.options if option.is_person}
    named = (NamedTwice(person, tuple(_choosing(asked, answers, person))) for person in people.values())
    return tuple(each for each in named if len(each.pages) > 1)


def _about_people(questionnaire: Questionnaire, answers: Answers) -> _Asked:
    return [
        (page, question)
        for page in path(questionnaire, answers)
        for question in page.questions
        if isinstance(KINDS[question.kind], People)
    ]


def _choosing(asked: _Asked, answers: Answers, person: Option) -> list[Page]:
    return [page for page, question in asked if person.id in answers.values.get(question.id, ())]
