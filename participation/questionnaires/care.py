"""On which pages more has to be said than the question: who may have to be told, and whom one can talk to now. Pure."""

from participation.questionnaires.answers import ABOUT_THE_ANSWERS, Answers
from participation.questionnaires.kinds import KINDS, LongText
from participation.questionnaires.model import Condition, Page, Question, Questionnaire
from participation.questionnaires.path import holds, path


def may_hear_of_harm(questionnaire: Questionnaire, page: Page) -> bool:
    """Whether a page asks for what is read first, follows from that, or takes a story that nobody offers to others.

    Who helped may be read first too, but a child who is asked that must not think that help is a crime.
    """
    signals = {rule.question for rule in questionnaire.read_first_if} - ABOUT_THE_ANSWERS
    follows = page.show_if is not None and page.show_if.question in signals
    return follows or any(each.id in signals or _is_confided(each) for each in page.questions)


def _is_confided(question: Question) -> bool:
    return isinstance(KINDS[question.kind], LongText) and not question.asks_sharing


def was_said_just_before(questionnaire: Questionnaire, answers: Answers, page: Page | None = None) -> bool:
    """Whether the page before this one, or the last one before the list of all, has an answer that is read first.

    On a map that is the page before it in its topic; to the list one comes from any topic, so all are looked at.
    """
    ids = [each.id for each in questionnaire.pages if page is None or each.topic == page.topic]
    earlier = ids[: ids.index(page.id)] if page else ids
    before = [each for each in path(questionnaire, answers) if each.id in earlier]
    asked = before if questionnaire.topics and page is None else before[-1:]
    return any(_said_on(each, rule, answers) for each in asked for rule in questionnaire.read_first_if)


def _said_on(page: Page, rule: Condition, answers: Answers) -> bool:
    return rule.question in {each.id for each in page.questions} and holds(rule, answers)
