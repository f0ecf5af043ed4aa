"""Which pages a respondent walks, computed from the questionnaire and the answers; nothing is stored."""

from collections.abc import Mapping
from typing import Protocol

from participation.questionnaires.kinds import KINDS, Value
from participation.questionnaires.model import Condition, Page, Questionnaire
from participation.questionnaires.words import untranslated


class AnswersSoFar(Protocol):
    """What was answered so far."""

    @property
    def values(self) -> Mapping[str, Value]:
        """By question."""


def holds(condition: Condition, answers: AnswersSoFar) -> bool:
    """Whether the answer to the condition's question is any of its options."""
    value = answers.values.get(condition.question, "")
    given = (value,) if isinstance(value, str) else value
    return any(answer in condition.is_any_of for answer in given)


def path(questionnaire: Questionnaire, answers: AnswersSoFar) -> tuple[Page, ...]:
    """The pages this respondent sees; an answer left on a hidden page opens no other page."""
    shown: list[Page] = []
    asked: set[str] = set()
    for page in questionnaire.pages:
        rule = page.show_if
        if rule is None or (rule.question in asked and holds(rule, answers)):
            shown.append(page)
            asked.update(question.id for question in page.questions)
    return tuple(shown)


def next_page(questionnaire: Questionnaire, answers: AnswersSoFar, page: Page) -> Page | None:
    """The page after this one, also when this one has just left the path; None after the last."""
    ids = [each.id for each in questionnaire.pages]
    later = ids[ids.index(page.id) + 1 :]
    return next((each for each in path(questionnaire, answers) if each.id in later), None)


def previous_page(questionnaire: Questionnaire, answers: AnswersSoFar, page: Page) -> Page | None:
    """The page before this one, also when this one has just left the path; None before the first."""
    ids = [each.id for each in questionnaire.pages]
    earlier = ids[: ids.index(page.id)]
    return next((each for each in reversed(path(questionnaire, answers)) if each.id in earlier), None)


def first_unanswered(questionnaire: Questionnaire, answers: AnswersSoFar) -> Page | None:
    """The first page that was not seen to its end or has something to put right; None when complete."""
    return next((page for page in path(questionnaire, answers) if not _is_done(page, answers)), None)


def may_visit(questionnaire: Questionnaire, answers: AnswersSoFar, page: Page) -> bool:
    """Whether the page is on the path and everything before it has been seen."""
    for each in path(questionnaire, answers):
        if each.id == page.id:
            return True
        if not _is_done(each, answers):
            return False
    return False


def step(questionnaire: Questionnaire, answers: AnswersSoFar, page: Page) -> tuple[int, int]:
    """Where the page stands on the path: (3, 9); a page that has left it stands where it would be."""
    ids = [each.id for each in questionnaire.pages]
    walked = path(questionnaire, answers)
    before = ids[: ids.index(page.id)]
    return sum(each.id in before for each in walked) + 1, len(walked)


def _is_done(page: Page, answers: AnswersSoFar) -> bool:
    return all(
        question.id in answers.values
        and KINDS[question.kind].problem(question, answers.values[question.id], untranslated) is None
        for question in page.questions
    )
